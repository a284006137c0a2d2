import Diagnostics
import RunModel
internal import Yams

extension ProjectReading {
  /// `acceptance: { organisation: Noord, supplier: LeerSoft, parts: { users: { title: Users, areas: [USR] } } }`
  mutating func readAcceptance(_ node: Node?, requirements: [Requirement]) -> AcceptanceFacts {
    guard let node else { return AcceptanceFacts() }
    let keys = [
      "title", "organisation", "supplier", "authority", "contract", "place", "parts", "limitations", "risks",
      "deviations", "first_use", "back_out", "retention", "distribution",
    ]
    let fields = mapping(node, allowed: keys, what: "acceptance")
    return AcceptanceFacts(
      title: word(fields["title"]), organisation: word(fields["organisation"]), supplier: word(fields["supplier"]),
      authority: word(fields["authority"]), contract: word(fields["contract"]), place: word(fields["place"]),
      parts: readParts(fields["parts"], requirements: requirements),
      limitations: entries(fields["limitations"], ["text", "effect", "whom", "until"], "a limitation").compactMap {
        readLimitation($0, $1)
      },
      risks: entries(
        fields["risks"], ["risk", "chance", "effect", "measure", "accepted_by"], "a residual risk"
      ).compactMap { readRisk($0, $1) },
      deviations: words(fields["deviations"]), firstUse: day(fields["first_use"]),
      backOut: day(fields["back_out"]), retention: day(fields["retention"]), distribution: words(fields["distribution"])
    )
  }

  private mutating func readParts(_ node: Node?, requirements: [Requirement]) -> [AcceptancePart] {
    guard let node else { return [] }
    guard case .mapping(let entries) = node else {
      _ = mapping(node, allowed: nil, what: "parts")
      return []
    }
    var parts: [AcceptancePart] = []
    for (key, value) in entries {
      guard let id = word(key) else { continue }
      guard !parts.contains(where: { $0.id == id }) else {
        problems.append(
          document.problem("project.syntax", "the part \"\(id)\" stands twice", at: key, hint: "keep one of them"))
        continue
      }
      let fields = mapping(value, allowed: ["title", "requirements", "areas"], what: "the part \"\(id)\"")
      guard case .mapping = value else { continue }
      if fields["requirements"] == nil, fields["areas"] == nil {
        missing("areas", "a part is a list of areas or requirements", key)
        continue
      }
      let wanted = requirementIDs(fields["requirements"], among: requirements)
      parts.append(
        AcceptancePart(
          id: id, title: word(fields["title"]) ?? id, requirements: wanted, areas: words(fields["areas"])))
    }
    return parts
  }

  /// Of a part: a misspelt one would leave its requirement without a decision.
  private mutating func requirementIDs(_ node: Node?, among requirements: [Requirement]) -> [String] {
    items(node).compactMap { item in
      guard let id = word(item) else { return nil }
      let known = requirements.map(\.id)
      if known.isEmpty || known.contains(id) { return id }
      problems.append(
        document.problem(
          "project.value", "no requirement is called \"\(id)\"", at: item,
          hint: nearestName(to: id, among: known).map { "did you mean \"\($0)\"?" }
            ?? "write an id of the requirements file"))
      return nil
    }
  }

  private mutating func readLimitation(_ fields: [String: Node], _ node: Node) -> KnownLimitation? {
    guard let text = needed("text", fields, "it says what is not there", node) else { return nil }
    return KnownLimitation(
      text: text, effect: word(fields["effect"]) ?? "", whom: word(fields["whom"]) ?? "", until: day(fields["until"]))
  }

  private mutating func readRisk(_ fields: [String: Node], _ node: Node) -> ResidualRisk? {
    guard let risk = needed("risk", fields, "it says what may go wrong", node) else { return nil }
    return ResidualRisk(
      risk: risk, chance: word(fields["chance"]) ?? "", effect: word(fields["effect"]) ?? "",
      measure: word(fields["measure"]) ?? "", acceptedBy: word(fields["accepted_by"]) ?? "")
  }

  private mutating func needed(_ key: String, _ fields: [String: Node], _ why: String, _ node: Node) -> String? {
    if fields[key] == nil { missing(key, why, node) }
    return word(fields[key])
  }

  /// The members of each mapping of a list, with its node.
  private mutating func entries(_ node: Node?, _ keys: [String], _ what: String) -> [([String: Node], Node)] {
    items(node).compactMap { item in
      let fields = mapping(item, allowed: keys, what: what)
      if case .mapping = item { return (fields, item) }
      return nil
    }
  }

  /// The texts of a list; an empty one is refused.
  private mutating func words(_ node: Node?) -> [String] { items(node).compactMap { word($0) } }

  private mutating func items(_ node: Node?) -> [Node] {
    guard let node else { return [] }
    guard case .sequence(let sequence) = node else {
      problems.append(document.problem("project.shape", "a list is expected here", at: node, hint: "write [one, two]"))
      return []
    }
    return Array(sequence)
  }
}
