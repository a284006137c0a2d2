import Foundation
import SignOff
import Testing

struct SSHSignatureTests {
  /// Made by OpenSSH 9.2 with an Ed25519 key over `x`, name space `rehearsal@lmsaccept`.
  private static let armour = """
    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgwP2zrDTh7jxWa2AeAMwVoxAMXq
    JD1DjD72jSL+3OfvQAAAATcmVoZWFyc2FsQGxtc2FjY2VwdAAAAAAAAAAGc2hhNTEyAAAA
    UwAAAAtzc2gtZWQyNTUxOQAAAECHMBJhUizuAqxuIcOQepEOArBQHxH2nw3N1ywDokwI+4
    YJg1DNuSgVbLMyEhPpLhuCsp6VaqUkVzOMbUhgWFYI
    -----END SSH SIGNATURE-----

    """

  private let bytes = Array(Self.armour.utf8)

  @Test func `what OpenSSH writes is read and written again byte for byte`() throws {
    let signature = try SSHSignature(armoured: bytes)
    #expect(signature.namespace == "rehearsal@lmsaccept")
    #expect(signature.hash == "sha512")
    #expect(signature.armoured == bytes)
  }

  @Test func `each changed byte is refused or is another signature`() throws {
    let signature = try SSHSignature(armoured: bytes)
    for place in bytes.indices {
      for mask: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128] {
        var changed = bytes
        changed[place] ^= mask
        if let other = try? SSHSignature(armoured: changed) { #expect(other != signature) }
      }
    }
  }

  @Test(arguments: ["\r\n", "\n\n", " \n", ""])
  func `other line ends are refused`(_ end: String) {
    let text = Self.armour.replacingOccurrences(of: "\n", with: end)
    #expect(throws: SSHSignature.Problem.self) { try SSHSignature(armoured: Array(text.utf8)) }
  }

  @Test func `what stands around it is refused, and what is cut short`() {
    for text in ["x\n" + Self.armour, Self.armour + "x", Self.armour + "\n", String(Self.armour.dropLast()), ""] {
      #expect(throws: SSHSignature.Problem.self) { try SSHSignature(armoured: Array(text.utf8)) }
    }
  }
}
