import Diagnostics
import JSON
import Reporting
import RunModel
import StepLibrary

/// The vocabulary as a terminal shows it.
struct StepPages {
  private let listing: StepListing
  private let languages: [String]
  private let width: Int

  init(_ listing: StepListing, languages: [String], width: Int) {
    self.listing = listing
    self.languages = languages
    self.width = width
  }

  /// By chapter: each way to say a step, and what is not automated.
  func steps() -> String {
    var text = ""
    var chapter = ""
    for row in listing.rows {
      if row.chapter != chapter {
        chapter = row.chapter
        text += "\(text.isEmpty ? "" : "\n")\(chapter)\n"
      }
      for wording in wordings(of: row.definition) { text += paragraph(wording.pattern, indent: 2, hanging: 4) }
      let remark = remark(row)
      text += paragraph(row.definition.id + (remark.isEmpty ? "" : "  (\(remark))"), indent: 6, hanging: 6)
    }
    let count = listing.rows.count
    return text + "\n\(count) step\(count == 1 ? "" : "s"); --json and --markdown add explanations and examples\n"
  }

  /// A pattern in the first language that has any; both voices of a pattern stand below each other.
  private func wordings(of definition: StepDefinition) -> [StepWording] {
    let wanted = definition.wordings.filter { languages.contains($0.language) }
    return wanted.isEmpty ? definition.wordings : wanted
  }

  private func remark(_ row: StepListing.Row) -> String {
    if row.definition.kind.isHuman { return "a person, always" }
    guard let automation = row.automation.first, automation != .automated else { return "" }
    return "\(listing.adapters.first ?? ""): \(StepListing.words(automation))"
  }

  /// A line a step, a column an adapter, counts last; the reasons are in `--markdown` and `--json`.
  func coverage() -> String {
    let rows = listing.rows.filter { !$0.definition.kind.isHuman }
    let first = (rows.map(\.definition.id.displayWidth).max() ?? 0) + 2
    func line(_ head: String, _ cells: [String]) -> String {
      let all = head.padded(to: first) + cells.map { $0.padded(to: 13) }.joined()
      return String(all.reversed().drop { $0 == " " }.reversed()) + "\n"
    }
    var text = line("step", listing.adapters)
    for row in rows { text += line(row.definition.id, row.automation.map(Self.word)) }
    text += "\n"
    let counts = listing.adapters.indices.map(listing.counts)
    text += line("automated", counts.map { String($0.automated) })
    text += line("person", counts.map { String($0.manual) })
    text += line("unsupported", counts.map { String($0.unsupported) })
    text += line("other system", counts.map { String($0.elsewhere) })
    text += line("missing", counts.map { String($0.missing) })
    return text
  }

  static func word(_ automation: Automation) -> String {
    switch automation {
    case .automated: "automated"
    case .manual: "person"
    case .unsupported: "unsupported"
    case .elsewhere: "other system"
    case .missing: "missing"
    }
  }

  /// Most used first.
  func usage(scenarios: Int) -> String {
    let rows = listing.rows.enumerated().sorted { ($1.element.uses, $0.offset) < ($0.element.uses, $1.offset) }
    var text = ""
    for (_, row) in rows {
      text += "\(String(row.uses).leftPadded(to: 5))  \(String(row.scenarios.count).leftPadded(to: 5))  "
      text += row.definition.id + "\n"
    }
    let machine = listing.rows.filter { !$0.definition.kind.isHuman }
    let unused = machine.count { $0.uses == 0 }
    return " uses  scenarios\n" + text
      + "\n\(machine.count) steps in \(scenarios) scenarios, median use \(listing.medianUse), \(unused) unused\n"
  }

  private func paragraph(_ text: String, indent: Int, hanging: Int) -> String {
    let lines = text.wrapped(to: width - hanging)
    return lines.enumerated().map { place, line in
      String(repeating: " ", count: place == 0 ? indent : hanging) + line + "\n"
    }.joined()
  }
}

/// What can be seeded, with the columns of its tables.
struct KindPage {
  private let kinds: [ThingKind]
  private let languages: [String]
  /// Kind -> reason, for what the LMS has not.
  private let unsupported: [String: String]

  init(_ kinds: [ThingKind], languages: [String], unsupported: [String: String]) {
    self.kinds = kinds
    self.languages = languages
    self.unsupported = unsupported
  }

  func text(width: Int) -> String {
    var text = ""
    for kind in kinds {
      let plural = languages.first.flatMap { kind.names[$0]?.last } ?? kind.names["en"]?.last ?? kind.name
      text += "the following \"\(plural)\" exist\(unsupported[kind.name].map { "  (not there: \($0))" } ?? "")\n"
      let columns = kind.columns.map { column in
        column.name + (kind.key.contains(column.name) ? "*" : "") + (column.isWriteOnly ? "!" : "")
      }
      for line in columns.joined(separator: ", ").wrapped(to: width - 2) { text += "  \(line)\n" }
    }
    return text + "\n* finds the thing again   ! set when made, not compared\n"
  }

  var json: JSONValue {
    .array(
      kinds.map { kind in
        .object([
          JSONMember("name", .string(kind.name)),
          JSONMember(
            "names", .object(kind.names.sorted { $0.key < $1.key }.map { JSONMember($0.key, .strings($0.value)) })),
          JSONMember("key", .strings(kind.key)), JSONMember("relation", .bool(kind.isRelation)),
          JSONMember("columns", .array(kind.columns.map(Self.json))),
          JSONMember("unsupported", unsupported[kind.name].map(JSONValue.string) ?? .null),
        ])
      })
  }

  private static func json(_ column: ThingColumn) -> JSONValue {
    .object([
      JSONMember("name", .string(column.name)), JSONMember("type", .string(column.type)),
      JSONMember("refersTo", column.refersTo.map(JSONValue.string) ?? .null),
      JSONMember("writeOnly", .bool(column.isWriteOnly)),
    ])
  }
}
