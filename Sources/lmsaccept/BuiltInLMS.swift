import DemoLMS
import Diagnostics
import RunModel

/// Starts the built-in LMS for a command that has no project file.
struct BuiltInLMS {
  let server: DemoServer
  let faults: [String]

  /// - Throws: a usage error for an unknown fault; `CommandEnd(.broken)` when the server cannot start.
  static func start(faults names: [String], port: Int = 0, dataFile: String? = nil) async throws -> BuiltInLMS {
    var options = DemoLMS.Options()
    options.faults = try faults(named: names)
    options.port = port
    options.dataFile = dataFile
    options.hasHeritage = true
    options.lockoutThreshold = 10
    do {
      return BuiltInLMS(server: try await DemoServer.start(options), faults: names)
    } catch {
      Console.error("error: the built-in LMS cannot start: \(error)")
      throw CommandEnd(.broken)
    }
  }

  static func faults(named names: [String]) throws -> Set<Fault> {
    var faults: Set<Fault> = []
    for name in names {
      guard let fault = Fault(rawValue: name) else {
        Console.error("error: the built-in LMS has no fault \"\(name.visibleLine)\"")
        Console.error("  = hint: one of: \(Fault.allCases.map(\.rawValue).joined(separator: ", "))")
        throw CommandEnd(.usage)
      }
      faults.insert(fault)
    }
    return faults
  }

  var access: WorkspaceLoader.BuiltIn { .init(base: server.baseURL, adminToken: server.adminToken) }
}
