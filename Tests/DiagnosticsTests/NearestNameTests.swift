import Diagnostics
import Testing

struct `the nearest name` {
  @Test(arguments: [
    ("Givne", "Given"), ("campain", "campaign"), ("LEARNER", "learner"), ("lerner", "learner"), ("x", nil),
    ("entirely else", nil), ("given", "Given"),
  ])
  func `is what was probably meant, or nothing`(name: String, meant: String?) {
    #expect(nearestName(to: name, among: ["Given", "campaign", "learner"]) == meant)
  }

  @Test func `is none for a name that exists`() {
    #expect(nearestName(to: "role", among: ["roles", "role"]) == nil)
  }

  @Test func `is the first of equals`() {
    #expect(nearestName(to: "rolx", among: ["role", "roll"]) == "role")
    #expect(nearestName(to: "rolx", among: ["roll", "role"]) == "roll")
  }

  @Test func `is at most a third away, and within the limit`() {
    #expect(nearestName(to: "ab", among: ["xy"]) == nil)
    #expect(nearestName(to: "abcdef", among: ["abcdxy"]) == "abcdxy")
    #expect(nearestName(to: "abcdef", among: ["abcdxy"], limit: 1) == nil)
    #expect(nearestName(to: "abcdefghijklmno", among: ["abcdefghijk"]) == nil)
  }

  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "ab", 1),
    ("abc", "abcd", 1), ("ab", "ba", 1), ("Givne", "Given", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func `counts insert, delete, replace and swap as one`(left: String, right: String, distance: Int) {
    #expect(editDistance(Array(left.unicodeScalars), Array(right.unicodeScalars)) == distance)
    #expect(editDistance(Array(right.unicodeScalars), Array(left.unicodeScalars)) == distance)
  }
}
