/// A set of code points as sorted closed ranges that neither overlap nor touch.
struct ScalarSet: Sendable, Hashable {
  private(set) var ranges: [ClosedRange<UInt32>]

  init(_ ranges: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  init(_ scalar: Unicode.Scalar) {
    ranges = [scalar.value...scalar.value]
  }

  var isEmpty: Bool { ranges.isEmpty }

  func union(_ other: ScalarSet) -> ScalarSet {
    ScalarSet(ranges + other.ranges)
  }

  /// Everything else that can stand in a step.
  var inverted: ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { result.append(next...0x10FFFF) }
    return ScalarSet(result).intersection(.any)
  }

  func intersection(_ other: ScalarSet) -> ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    forEachCommon(with: other) {
      result.append($0)
      return true
    }
    return ScalarSet(result)
  }

  func meets(_ other: ScalarSet) -> Bool {
    var meets = false
    forEachCommon(with: other) { _ in
      meets = true
      return false
    }
    return meets
  }

  /// Walks both lists side by side, until the closure says false.
  private func forEachCommon(with other: ScalarSet, _ visit: (ClosedRange<UInt32>) -> Bool) {
    var (left, right) = (0, 0)
    while left < ranges.count, right < other.ranges.count {
      let (first, second) = (ranges[left], other.ranges[right])
      if first.overlaps(second), !visit(first.clamped(to: second)) { return }
      if first.upperBound < second.upperBound { left += 1 } else { right += 1 }
    }
  }

  /// A member that reads well in an example: a letter if there is one, then a digit, then what can be seen.
  var sample: Unicode.Scalar? {
    let wanted: [ClosedRange<UInt32>] = [
      0x61...0x7A, 0x31...0x39, 0x41...0x5A, 0x30...0x30, 0x22...0x22, 0x20...0x20, 0x21...0x7E, 0xA1...0xAC,
      0xC0...0xD7FF, 0xE000...0xFFFD,
    ]
    for range in wanted {
      if let common = intersection(ScalarSet([range])).ranges.first { return Unicode.Scalar(common.lowerBound) }
    }
    return ranges.first.flatMap { Unicode.Scalar($0.lowerBound) }
  }
}

extension ScalarSet {
  /// What can stand in a step: one line, and no surrogates.
  static let any = ScalarSet([0...0x09, 0x0B...0x0C, 0x0E...0xD7FF, 0xE000...0x10FFFF])
  /// `\s`, as PCRE2 has it with Unicode properties.
  static let space = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0x85...0x85, 0xA0...0xA0, 0x1680...0x1680, 0x180E...0x180E, 0x2000...0x200A,
    0x2028...0x2029, 0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000,
  ])
  /// `\d`
  static let digit = unicode.digit
  /// `\w`
  static let word = unicode.word

  /// Read from Unicode's tables once. Nothing beyond the third plane is a letter or a digit.
  private static let unicode: (digit: ScalarSet, word: ScalarSet) = {
    var digits: [ClosedRange<UInt32>] = []
    var words: [ClosedRange<UInt32>] = [0x5F...0x5F]
    for value in UInt32(0)..<0x34000 {
      guard let scalar = Unicode.Scalar(value), scalar.isAlphanumeric else { continue }
      if words.last?.upperBound == value - 1, let last = words.last {
        words[words.count - 1] = last.lowerBound...value
      } else {
        words.append(value...value)
      }
      if scalar.properties.generalCategory == .decimalNumber { digits.append(value...value) }
    }
    return (ScalarSet(digits), ScalarSet(words))
  }()
}
