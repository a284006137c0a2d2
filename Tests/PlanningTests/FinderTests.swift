import Diagnostics
import Foundation
import Planning
import Testing

@Suite struct `Finding feature files` {
  private func names(_ folder: TemporaryFolder, _ paths: [String]) -> [String] {
    let (files, problems) = FeatureFinder().find(paths.map { ScenarioPath("\(folder.path)/\($0)") })
    #expect(problems == [])
    return files.map { String($0.dropFirst(folder.path.count + 1)) }
  }

  private func filled() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for name in [
      "b.feature", "a/z.feature.md", "a/x.FEATURE", "a.feature", ".hidden/h.feature", "a/notes.txt", "é.feature",
    ] {
      try folder.write(name)
    }
    return folder
  }

  @Test func `goes below folders in the order of names, past hidden ones`() throws {
    let folder = try filled()
    #expect(names(folder, [""]) == ["a/x.FEATURE", "a/z.feature.md", "a.feature", "b.feature", "é.feature"])
    #expect(names(folder, ["a/"]) == ["a/x.FEATURE", "a/z.feature.md"])
  }

  @Test func `takes each file once, in the order given`() throws {
    let folder = try filled()
    #expect(
      names(folder, ["b.feature", "a/../b.feature", "a", "./b.feature", "a/x.FEATURE:3"]) == [
        "b.feature", "a/x.FEATURE", "a/z.feature.md",
      ])
  }

  @Test func `follows links, also one that leads back`() throws {
    let folder = try filled()
    let other = try TemporaryFolder()
    try other.write("linked.feature")
    try folder.link("a/more", to: other.path)
    try folder.link("a/round", to: folder.path + "/a")
    #expect(names(folder, ["a"]) == ["a/more/linked.feature", "a/x.FEATURE", "a/z.feature.md"])
  }

  @Test func `says what is missing and what is near`() throws {
    let folder = try filled()
    let (files, problems) = FeatureFinder().find([ScenarioPath("\(folder.path)/c.featur"), ScenarioPath("nowhere/x")])
    #expect(files == [] && problems.map(\.code) == ["file.missing", "file.missing"])
    #expect(problems.first?.hint?.hasPrefix("did you mean \"\(folder.path)/") == true)
    #expect(problems.last?.hint == "paths are relative to the current folder")
  }

  @Test func `refuses a line in a folder`() throws {
    let folder = try filled()
    let (files, problems) = FeatureFinder().find([ScenarioPath("\(folder.path)/a:3")])
    #expect(files == [] && problems.map(\.code) == ["file.missing"])
    #expect(problems.first?.message == "a folder has no line 3")
  }
}
