import Foundation
import SignOff
import Testing

struct BundleLeftoversTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "leftovers-\(UUID().uuidString)").path
  /// A process that has ended, so that its number is nobody's.
  private let ended: Int32

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/true")
    try process.run()
    process.waitUntilExit()
    ended = process.processIdentifier
  }

  private func make(_ name: String, _ files: [String] = ["content.json", "features/a.feature"]) throws {
    for file in files {
      let path = "\(folder)/\(name)/\(file)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data("x".utf8).write(to: URL(filePath: path))
    }
  }

  private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? [] }

  @Test func `what a killed freeze left is removed, of this bundle and of revisions`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try make("revision-1.\(ended)-7.part")
    try make("final.\(ended)-8.part")
    try make("revision-1")
    let found = BundleLeftovers(removingBeside: "\(folder)/final")
    #expect(found.removed == ["\(folder)/final.\(ended)-8.part", "\(folder)/revision-1.\(ended)-7.part"])
    #expect(found.kept.isEmpty && names == ["revision-1"])
  }

  @Test func `nothing else is removed`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let others = [
      "revision-1.\(getpid())-7.part", "other.\(ended)-7.part", "revision-1.\(ended).part", "revision-1.part",
      "revision-x.\(ended)-7.part", "revision-1.\(ended)-7", "revision-1.0-7.part", "revision-1.\(ended)-7.part.old",
    ]
    for name in others { try make(name) }
    let foreign = "revision-2.\(ended)-7.part"
    try make(foreign, ["content.json", "my notes.txt"])
    let link = "\(folder)/revision-3.\(ended)-7.part"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(folder)/\(others[1])")
    let before = names
    let found = BundleLeftovers(removingBeside: "\(folder)/revision-9")
    #expect(found.removed.isEmpty && found.kept == ["\(folder)/\(foreign)"])
    #expect(names == before)
  }

  @Test func `what a killed signing left beside a bundle is removed, and the bundle's own files are not`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try make("revision-4", ["decisions/01-advice.json"])
    let part = "\(folder)/revision-4.\(ended)-7.part"
    // Cut off between the two: the file has its name, and the one it was written under, too.
    try FileManager.default.linkItem(atPath: "\(folder)/revision-4/decisions/01-advice.json", toPath: part)
    #expect(BundleLeftovers(removingBeside: "\(folder)/revision-4").removed == [part])
    #expect(FileManager.default.contents(atPath: "\(folder)/revision-4/decisions/01-advice.json") == Data("x".utf8))
  }

  @Test func `a folder with a link in it is somebody's`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let name = "revision-1.\(ended)-7.part"
    try make(name)
    try FileManager.default.createSymbolicLink(atPath: "\(folder)/\(name)/evidence", withDestinationPath: "/")
    #expect(BundleLeftovers(removingBeside: "\(folder)/revision-1").kept.count == 1)
  }
}
