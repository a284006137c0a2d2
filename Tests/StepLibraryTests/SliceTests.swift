import Diagnostics
import RunModel
import StepLibrary
import Synchronization
import Testing

struct SliceTests {
  @Test func `the mini library has no problems`() throws {
    let world = try World()
    #expect(world.library.problems.map(\.message) == [])
    #expect(world.library.review().map(\.message) == [])
    #expect(world.library.capabilities == ["grading"])
  }

  @Test func `a scenario seeds, acts, checks and cleans up`() async throws {
    let world = try World()
    let course = await world.course(
      """
      Given the following "courses" exist:
      | shortname | fullname |
      | AVG-01 | Privacy |
      When "fatima" enrols "tim" in "AVG-01"
      Then "AVG-01" has 1 learner
      """)
    #expect(course.outcomes == [.passed, .passed, .passed], "\(course.results.map(\.message))")
    #expect(course.troubles == [])
    world.lms.state.withLock { state in
      #expect(state.enrolments.isEmpty)
      #expect(state.courses.keys.sorted() == ["AVG-01"])
    }
  }
}
