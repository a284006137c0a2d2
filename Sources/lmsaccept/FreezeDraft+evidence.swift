import Campaign
import Diagnostics
import Foundation
import JSON
import Reporting
import RunModel
import SignOff

extension FreezeDraft {
  /// Features as they were run, worksheets as they came in, pictures, requests and answers of what went wrong.
  ///
  /// What is left out is listed by its SHA-256 in `evidence.json`, so that a copy kept elsewhere can be told.
  static func evidence(
    _ inputs: AcceptanceInputs, _ store: CampaignStore, _ wish: Wish, _ pseudonyms: Pseudonyms?
  ) async throws -> [String: [UInt8]] {
    var gathering = Gathering(isFull: wish.evidence == .full)
    for scenario in inputs.report.record.scenarios {
      let file = scenario.scenario.file
      gathering.keep(Array(file.text.utf8), as: "features/" + plainPath(file.path))
    }
    for (number, sheet) in try await store.received().enumerated() where !sheet.bytes.isEmpty {
      gathering.give(sheet.bytes, as: "worksheets-as-received/\(padded(number + 1))-\(plainPath(sheet.name))")
    }
    let rounds = Set(inputs.report.results.compactMap { $0.origin?.round } + [inputs.round.number])
    for round in rounds.sorted() {
      for picture in try await store.evidencePictures(round: round) where !picture.bytes.isEmpty {
        gathering.give(picture.bytes, as: "evidence/pictures/" + plainPath(picture.name))
      }
    }
    if wish.evidence != .none {
      for (path, text) in try await exchanges(inputs, store) {
        gathering.keep(Array((pseudonyms?.text(text) ?? text).utf8), as: path)
      }
    }
    gathering.files["evidence.json"] = gathering.list(wish.evidence.rawValue)
    return gathering.files
  }

  /// One text for each request of a step that failed or broke.
  private static func exchanges(
    _ inputs: AcceptanceInputs, _ store: CampaignStore
  ) async throws -> [(String, String)] {
    var texts: [(String, String)] = []
    let runs = Set(inputs.report.results.compactMap { $0.origin?.run })
    for run in runs.sorted() {
      guard let record = try await store.record(ofRun: run) else { continue }
      for (index, exchanges) in try await store.evidence(run: run).sorted(by: { $0.key < $1.key }) {
        guard let scenario = record.scenarios.first(where: { $0.scenario.index == index })?.scenario else { continue }
        let folder = "evidence/run-\(run)/\(plainPath(scenario.title))"
        for exchange in exchanges {
          texts.append(
            (
              "\(folder)/exchange-\(padded(exchange.number)).txt",
              ShowExchange.text(exchange, language: inputs.report.texts.language)
            ))
        }
      }
    }
    return texts
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// Letters, digits and a few signs; nothing that leads out of a folder or needs quotes.
  private static func plainPath(_ path: String) -> String {
    path.composed.split(separator: "/").compactMap { part in
      let plain = String(part.map { $0.isLetter || $0.isNumber || "._-()#".contains($0) ? $0 : "-" })
      return plain.allSatisfy { $0 == "." } ? nil : plain
    }.joined(separator: "/")
  }
}

/// Files on their way into a bundle.
private struct Gathering {
  let isFull: Bool
  var files: [String: [UInt8]] = [:]
  private var listed: [(path: String, file: BundleFile, isInside: Bool)] = []

  init(isFull: Bool) {
    self.isFull = isFull
  }

  /// Two texts of one name (a feature that was changed between runs) get names of their own.
  mutating func keep(_ bytes: [UInt8], as path: String) {
    var name = path
    var number = 1
    while let other = files[name], other != bytes {
      number += 1
      let dot = path.lastIndex(of: ".") ?? path.endIndex
      name = "\(path[..<dot])-\(number)\(path[dot...])"
    }
    files[name] = bytes
  }

  /// People's own files: inside only when everything goes along.
  mutating func give(_ bytes: [UInt8], as path: String) {
    if isFull { keep(bytes, as: path) }
    listed.append((path, BundleFile(path: path, bytes), isFull))
  }

  /// What there is, whether it is inside or not; names of files may name people.
  func list(_ evidence: String) -> [UInt8] {
    JSONValue.object([
      JSONMember("evidence", .string(evidence)),
      JSONMember(
        "files",
        .array(
          listed.map { entry in
            [
              "path": entry.isInside ? .string(entry.path) : .null, "inside": .bool(entry.isInside),
              "kind": .string(String(entry.path.prefix { $0 != "/" })), "size": .int(entry.file.size),
              "sha256": .string(entry.file.sha256),
            ]
          })),
    ]).canonicalBytes
  }
}
