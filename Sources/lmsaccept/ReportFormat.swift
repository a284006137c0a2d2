import ArgumentParser
import Diagnostics

/// A kind of file that a run writes.
enum ReportFormat: String, CaseIterable, Sendable {
  case csv, worksheets, html, junit, messages

  static let list = allCases.map(\.rawValue).joined(separator: ",")

  /// All for nil; an unknown name is a usage error with the nearest.
  static func parse(_ text: String?) throws -> [ReportFormat] {
    guard let text else { return allCases }
    return try text.split(separator: ",").map { name in
      guard let format = ReportFormat(rawValue: String(name)) else {
        let near = nearestName(to: String(name), among: allCases.map(\.rawValue))
        throw ValidationError("no format \"\(name)\"; \(near.map { "did you mean \($0)?" } ?? "formats: \(list)")")
      }
      return format
    }
  }
}
