import Foundation

/// What `swift package dump-package` says about targets.
struct PackageDump: Decodable {
  struct Target: Decodable {
    var name: String
    /// `regular`, `executable`, `system`, `plugin`, `test`, …
    var type: String
    var path: String?
    var dependencies: [Dependency]
  }

  /// A dependency by its name: of a target of ours, or of a product of another package.
  struct Dependency: Decodable {
    var name: String

    init(name: String) {
      self.name = name
    }

    /// One of `{"byName": ["JSON", null]}`, `{"target": […]}` and `{"product": ["GRDB", "GRDB.swift", …]}`.
    init(from decoder: any Decoder) throws {
      let forms = try decoder.singleValueContainer().decode([String: [Part]].self)
      guard forms.count == 1, let form = forms.first, let name = form.value.first?.text else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "a dependency of an unknown form"))
      }
      self.name = name
    }
  }

  /// An element of a dependency's array: a name, or conditions that do not matter here.
  private struct Part: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
      text = try? decoder.singleValueContainer().decode(String.self)
    }
  }

  var targets: [Target]
}

extension PackageDump {
  /// The folder of the package that this test belongs to.
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Reads the file that `LMSACCEPT_PACKAGE_DUMP` names, else asks the toolchain.
  ///
  /// `swift test` holds the package's lock while it waits for us, so the question must not wait for that lock.
  static func current() throws -> PackageDump {
    if let path = ProcessInfo.processInfo.environment["LMSACCEPT_PACKAGE_DUMP"] {
      return try JSONDecoder().decode(PackageDump.self, from: Data(contentsOf: URL(filePath: path)))
    }
    let scratch = FileManager.default.temporaryDirectory.appending(path: "lmsaccept-dump-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "swift", "package", "--ignore-lock", "--package-path", root.path, "--scratch-path", scratch.path, "dump-package",
    ]
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode(PackageDump.self, from: data)
  }
}
