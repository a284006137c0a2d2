import Foundation
import SignOff
import Synchronization

/// Makes a PDF of a page with WeasyPrint, which is a program of its own and not part of lmsaccept.
struct PDFPrinter {
  struct Problem: Error, Sendable {
    /// Lower case, no full stop.
    var message: String
    var hint: String
  }

  /// A page of five thousand scenarios takes a minute.
  var seconds = 600.0

  /// Runs the program beside this one; ends it when it takes too long.
  @concurrent
  func pdf(of html: [UInt8]) async throws(Problem) -> [UInt8] {
    guard let program = Program.find("weasyprint") else {
      throw Problem(
        message: "PDF files are made by WeasyPrint, and no \"weasyprint\" is on the PATH",
        hint: "apt install weasyprint, or pip install weasyprint; or print acceptance.html with a browser")
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "lmsaccept-pdf-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      defer { try? FileManager.default.removeItem(at: folder) }
      let (page, result) = (folder.appending(path: "page.html"), folder.appending(path: "page.pdf"))
      let log = folder.appending(path: "log.txt")
      try Data(html).write(to: page)
      try Data().write(to: log)
      let output = try FileHandle(forWritingTo: log)
      let ending = try await Self.run(program, [page.path, result.path], output, seconds: seconds)
      try output.close()
      let said = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
      guard ending == .done, let bytes = FileManager.default.contents(atPath: result.path),
        bytes.starts(with: Self.mark)
      else { throw Self.problem(ending, seconds: seconds, log: said) }
      return Array(bytes)
    } catch let problem as Problem {
      throw problem
    } catch {
      throw Problem(
        message: "WeasyPrint cannot be run: \(error.localizedDescription)", hint: "look at TMPDIR and the space on it")
    }
  }

  private static let mark = Array("%PDF-".utf8)

  private enum Ending: Sendable, Equatable {
    case done
    case failed(Int32)
    case tooLong
  }

  private static func problem(_ ending: Ending, seconds: Double, log: String) -> Problem {
    let last = log.split(separator: "\n").last.map(String.init) ?? ""
    switch ending {
    case .tooLong:
      return Problem(
        message: "WeasyPrint was ended after \(Int(seconds)) seconds", hint: "print acceptance.html with a browser")
    case .failed(let code):
      return Problem(message: "WeasyPrint ended with \(code): \(last)", hint: "weasyprint --info says what it lacks")
    case .done:
      return Problem(message: "WeasyPrint wrote no PDF: \(last)", hint: "weasyprint --info says what it lacks")
    }
  }

  /// Waits without holding a thread of the pool, and not for ever; a program that speaks with the person on the terminal
  /// is run by `SignOff.Program`.
  private static func run(
    _ program: String, _ arguments: [String], _ output: FileHandle, seconds: Double
  ) async throws -> Ending {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    let isLate = Mutex(false)
    return try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { process in
        if isLate.withLock({ $0 }) { return continuation.resume(returning: .tooLong) }
        let code = process.terminationStatus
        continuation.resume(returning: process.terminationReason == .exit && code == 0 ? .done : .failed(code))
      }
      do {
        try process.run()
      } catch {
        return continuation.resume(throwing: error)
      }
      let number = process.processIdentifier
      DispatchQueue.global().asyncAfter(deadline: .now() + seconds) {
        // Its number may be another's once it has ended.
        guard process.isRunning else { return }
        isLate.withLock { $0 = true }
        kill(number, SIGKILL)
      }
    }
  }
}
