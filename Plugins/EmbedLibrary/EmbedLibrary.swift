import Foundation
import PackagePlugin

/// Makes one Swift file of `Library/**.lua`, so that one executable ships and no file has to be found beside it.
@main
struct EmbedLibrary: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let library = context.package.directoryURL.appending(path: "Library")
    let output = context.pluginWorkDirectoryURL.appending(path: "ShippedLibrary+files.swift")
    let found = FileManager.default.enumerator(at: library, includingPropertiesForKeys: nil)
    let files = (found?.compactMap { $0 as? URL } ?? []).filter { ["lua", "csv"].contains($0.pathExtension) }
    return [
      .buildCommand(
        displayName: "Embedding Library/", executable: try context.tool(named: "LibraryEmbedder").url,
        arguments: [library.path, output.path], inputFiles: files.sorted { $0.path < $1.path }, outputFiles: [output])
    ]
  }
}
