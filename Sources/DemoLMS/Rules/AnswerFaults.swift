/// The faults that bend what an answer says.
struct AnswerFaults {
  private let faults: Set<Fault>

  init(_ faults: Set<Fault>) { self.faults = faults }

  func apply(to answer: Value, name: String, effect: Function.Effect) -> Value {
    // The site itself stays readable: a tool that cannot read it would stop before it could be fooled.
    guard !faults.isEmpty, name != "core_webservice_get_site_info" else { return answer }
    var answer = answer
    if effect == .read {
      if faults.contains(.listEmpty) { answer = shorten(answer, to: 0) }
      if faults.contains(.listCut) { answer = shorten(answer, to: 1) }
    }
    let bendsLeaves: Set<Fault> = [.numberAsText, .namesEscaped, .dateOffByOneDay]
    return faults.isDisjoint(with: bendsLeaves) ? answer : bend(answer, key: "")
  }

  /// Cuts a list, or the lists that an object holds beside its warnings.
  private func shorten(_ answer: Value, to count: Int) -> Value {
    switch answer {
    case .list(let items): return .list(Array(items.prefix(count)))
    case .object(let members):
      return .object(
        members.map { member in
          guard member.key != "warnings", case .list(let items) = member.value else { return member }
          return Value.Member(key: member.key, value: .list(Array(items.prefix(count))))
        })
    default: return answer
    }
  }

  private func bend(_ value: Value, key: String) -> Value {
    switch value {
    case .list(let items): return .list(items.map { bend($0, key: key) })
    case .object(let members):
      return .object(members.map { Value.Member(key: $0.key, value: bend($0.value, key: $0.key)) })
    case .int(let number):
      let isDate = faults.contains(.dateOffByOneDay) && number > 86400 && AnswerFaults.isDate(key)
      let bent = isDate ? number - 86400 : number
      return faults.contains(.numberAsText) ? .string(String(bent)) : .int(bent)
    case .double where faults.contains(.numberAsText): return .string(value.text)
    case .string(let text) where faults.contains(.namesEscaped) && AnswerFaults.isName(key):
      return .string(text.escapedHTML)
    default: return value
    }
  }

  private static func isDate(_ key: String) -> Bool {
    key.hasPrefix("time") || key.hasPrefix("date") || key.hasSuffix("date") || key.hasSuffix("access")
      || key == "gradedatesubmitted" || key == "gradedategraded"
  }

  private static func isName(_ key: String) -> Bool { key.hasSuffix("name") || key == "name" }
}
