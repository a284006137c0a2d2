/// Asks OpenSSH about signatures, about the same one once only.
package final class SignatureChecks {
  package struct Question: Hashable {
    var signature: [UInt8]
    var bytes: [UInt8]
    var principal: String
    var allowedSigners: String
    var namespace: String
    var moment: String
  }

  private let ssh: OpenSSH
  private var known: [Question: String?] = [:]

  package init(_ ssh: OpenSSH) {
    self.ssh = ssh
  }

  /// Why it does not hold; nil when it does.
  func fault(_ question: Question) -> String? {
    if let answer = known[question] { return answer }
    let answer = ssh.fault(
      of: question.signature, over: question.bytes, by: question.principal,
      allowedSigners: question.allowedSigners, namespace: question.namespace, at: question.moment)
    known[question] = answer
    return answer
  }
}
