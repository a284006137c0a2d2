/// What the manifest of a SCORM package says.
///
/// A package is a zip file. Only entries that are stored as they are can be read: nothing here unpacks.
struct Package {
  /// `SCORM_1.2` or `SCORM_1.3`, which is what Moodle calls 2004.
  var version: String
  /// How many parts can be started.
  var parts: Int

  /// - Parameter zip: nil is given for anything that has no manifest, or one that names no part.
  init?(_ zip: [UInt8]) {
    guard let manifest = Package.entry("imsmanifest.xml", of: zip) else { return nil }
    let parts = manifest.lowercased().count(of: "scormtype=\"sco\"")
    guard parts > 0 else { return nil }
    self.parts = parts
    version = manifest.contains("<schemaversion>1.2<") ? "SCORM_1.2" : "SCORM_1.3"
  }

  /// The text of an entry, by the headers that stand before each:
  ///
  ///     PK\3\4, version 2, flags 2, method 2 (0: stored), time 4, crc 4, packed size 4, size 4, name length 2, extra length 2
  private static func entry(_ wanted: String, of zip: [UInt8]) -> String? {
    var at = 0
    while at + 30 <= zip.count, zip[at..<at + 4].elementsEqual([0x50, 0x4B, 3, 4]) {
      let size = number(zip, at + 18, 4)
      let nameEnd = at + 30 + number(zip, at + 26, 2)
      let begin = nameEnd + number(zip, at + 28, 2)
      guard begin + size <= zip.count else { return nil }
      if String(decoding: zip[at + 30..<nameEnd], as: UTF8.self) == wanted {
        return number(zip, at + 8, 2) == 0 ? String(decoding: zip[begin..<begin + size], as: UTF8.self) : nil
      }
      at = begin + size
    }
    return nil
  }

  /// The least byte stands first.
  private static func number(_ bytes: [UInt8], _ at: Int, _ size: Int) -> Int {
    (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
  }
}

extension String {
  /// How often a text occurs in this one.
  fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}

extension Module {
  /// The package of an activity that plays one.
  var package: (version: String, parts: Int) {
    (settings["package.version"] ?? "SCORM_1.2", settings["package.parts"].flatMap { Int($0) } ?? 1)
  }

  /// The numbers of the parts that can be started. One lower stands for the package as a whole.
  var parts: [Int] { (1...max(1, package.parts)).map { id * 100 + $0 } }
}

extension State {
  /// What a package has stored in an attempt, in the order of the elements' first storing.
  func tracks(of package: Module, user: Int, attempt: Int) -> [PackageTrack] {
    packageTracks.filter { $0.module == package.id && $0.user == user && $0.attempt == attempt }
  }

  /// The number of a person's last attempt, 0 without any.
  func lastAttempt(at package: Module, user: Int) -> Int {
    packageTracks.filter { $0.module == package.id && $0.user == user }.map(\.attempt).max() ?? 0
  }
}
