import Foundation
import Testing

struct `the package's targets` {
  @Test func `have a row each`() throws {
    let architecture = Architecture(dump: try .current())
    #expect(architecture.modules.contains { $0.name == "lmsaccept" }, "the dump is of another package")
    #expect(architecture.unknownTargets() == [])
  }

  @Test func `depend only downwards`() throws {
    let architecture = Architecture(dump: try .current())
    #expect(architecture.modules.contains { !$0.dependencies.isEmpty })
    #expect(architecture.edgesNotDownwards() == [])
  }

  @Test func `keep to their own libraries, and the built-in LMS to itself`() throws {
    #expect(Architecture(dump: try .current()).trespasses() == [])
  }

  @Test func `import only what they declare`() throws {
    let architecture = Architecture(dump: try .current())
    var count = 0
    for target in architecture.modules {
      let folder = PackageDump.root.appending(path: target.path ?? "Sources/\(target.name)")
      let imports = try ImportScanner.imports(under: folder)
      count += imports.count
      #expect(architecture.undeclaredImports(of: target, imports) == [])
    }
    #expect(count > 100, "no import lines were found: the folders are wrong")
  }
}

/// The checks above must be able to fail.
struct `an architecture check` {
  static func dump(_ targets: (name: String, type: String, uses: [String])...) -> PackageDump {
    PackageDump(
      targets: targets.map { target in
        PackageDump.Target(
          name: target.name, type: target.type, path: nil, dependencies: target.uses.map { .init(name: $0) })
      })
  }

  @Test func `finds a target without a row`() {
    let dump = Self.dump(("Helpers", "regular", []), ("HelpersTests", "test", []), ("Embed", "plugin", []))
    #expect(Architecture(dump: dump).unknownTargets() == ["Helpers has no row: add it to RowMap"])
  }

  @Test(arguments: [("RunModel", "Running"), ("Planning", "Running"), ("Gherkin", "Gherkin")])
  func `finds an edge upwards, sideways or in place`(from: String, to: String) {
    let dump = Self.dump((from, "regular", [to]), (to, "regular", []))
    #expect(Architecture(dump: dump).edgesNotDownwards().count == 1)
  }

  @Test func `lets an edge downwards be`() {
    let dump = Self.dump(("Running", "regular", ["RunModel"]), ("RunningTests", "test", ["lmsaccept"]))
    #expect(Architecture(dump: dump).edgesNotDownwards() == [])
  }

  @Test(arguments: [
    ("Reporting", "GRDB"), ("lmsaccept", "Hummingbird"), ("Running", "CCurl"), ("StepLibrary", "CLua"),
    ("DemoLMS", "JSON"), ("DemoLMS", "RunModel"),
  ])
  func `finds who uses what is another's`(from: String, to: String) {
    let dump = Self.dump((from, "regular", [to]), ("JSON", "regular", []), ("RunModel", "regular", []))
    #expect(Architecture(dump: dump).trespasses().count == 1)
  }

  @Test func `finds an import that is not declared`() {
    let target = PackageDump.Target(
      name: "Running", type: "regular", path: nil, dependencies: [.init(name: "RunModel")])
    let architecture = Architecture(dump: PackageDump(targets: [target]))
    let imports = [("A.swift", "RunModel"), ("A.swift", "Foundation"), ("B.swift", "JSON")].map {
      (file: $0.0, module: $0.1)
    }
    #expect(
      architecture.undeclaredImports(of: target, imports) == [
        "Running/B.swift imports JSON, which Running does not depend on"
      ])
  }

  @Test func `reads import lines of every form`() {
    let text = #"""
      import Foundation
      package import JSON
      @preconcurrency import CCurl // variadic
      internal import struct GRDB.Row
      #if canImport(Glibc)
        import Glibc
      #endif
      // import Nothing
      let example = """
        import AlsoNothing
        """
      private import CPCRE2
      """#
    #expect(
      ImportScanner.imports(in: text) == ["Foundation", "JSON", "CCurl", "GRDB", "Glibc", "CPCRE2"])
  }

  @Test func `reads every form of dependency`() throws {
    let text = """
      {"name": "x", "targets": [{"name": "A", "type": "regular", "dependencies": [
        {"byName": ["B", null]}, {"product": ["P", "package", null, null]}, {"target": ["C", {"platformNames": []}]}
      ]}]}
      """
    let dump = try JSONDecoder().decode(PackageDump.self, from: Data(text.utf8))
    #expect(dump.targets.first?.dependencies.map(\.name) == ["B", "P", "C"])
  }
}
