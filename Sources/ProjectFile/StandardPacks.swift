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
    "regression": regression.split(whereSeparator: \.isWhitespace).map { "@id:\($0)" }.joined(separator: " or "),
  ]

  /// What the coverage model calls *api* with reach *ws*: nothing beside the LMS is needed, no plug-in and no other system.
  /// No tag says that: a scenario that also asks a person something is *hybrid*, and one that needs a mail system *api*.
  private static let regression = """
    USR-01 USR-05 AUD-01 ACC-01 ACC-02 ACC-03 ACC-06 ACC-08 ACC-09 CAT-01 CAT-02 CAT-05 LRN-01 LRN-04
    ASM-01 ASM-02 ASM-04 ASM-05 CMP-01 CMP-03 NOT-01 NOT-05 RPT-01 RPT-02 MCA-01 MCA-02 MCA-04 MCM-01
    MCM-02 MHI-02 MSC-01 MSC-02 MSC-03 TST-01 TST-02 SMK-01 SMK-05 PER-01 PRI-02 SEC-01 SEC-02
    """

  /// What has an open finding, and the other scenarios of the same requirements: told from the campaign, not from tags.
  package static let retest = "retest"
}
