import Diagnostics
import JSON
import RunModel
import StepLibrary
import Testing

struct ListingTests {
  @Test func `the listing counts uses and says what each adapter does`() throws {
    let world = try World(
      adapter: """
        manual "course.swap" "no such button"
        unsupported { ["activity.do"] = "no activities" }
        secret_fields { "pincode" }

        """)
    let scenario = world.scenario(
      "When \"sanne\" tries to enrol \"tim\" in \"A\"\nThen the request is refused\nThen nothing has changed")
    let listing = StepListing([world.library], scenarios: [scenario, scenario])
    let row = try #require(listing.rows.first { $0.definition.id == "enrolment.add" })
    #expect(row.uses == 2)
    #expect(row.scenarios == ["T-01"])
    #expect(row.automation == [.automated])
    let states = Dictionary(uniqueKeysWithValues: listing.rows.map { ($0.definition.id, $0.automation[0]) })
    #expect(states["course.swap"] == .manual(reason: "no such button"))
    #expect(states["activity.do"] == .unsupported(reason: "no activities"))
    #expect(listing.counts(0).missing == 0)
    #expect(listing.rows.last?.definition.kind.isHuman == true)
    #expect(world.library.secretFields == ["pincode"])
  }

  @Test func `the listing is written as Markdown and as JSON`() throws {
    let listing = StepListing([try World().library])
    let text = listing.markdown()
    #expect(text.contains("### `enrolment.add` (action)"))
    #expect(text.contains("- nl: `in {course} schrijft {actor} {person} in`"))
    #expect(text.contains("- example: \"fatima\" enrols \"tim\" in \"AVG-01\""))
    #expect(listing.coverageMarkdown().contains("| `course.swap` | missing |"))
    #expect(listing.json["steps"]?.array?.first?["id"] == "enrolment.add")
    #expect(listing.json["steps"]?.array?.first?["automation"]?["mini"]?["state"] == "automated")
  }
}
