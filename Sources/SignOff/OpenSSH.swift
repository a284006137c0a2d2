import Foundation

/// Signatures are made and checked by `ssh-keygen` alone, so that agents, passphrases and hardware keys work, and so that
/// anybody can check them without us.
package struct OpenSSH: Sendable {
  package struct Problem: Error, Sendable, Hashable {
    /// Lower case, no full stop.
    package var message: String
    package var hint: String?

    package init(_ message: String, hint: String? = nil) {
      self.message = message
      self.hint = hint
    }
  }

  private let keygen: String

  /// Times in lists of signers have no zone: they are UTC.
  private static let environment = ["TZ": "UTC", "LC_ALL": "C"]

  package init() throws(Problem) {
    guard let path = Program.find("ssh-keygen") else {
      throw Problem(
        "ssh-keygen is not on the PATH: signatures are made and checked by OpenSSH",
        hint: "install it (Debian: openssh-client)")
    }
    keygen = path
  }

  /// The public key of a key file, of a public key file, or of one whose private part is in an agent: `ssh-ed25519 AAAA…`.
  package func publicKey(of file: String) throws(Problem) -> String {
    // What lies beside a private key says it without a passphrase.
    for path in file.hasSuffix(".pub") ? [file] : [file + ".pub", file] {
      guard let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }),
        let key = Self.plainKey(text)
      else { continue }
      return key
    }
    let done = Program.run(keygen, ["-y", "-f", file], environment: Self.environment)
    guard done.code == 0, let key = Self.plainKey(done.output) else {
      throw Problem("the key file \(file) cannot be read", hint: Self.firstLine(done.output))
    }
    return key
  }

  /// `SHA256:…` of a public key.
  package func fingerprint(of key: String) throws(Problem) -> String {
    try withFile("key.pub", Array((key + "\n").utf8)) { path in
      let done = Program.run(keygen, ["-l", "-E", "sha256", "-f", path], environment: Self.environment)
      let words = done.output.split(separator: " ")
      guard done.code == 0, words.count > 1, words[1].hasPrefix("SHA256:") else {
        return .failure(Problem("OpenSSH does not take the key", hint: Self.firstLine(done.output)))
      }
      return .success(String(words[1]))
    }
  }

  /// Signs bytes; OpenSSH may ask for a passphrase or a touch on the terminal.
  package func sign(_ bytes: [UInt8], key: String, namespace: String) throws(Problem) -> [UInt8] {
    try withFile("statement.json", bytes) { path in
      let arguments = ["-Y", "sign", "-O", "hashalg=sha512", "-f", key, "-n", namespace, path]
      let done = Program.run(keygen, arguments, hasTerminal: true)
      guard done.code == 0, let signature = FileManager.default.contents(atPath: path + ".sig") else {
        return .failure(Problem("OpenSSH did not sign (its reason stands above)"))
      }
      return .success(Array(signature))
    }
  }

  /// Why a signature does not hold, in OpenSSH's words; nil when it holds.
  ///
  /// - Parameter at: `20261126021204`, UTC: keys have to count at that moment.
  package func fault(
    of signature: [UInt8], over bytes: [UInt8], by principal: String, allowedSigners: String, namespace: String,
    at moment: String
  ) -> String? {
    let outcome: Result<String?, Problem>
    do throws(Problem) {
      outcome = .success(
        try withFolder { folder in
          let files = ["signed": bytes, "signed.sig": signature, "allowed_signers": Array(allowedSigners.utf8)]
          for (name, content) in files {
            guard FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data(content)) else {
              return .failure(Problem("no file can be made in \(folder)"))
            }
          }
          let arguments = [
            "-Y", "verify", "-f", "\(folder)/allowed_signers", "-I", principal, "-n", namespace, "-O",
            "verify-time=\(moment)", "-s", "\(folder)/signed.sig",
          ]
          let done = Program.run(keygen, arguments, input: "\(folder)/signed", environment: Self.environment)
          return .success(done.code == 0 ? nil : Self.firstLine(done.output) ?? "exit \(done.code)")
        })
    } catch {
      outcome = .failure(error)
    }
    switch outcome {
    case .success(let fault): return fault
    case .failure(let problem): return problem.message
    }
  }

  /// The same at a stamp.
  package func fault(
    of signature: [UInt8], over bytes: [UInt8], by principal: String, allowedSigners: String, namespace: String,
    at moment: Stamp
  ) -> String? {
    fault(
      of: signature, over: bytes, by: principal, allowedSigners: allowedSigners, namespace: namespace,
      at: moment.openSSH)
  }

  /// The first two words of a line: kind and key without its comment.
  static func plainKey(_ text: String) -> String? {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, Data(base64Encoded: String(words[1])) != nil, words[0].contains("-") else { return nil }
    return "\(words[0]) \(words[1])"
  }

  private static func firstLine(_ output: String) -> String? {
    output.split(whereSeparator: \.isNewline).last { !$0.isEmpty }.map(String.init)
  }

  private func withFile<Value>(
    _ name: String, _ bytes: [UInt8], _ body: (String) -> Result<Value, Problem>
  ) throws(Problem) -> Value {
    try withFolder { folder in
      let path = "\(folder)/\(name)"
      guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
        return .failure(Problem("no file can be made in \(folder)"))
      }
      return body(path)
    }
  }

  /// A folder that nobody else can look into.
  private func withFolder<Value>(_ body: (String) -> Result<Value, Problem>) throws(Problem) -> Value {
    let template = FileManager.default.temporaryDirectory.path + "/lmsaccept-XXXXXX"
    var name = Array(template.utf8CString)
    guard mkdtemp(&name) != nil else { throw Problem("no temporary folder can be made") }
    let folder = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder).get()
  }
}
