import Spreadsheets
import Testing

struct XLSXAddressTests {
  @Test(arguments: [("A1", 1, 1), ("Z9", 9, 26), ("AA10", 10, 27), ("$C$17", 17, 3), ("xfd1048576", 1_048_576, 16_384)])
  func `address is read`(_ text: String, _ row: Int, _ column: Int) {
    #expect(XLSXAddress(text) == XLSXAddress(row: row, column: column))
  }

  @Test(arguments: [
    "", "A", "1", "A0", "A01", "XFE1", "A1048577", "1A", "A1B", "A-1", " A1", "A$$1", "$$A1", "A1$",
    "AAAAAAAAAAAAAAAAAAAA1",
    "A11111111111111111111", "É1",
  ])
  func `text is no address`(_ text: String) {
    #expect(XLSXAddress(text) == nil)
  }

  @Test func `every column goes there and back`() {
    for column in 1...XLSXAddress.lastColumn {
      let address = XLSXAddress(row: 1, column: column)
      #expect(XLSXAddress(address.description) == address)
    }
  }

  @Test func `ranges put their corners in order`() {
    #expect(XLSXRange("C9:A1")?.description == "A1:C9")
    #expect(XLSXRange("B2")?.description == "B2")
    #expect(XLSXRange("A1:C9")?.absolute == "$A$1:$C$9")
    #expect(XLSXRange("A1:C9")?.contains(XLSXAddress(row: 9, column: 3)) == true)
    #expect(XLSXRange("A1:C9")?.contains(XLSXAddress(row: 10, column: 3)) == false)
    #expect(XLSXRange("A:C") == nil)
    #expect(XLSXRange("A1:B2:C3") == nil)
  }
}
