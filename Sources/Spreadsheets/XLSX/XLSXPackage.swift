/// The parts of an Office file and how they point at each other.
///
/// Parts are found by relationships, never by their usual names: programs are free to name them.
final class XLSXPackage {
  struct Relationship {
    var id: String
    /// The last word of the type: it is the same in plain and in strict files.
    var type: String
    var target: String
    var isExternal: Bool
  }

  let archive: ZIPArchive
  private let types: [String: String]
  private let defaultTypes: [String: String]

  init(_ archive: ZIPArchive) throws(XLSXProblem) {
    self.archive = archive
    try XLSXFileKind.check(archive)
    (types, defaultTypes) = try Self.contentTypes(archive)
    try refuseMacros()
  }

  /// Of `_rels/.rels`.
  func relationships() throws(XLSXProblem) -> [Relationship] {
    try relationships(file: "_rels/.rels")
  }

  /// Of a part: those of `xl/workbook.xml` stand in `xl/_rels/workbook.xml.rels`.
  func relationships(of part: String) throws(XLSXProblem) -> [Relationship] {
    let folder = Self.folder(part)
    return try relationships(file: "\(folder)_rels/\(part.dropFirst(folder.count)).rels")
  }

  /// The part that a relationship of `part` points to.
  ///
  /// - Parameter part: empty for the relationships of the whole package.
  func target(_ relationship: Relationship, of part: String) throws(XLSXProblem) -> ZIPArchive.Entry {
    if relationship.isExternal {
      throw XLSXProblem(
        .badReference, part: part, "its \(relationship.type) lies outside of the file, which is never followed",
        hint: "save the workbook as a whole")
    }
    guard let name = Self.resolved(relationship.target, folder: Self.folder(part)), let entry = archive.entry(name)
    else {
      throw XLSXProblem(
        .missingPart, part: part, "its \(relationship.type) \"\(relationship.target)\" is not in the file",
        hint: "the file is broken or cut off; ask for it once more")
    }
    return entry
  }

  /// The content type, which says what a part is; nil when the file does not tell.
  func type(of name: String) -> String? {
    types[Self.key(name)] ?? defaultTypes[Self.key(String(name.split(separator: ".").last ?? ""))]
  }

  private func relationships(file: String) throws(XLSXProblem) -> [Relationship] {
    guard let entry = archive.entry(file) else { return [] }
    let stream = try XMLStream(
      try archive.open(entry), root: ["Relationships"], of: .relationships, limits: archive.limits)
    var found: [Relationship] = []
    try stream.eachChild { () throws(XLSXProblem) in
      guard stream.isAt("Relationship"), let id = stream.attribute("Id"), let type = stream.attribute("Type"),
        let target = stream.attribute("Target")
      else { return }
      if found.count == archive.limits.extras { throw stream.problem(.tooLarge, "too many relationships") }
      found.append(
        Relationship(
          id: id, type: String(type.split(separator: "/").last ?? ""), target: target,
          isExternal: stream.attribute("TargetMode") == "External"))
    }
    try stream.finish()
    return found
  }

  private func refuseMacros() throws(XLSXProblem) {
    let suspicious = Array(types.values) + Array(defaultTypes.values)
    let names = archive.entries.map(\.name)
    guard
      let part = names.first(where: { Self.key($0).hasSuffix("vbaproject.bin") })
        ?? suspicious.first(where: { Self.key($0).contains("macroenabled") || Self.key($0).contains("vbaproject") })
    else { return }
    throw .macros(part)
  }

  private static func contentTypes(
    _ archive: ZIPArchive
  ) throws(XLSXProblem) -> (parts: [String: String], endings: [String: String]) {
    var parts: [String: String] = [:]
    var endings: [String: String] = [:]
    guard let entry = archive.entry("[Content_Types].xml") else { return (parts, endings) }
    let stream = try XMLStream(try archive.open(entry), root: ["Types"], of: .contentTypes, limits: archive.limits)
    try stream.eachChild { () throws(XLSXProblem) in
      guard let type = stream.attribute("ContentType") else { return }
      if let name = stream.attribute("PartName") {
        parts[key(name.hasPrefix("/") ? String(name.dropFirst()) : name)] = type
      } else if let ending = stream.attribute("Extension") {
        endings[key(ending)] = type
      }
    }
    try stream.finish()
    return (parts, endings)
  }

  /// A target as a name in the zip; nil when it points out of it.
  static func resolved(_ target: String, folder: String) -> String? {
    let path = decodedPercents(target)
    var parts: [Substring] = []
    for part in (path.hasPrefix("/") ? path : folder + path).split(separator: "/") {
      switch part {
      case ".": continue
      case "..":
        if parts.popLast() == nil { return nil }
      default: parts.append(part)
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }

  private static func decodedPercents(_ text: String) -> String {
    guard text.contains("%") else { return text }
    var result: [UInt8] = []
    var bytes = Array(text.utf8)[...]
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "%"), bytes.count >= 2,
        let value = UInt8(String(decoding: bytes.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(value)
        bytes = bytes.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// `xl/` of `xl/workbook.xml`.
  private static func folder(_ part: String) -> String {
    part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
  }

  private static func key(_ text: String) -> String { text.lowercased() }
}

extension XLSXProblem {
  static func macros(_ part: String) -> XLSXProblem {
    XLSXProblem(
      .macros, part: part, "the workbook holds macros", hint: "save it as Excel Workbook (.xlsx), without macros")
  }
}
