import ProjectFile
import RunModel
import ShippedLibrary

/// What stands for a project file when there is none: the built-in LMS, and the people of the shipped scenarios.
enum DemoProject {
  /// The password of every invented person; the built-in LMS holds nobody else.
  static let password = "Demo.Pass1!"

  static func project(_ builtIn: WorkspaceLoader.BuiltIn?) -> Project {
    guard let people = PeopleList.read(ShippedLibrary.files["people.csv"] ?? "") else {
      preconditionFailure("Library/people.csv ships with the program and is a list of people")
    }
    let target = target(builtIn)
    return Project(
      name: "demo", campaign: "Reports/campaign.sqlite", target: target.name, targets: [target.name: target],
      people: people.map { person in
        var person = person
        person.columns["password"] = password
        return person
      }, requirements: [], secrets: [builtIn?.adminToken, DemoProject.password].compactMap(\.self))
  }

  /// - Parameter builtIn: nil where nothing is sent; the address is then one that nobody listens on.
  static func target(_ builtIn: WorkspaceLoader.BuiltIn?) -> TargetSettings {
    TargetSettings(
      name: "lms", adapter: "moodle", base: builtIn?.base ?? "http://127.0.0.1:9", environment: .test,
      settings: [
        "service": "lmsaccept", "admin_user": "admin", "admin_password": "Admin.Pass1!",
        "admin_token": builtIn?.adminToken ?? "", "password": password, "clock": "built-in",
      ])
  }
}
