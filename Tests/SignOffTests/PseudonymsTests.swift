import SignOff
import Testing

struct PseudonymsTests {
  private let hide = Pseudonyms(["Sanne de Vries", "Tim Öz", "sanne  de vries", ""], word: "tester")

  @Test func `one person has one number, however the name is written`() {
    #expect(hide.name("SANNE de Vries") == "tester 1")
    #expect(hide.name("Tim Öz") == "tester 2")
    #expect(hide.name("Anna") == "Anna")
  }

  @Test(arguments: [
    ("Sanne de Vries saw it", "tester 1 saw it"), ("asked SANNE, and Vries too", "asked tester 1, and tester 1 too"),
    ("Sannes list; de lijst", "Sannes list; de lijst"), ("(Tim)", "(tester 2)"), ("Timing", "Timing"), ("", ""),
    ("bestand-sanne-de-vries.xlsx", "bestand-tester 1-de-tester 1.xlsx"),
  ])
  func `names in texts are hidden as whole words`(_ text: String, _ hidden: String) {
    #expect(hide.text(text) == hidden)
  }
}
