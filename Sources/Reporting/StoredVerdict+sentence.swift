package import Campaign
package import RunModel

extension StoredVerdict {
  /// `Sanne de Vries: Failed. the picture is blurred`; the words only where there are any.
  package func sentence(_ texts: Texts) -> String {
    let word = "\(tester): \(texts.name(verdict))"
    return observed.isEmpty ? word : "\(word). \(observed)"
  }
}
