import Diagnostics

/// What somebody probably meant who began a line with something that is no keyword.
struct KeywordGuess: Hashable {
  /// As it should be written: with a colon when it opens a block.
  var keyword: String
  /// Equal but for upper and lower case, or for what must follow it.
  var isExact: Bool
  /// The words that stand in the keyword's place.
  var range: SourceRange
}

/// Compares the beginning of a line with the keywords of a dialect.
struct KeywordGuesser {
  private let steps: [Candidate]
  private let titles: [Candidate]

  init(dialect: Dialect) {
    steps = dialect.stepWords.map(Candidate.init)
    titles = dialect.titleWords.map(Candidate.init)
  }

  private struct Candidate {
    let keyword: String
    let wordCount: Int
    /// In lower case: nobody misses a capital on purpose.
    let scalars: [Unicode.Scalar]

    init(_ keyword: String) {
      self.keyword = keyword
      wordCount = keyword.split(separator: " ").count
      scalars = Array(keyword.lowercased().unicodeScalars)
    }
  }

  /// The step keyword within two edits of the line's first words.
  func step(_ range: SourceRange, in source: SourceBytes) -> KeywordGuess? {
    nearest(among: steps, to: Words(range, in: source), colon: "")
  }

  /// The keyword of a block within two edits of what stands before the colon, or that lacks its colon.
  func title(_ range: SourceRange, in source: SourceBytes) -> KeywordGuess? {
    let bytes = source.bytes[range.lower..<range.upper]
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      let words = Words(SourceRange(range.lower, colon), in: source)
      return nearest(among: titles.filter { $0.wordCount == words.count }, to: words, colon: ":")
    }
    let guess = nearest(among: titles, to: Words(range, in: source), colon: ":")
    return guess?.isExact == true ? guess : nil
  }

  private func nearest(among candidates: [Candidate], to words: Words, colon: String) -> KeywordGuess? {
    var best: (distance: Int, guess: KeywordGuess)?
    for candidate in candidates {
      guard let range = words.first(candidate.wordCount) else { continue }
      let written = Array(words.source.string(range).lowercased().unicodeScalars)
      guard abs(written.count - candidate.scalars.count) <= 2 else { continue }
      let distance = editDistance(written, candidate.scalars)
      // Two letters that are both wrong are another word.
      guard distance <= 2, distance < min(written.count, candidate.scalars.count), distance < best?.distance ?? .max
      else { continue }
      best = (distance, KeywordGuess(keyword: candidate.keyword + colon, isExact: distance == 0, range: range))
    }
    return best?.guess
  }
}

/// The words of a range, parted by white space, without marks at their ends (`*Given`, `Given:`).
private struct Words {
  let source: SourceBytes
  private var words: [SourceRange] = []

  init(_ range: SourceRange, in source: SourceBytes) {
    self.source = source
    var rest = source.trimming(range)
    // No keyword has more words than this.
    while rest.lower < rest.upper, words.count < 8 {
      var end = rest.lower
      while end < rest.upper, source.spaceLength(at: end, before: rest.upper) == 0 { end += 1 }
      let word = Self.withoutMarks(SourceRange(rest.lower, end), in: source)
      // A bullet of its own is no word.
      if !words.isEmpty || word.lower < word.upper { words.append(word) }
      rest = source.trimmingStart(SourceRange(end, rest.upper))
    }
  }

  var count: Int { words.count }

  func first(_ count: Int) -> SourceRange? {
    guard count > 0, count <= words.count else { return nil }
    let range = SourceRange(words[0].lower, words[count - 1].upper)
    return range.lower < range.upper ? range : nil
  }

  private static func withoutMarks(_ range: SourceRange, in source: SourceBytes) -> SourceRange {
    let marks = Array("*-+_.,;:!".utf8)
    var (lower, upper) = (range.lower, range.upper)
    while lower < upper, marks.contains(source.bytes[lower]) { lower += 1 }
    while upper > lower, marks.contains(source.bytes[upper - 1]) { upper -= 1 }
    return SourceRange(lower, upper)
  }
}
