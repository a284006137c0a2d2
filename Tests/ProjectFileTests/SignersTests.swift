import Diagnostics
import ProjectFile
import RunModel
import Testing

/// The list of those who may sign, and lists of reservations.
struct SignersTests {
  private static let key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMD9s6w04e48VmtgHgDMFaMQDFyKSQ9Q4w+9o0i/tzn7"

  private func read(_ text: String) -> (signers: [Signer]?, problems: [Diagnostic]) {
    SignersReader.read(SourceFile(path: "signers.yaml", text: text))
  }

  private func signer(_ name: String = "Anna Bakker", _ changes: [String: String?] = [:]) -> String {
    let fields: [(String, String)] = [
      ("email", "anna@noord.example"), ("function", "Head"), ("organisation", "Noord"), ("meanings", "[approved]"),
      ("key", Self.key + " anna@laptop"),
    ]
    let kept =
      fields.map { ($0.0, changes[$0.0] ?? $0.1) }
      + changes.filter { change in
        !fields.contains { $0.0 == change.key }
      }.map { ($0.key, $0.value) }
    return "\(name):\n" + kept.compactMap { field in field.1.map { "  \(field.0): \($0)\n" } }.joined()
  }

  @Test func `a signer is read, the comment of the key left out`() throws {
    let signers = try #require(read(signer(changes: ["valid_until": "2027-01-31", "revoked": "2026-12-01"])).signers)
    #expect(signers.count == 1)
    #expect(signers[0].key == Self.key && signers[0].meanings == [.approved])
    #expect(signers[0].validUntil == CalendarDay("2027-01-31") && signers[0].revoked == CalendarDay("2026-12-01"))
  }

  private func signer(changes: [String: String?]) -> String { signer("Anna Bakker", changes) }

  @Test(
    arguments: [
      ("email", nil), ("email", "anna"), ("email", "\"*@noord.example\""), ("email", "\"a b@noord.example\""),
      ("function", nil), ("organisation", "\"\""), ("meanings", nil), ("meanings", "[]"), ("meanings", "[aproved]"),
      ("key", nil), ("key", "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIMD9"), ("key", "\"-----BEGIN OPENSSH PRIVATE KEY-----\""),
      ("valid_from", "31-12-2026"), ("colour", "red"),
    ] as [(String, String?)])
  func `what is missing or wrong has its place`(_ field: String, _ value: String?) throws {
    let result = read(signer(changes: [field: value]))
    #expect(result.signers == nil)
    #expect(try #require(result.problems.first).label != nil)
  }

  @Test func `two people share neither name nor address nor key`() {
    #expect(read(signer() + signer("Bert")).signers == nil)
    #expect(read("").signers == nil)
    #expect(read("- a\n").signers == nil)
  }

  @Test func `reservations are numbered in order, each whole`() throws {
    func read(_ text: String) -> (reservations: [Reservation]?, problems: [Diagnostic]) {
      ReservationsReader.read(SourceFile(path: "r.yaml", text: text))
    }
    let whole = "- { text: a, owner: b, due: 2027-01-01, proof: c, consequence: d, about: [F-0001, X3] }\n"
    let reservations = try #require(read(whole + whole).reservations)
    #expect(reservations.map(\.id) == ["C1", "C2"] && reservations[0].about == ["F-0001", "X3"])
    #expect(reservations[0].finding == "F-0001")
    for wrong in [
      "- text: a\n", "- { text: a, owner: b, due: soon, proof: c, consequence: d }\n",
      "- text:\n  owner:\n  due:\n  proof:\n  consequence:\n", "text: a\n",
    ] {
      let result = read(whole + wrong)
      #expect(result.reservations == nil && !result.problems.isEmpty)
    }
  }
}
