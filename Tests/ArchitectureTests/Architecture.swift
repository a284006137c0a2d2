/// Holds a package against the row map; every answer is a list of sentences, empty when all is well.
struct Architecture {
  var map = RowMap()
  var dump: PackageDump

  /// Targets that have a row: all but tests and plugins.
  var modules: [PackageDump.Target] { dump.targets.filter { $0.type != "test" && $0.type != "plugin" } }

  private var names: Set<String> { Set(dump.targets.map(\.name)) }

  func unknownTargets() -> [String] {
    modules.filter { map.rows[$0.name] == nil }.map { "\($0.name) has no row: add it to RowMap" }
  }

  func edgesNotDownwards() -> [String] {
    modules.flatMap { target in
      target.dependencies.compactMap { dependency in
        guard let from = map.rows[target.name], let to = map.rows[dependency.name], to >= from else { return nil }
        return "\(target.name) (row \(from)) depends on \(dependency.name) (row \(to))"
      }
    }
  }

  /// Uses of what belongs to another target, and anything of ours that the other side uses.
  func trespasses() -> [String] {
    modules.flatMap { target in
      target.dependencies.compactMap { dependency in
        if map.strangers.contains(target.name), names.contains(dependency.name) {
          return "\(target.name) is the other side and uses \(dependency.name)"
        }
        guard let owners = map.owners[dependency.name], !owners.contains(target.name) else { return nil }
        return "\(target.name) uses \(dependency.name), which only \(owners.sorted().joined(separator: ", ")) may"
      }
    }
  }

  /// Imports that no declared dependency gives; SwiftPM lets those through when another target happens to.
  func undeclaredImports(of target: PackageDump.Target, _ imports: [(file: String, module: String)]) -> [String] {
    var allowed = map.toolchain
    for dependency in target.dependencies {
      allowed.insert(dependency.name)
      allowed.formUnion(map.brought[dependency.name] ?? [])
    }
    return imports.filter { !allowed.contains($0.module) }
      .map { "\(target.name)/\($0.file) imports \($0.module), which \(target.name) does not depend on" }
  }
}
