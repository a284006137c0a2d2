/// Selections that every project has by name; one of the same name in the project file takes its place.
package enum StandardPacks {
  /// Name -> tag expression.
  package static let expressions = [
    // Before a round: all of it passes, or the round does not begin.
    "entry": "@area:TST or @id:NOT-06",
    "must": "@prio:must",
    "chains": "@area:E2E",
    "migration": "@area:MCA or @area:MCM or @area:MHI or @area:MSC or @area:FRZ or @area:BCK",
    // Right after opening.
    "smoke": "@area:SMK or @id:E2E-01",
    // Every new build of the LMS.
    "regression": "@mode:api",
  ]

  /// What has an open finding, and the other scenarios of the same requirements: told from the campaign, not from tags.
  package static let retest = "retest"
}
