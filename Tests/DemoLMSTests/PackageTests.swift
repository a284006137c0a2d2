import DemoLMS
import Foundation
import Testing

/// SCORM packages: made by their form, storing and giving back, removed with their report.
struct PackageTests {
  /// A zip file with one entry, stored as it is.
  static func zip(_ name: String, _ text: String) -> [UInt8] {
    func bytes(_ number: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(number >> (8 * $0) & 255) } }
    let size = text.utf8.count
    return Array("PK\u{3}\u{4}".utf8) + bytes(20, 2) + bytes(0, 12) + bytes(size, 4) + bytes(size, 4)
      + bytes(name.utf8.count, 2) + bytes(0, 2) + Array(name.utf8) + Array(text.utf8)
  }

  static let manifest =
    "<manifest><schemaversion>1.2</schemaversion><resource adlcp:scormtype=\"sco\"/><resource adlcp:scormtype=\"sco\"/></manifest>"

  private func package(_ world: World, in course: Int) async throws -> (id: Int, instance: Int) {
    if world.admin.sesskey.isEmpty { #expect(try await world.admin.signIn("admin", "Admin.Pass1!")) }
    let draft = try await world.admin.upload(
      "p.zip", String(decoding: Self.zip("imsmanifest.xml", Self.manifest), as: UTF8.self))
    return try await world.activity(
      "scorm", in: course,
      ["name": "Pakket", "packagefile": "\(draft)", "completion": "2", "completionstatusrequired[2]": "1"])
  }

  private func stored(_ learner: Client, _ scorm: Int, attempt: Int) async throws -> [String: String] {
    let reply = try await learner.call(
      "mod_scorm_get_scorm_user_data", ["scormid": "\(scorm)", "attempt": "\(attempt)"])
    let first = (reply.object["data"] as? [[String: Any]])?.first
    let pairs = first?["userdata"] as? [[String: Any]] ?? []
    return Dictionary(pairs.map { ($0["element"] as? String ?? "", $0["value"] as? String ?? "") }) { $1 }
  }

  @Test func `a package is read from its manifest, and nothing else is taken for one`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let made = try await package(world, in: course)
      let list = try await world.admin.call("mod_scorm_get_scorms_by_courses", ["courseids[0]": "\(course)"])
      let scorm = try #require((list.object["scorms"] as? [[String: Any]])?.first, "\(list.text)")
      #expect(scorm["version"] as? String == "SCORM_1.2" && scorm["coursemodule"] as? Int == made.id)
      let parts = try await world.admin.call("mod_scorm_get_scorm_scoes", ["scormid": "\(made.instance)"])
      #expect((parts.object["scoes"] as? [[String: Any]])?.map { $0["scormtype"] as? String } == ["", "sco", "sco"])
      let draft = try await world.admin.upload("p.zip", String(decoding: Self.zip("index.html", "x"), as: UTF8.self))
      let answer = try await world.admin.post(
        "/course/modedit.php",
        ["sesskey": world.admin.sesskey, "course": "\(course)", "add": "scorm", "name": "X", "packagefile": "\(draft)"])
      #expect(answer.status == 200 && answer.text.contains("Required"))
    }
  }

  @Test func `what it stores comes back, passes the activity and goes with the attempt`() async throws {
    try await World.with { world in
      let course = try await world.course("C1")
      let tim = try await world.person("tim")
      try await world.enrol(tim, in: course)
      let made = try await package(world, in: course)
      let learner = try await world.client("tim")
      let part = made.id * 100 + 1
      #expect(try await stored(learner, made.instance, attempt: 1)["cmi.core.lesson_status"]?.isEmpty == true)
      let tracks = try await learner.call(
        "mod_scorm_insert_scorm_tracks",
        [
          "scoid": "\(part)", "attempt": "1", "tracks[0][element]": "cmi.core.lesson_status",
          "tracks[0][value]": "passed",
          "tracks[1][element]": "cmi.core.score.raw", "tracks[1][value]": "85",
        ])
      #expect((tracks.object["trackids"] as? [Int])?.count == 2, "\(tracks.text)")
      #expect(try await stored(learner, made.instance, attempt: 1)["cmi.core.score.raw"] == "85")
      let count = try await learner.call(
        "mod_scorm_get_scorm_attempt_count", ["scormid": "\(made.instance)", "userid": "\(tim)"])
      #expect(count.object["attemptscount"] as? Int == 1)
      let status = try await world.admin.call(
        "core_completion_get_activities_completion_status", ["courseid": "\(course)", "userid": "\(tim)"])
      #expect((status.object["statuses"] as? [[String: Any]])?.first?["state"] as? Int == 1)
      let gone = try await world.admin.post(
        "/mod/scorm/report.php?id=\(made.id)&mode=basic",
        ["sesskey": world.admin.sesskey, "action": "delete", "attemptid[]": "\(tim):1"])
      #expect(gone.status == 200)
      #expect(try await stored(learner, made.instance, attempt: 1)["cmi.core.score.raw"] == "")
    }
  }

  @Test func `nobody stores in a package of a course that is closed to them, or reads the attempts of others`()
    async throws
  {
    try await World.with { world in
      let course = try await world.course("C1")
      let tim = try await world.person("tim")
      try await world.person("zoe")
      try await world.enrol(tim, in: course)
      let made = try await package(world, in: course)
      let stranger = try await world.client("zoe")
      let answer = try await stranger.call(
        "mod_scorm_insert_scorm_tracks",
        ["scoid": "\(made.id * 100 + 1)", "attempt": "1", "tracks[0][element]": "x", "tracks[0][value]": "y"])
      #expect(answer.errorcode == "requireloginerror", "\(answer.text)")
      let other = try await world.client("tim").call(
        "mod_scorm_get_scorm_attempt_count", ["scormid": "\(made.instance)", "userid": "2"])
      #expect(other.errorcode == "nopermissions", "\(other.text)")
    }
  }
}
