import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A bare HTTP/1.1 server on a loopback port: answers exactly the bytes a test wants, well-formed or not.
///
/// One thread accepts, one thread serves each connection; the script runs on the latter and may block on it. The server
/// lives until `stop` or the end of the tests.
final class ScriptedServer: Sendable {
  /// One request as it came in.
  struct Received: Sendable {
    var connection: Int
    var head: String
    var body: [UInt8]

    var method: String { String(head.prefix { $0 != " " }) }
    var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The lines of the head after the first.
    var lines: [String] {
      head.components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }
    }

    func header(_ name: String) -> String? {
      lines.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
  }

  enum After { case keep, close }

  typealias Script = @Sendable (Received, Connection) -> After

  let port: Int
  private let listener: Int32
  private let received = Mutex<[Received]>([])

  init(_ script: @escaping Script) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 128) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread { [self] in
      var number = 0
      while true {
        let file = accept(listener, nil, nil)
        guard file >= 0 else {
          close(listener)
          return
        }
        let connection = Connection(file: file, number: number)
        number += 1
        Thread { [self] in serve(connection, script) }.start()
      }
    }.start()
  }

  /// Nobody listens any more when this returns; open connections stay.
  func stop() {
    // Wakes the accepting thread, which then closes: closed here, the number could be another server's by then.
    shutdown(listener, Int32(SHUT_RDWR))
  }

  var base: String { "http://127.0.0.1:\(port)" }

  /// Everything that has been asked so far, in order of arrival.
  var requests: [Received] { received.withLock { $0 } }

  private func serve(_ connection: Connection, _ script: Script) {
    while let request = connection.readRequest() {
      received.withLock { $0.append(request) }
      if script(request, connection) == .close { break }
    }
    connection.close()
  }
}

/// One accepted connection, with blocking reads and writes.
struct Connection: Sendable {
  let file: Int32
  let number: Int

  func send(_ text: String) { _ = send(Array(text.utf8)) }

  /// - Returns: false when the peer has gone.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(file, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Sends a well-formed answer with its length.
  func answer(_ status: String, _ headers: [String] = [], _ body: String = "") {
    let lines = headers.map { $0 + "\r\n" }.joined()
    send("HTTP/1.1 \(status)\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  /// Blocks until the peer closes or resets; what it sends meanwhile is dropped.
  func waitForEnd() {
    while let byte = readByte() { _ = byte }
  }

  func close() {
    Glibc.close(file)
  }

  fileprivate func readRequest() -> ScriptedServer.Received? {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard let byte = readByte() else { return nil }
      head.append(byte)
    }
    var request = ScriptedServer.Received(
      connection: number, head: String(decoding: head, as: UTF8.self), body: [])
    let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
    request.body = [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
      while count < length {
        let read = recv(file, buffer.baseAddress?.advanced(by: count), length - count, 0)
        guard read > 0 else { return }
        count += read
      }
    }
    return request
  }

  private func readByte() -> UInt8? {
    var byte: UInt8 = 0
    return recv(file, &byte, 1, 0) == 1 ? byte : nil
  }
}
