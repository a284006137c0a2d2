/// What the attributes of a cell say.
struct XLSXCellHead {
  enum Kind {
    case number, shared, boolean, error, isoDate
    /// In the cell itself: of a formula, or typed.
    case text
    case unknown(String)
  }

  private(set) var hasAddress = false
  /// nil when it is missing, or none that a sheet has.
  private(set) var address: XLSXAddress?
  private(set) var kind = Kind.number
  private(set) var style = 0
  /// The cell has a value that is more than its text.
  private(set) var isRich = false

  init(_ stream: XMLStream) {
    stream.eachAttribute { name, value in
      // All names are one letter or `vm`.
      switch (name[0], name[1]) {
      case (UInt8(ascii: "r"), 0):
        hasAddress = true
        address = XLSXAddress(bytes: value)
      case (UInt8(ascii: "s"), 0): style = Self.number(value)
      case (UInt8(ascii: "t"), 0): kind = Self.kind(value)
      case (UInt8(ascii: "v"), UInt8(ascii: "m")): isRich = true
      default: break
      }
    }
  }

  /// -1 for what is no number.
  private static func number(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    guard (1...9).contains(text.count), text.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return Int(String(decoding: text, as: UTF8.self)) ?? -1
    }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func kind(_ value: UnsafeBufferPointer<UInt8>) -> Kind {
    if value.count == 1 {
      switch value[0] {
      case UInt8(ascii: "s"): return .shared
      case UInt8(ascii: "n"): return .number
      case UInt8(ascii: "b"): return .boolean
      case UInt8(ascii: "e"): return .error
      case UInt8(ascii: "d"): return .isoDate
      default: break
      }
    }
    if value.elementsEqual("str".utf8) || value.elementsEqual("inlineStr".utf8) { return .text }
    return .unknown(String(decoding: value, as: UTF8.self))
  }
}

/// What stands inside of a cell; one is used for all, since each of its own would need room three times.
struct XLSXCellBody {
  private(set) var value: [UInt8] = []
  private(set) var formula: String?
  /// A text that stands in the cell itself counts before its value.
  private(set) var hasText = false
  private(set) var text: [UInt8] = []

  mutating func read(_ stream: XMLStream, _ limits: XLSXLimits) throws(XLSXProblem) {
    value.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    (formula, hasText) = (nil, false)
    try stream.eachChild { () throws(XLSXProblem) in
      if stream.isAt("v") {
        try stream.appendText(to: &value)
      } else if stream.isAt("is") {
        text.removeAll(keepingCapacity: true)
        try XLSXStrings.appendItem(stream, to: &text)
        hasText = true
      } else if stream.isAt("f") {
        let written = try stream.text()
        if written.utf8.count > limits.formulaUnits, XLSXText.units(written) > limits.formulaUnits {
          throw stream.problem(.textTooLong, "a formula of more than \(limits.formulaUnits) characters")
        }
        formula = written
      } else if !stream.isAt("extLst") {
        throw stream.problem(.malformed, "an unknown element \"\(stream.localName)\" in a cell")
      }
    }
  }

  /// The value without the white space that indented files put around it.
  var trimmed: String {
    let start = value.firstIndex { $0 > 0x20 } ?? value.endIndex
    let end = value.lastIndex { $0 > 0x20 } ?? value.startIndex
    return start <= end && start < value.endIndex ? String(decoding: value[start...end], as: UTF8.self) : ""
  }
}
