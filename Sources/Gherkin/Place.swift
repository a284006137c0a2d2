/// Where in the grammar the parser stands: in which block, and behind what kind of line.
struct Place: Hashable {
  var spot: Spot
  var block: Block

  enum Block: Int, CaseIterable {
    case feature, rule, background, scenario, examples
  }

  enum Spot: Int, CaseIterable {
    case start, languageLine
    case featureTags, ruleTags, scenarioTags, examplesTags
    case title, description
    case step, table, docString, docStringEnd
    /// A step takes a table and a doc string, in either order: these come second.
    case tableAfterDocString, docStringAfterTable, docStringAfterTableEnd
    case examplesTable
  }
}

/// What the next line may be and so do. The same token can mean several things: then a look ahead decides.
enum Move {
  case end, language, featureTags, feature, moreTags
  case background, scenarioTags, scenario, ruleTags, rule, examplesTags, examples
  case step, tableRow, docString, comment, empty, other

  var kind: TokenKind {
    switch self {
    case .end: .endOfFile
    case .language: .language
    case .featureTags, .moreTags, .scenarioTags, .ruleTags, .examplesTags: .tagLine
    case .feature: .featureLine
    case .background: .backgroundLine
    case .scenario: .scenarioLine
    case .rule: .ruleLine
    case .examples: .examplesLine
    case .step: .stepLine
    case .tableRow: .tableRow
    case .docString: .docStringSeparator
    case .comment: .comment
    case .empty: .empty
    case .other: .other
    }
  }

  /// The line that must follow these tags, behind more tags, comments and empty lines.
  var lookahead: TokenKind? {
    switch self {
    case .scenarioTags: .scenarioLine
    case .examplesTags: .examplesLine
    default: nil
    }
  }
}

extension Place {
  /// The moves allowed here, in the order in which the official parser tries them.
  var moves: [Move] { Self.table[spot.rawValue * Block.allCases.count + block.rawValue] }

  private static let table: [[Move]] = Spot.allCases.flatMap { spot in
    Block.allCases.map { Place(spot: spot, block: $0).allowed }
  }

  private var allowed: [Move] {
    switch spot {
    case .start: [.end, .language, .featureTags, .feature, .comment, .empty]
    case .languageLine: [.featureTags, .feature, .comment, .empty]
    case .featureTags: [.moreTags, .feature, .comment, .empty]
    case .ruleTags: [.moreTags, .rule, .comment, .empty]
    case .scenarioTags: [.moreTags, .scenario, .comment, .empty]
    case .examplesTags: [.moreTags, .examples, .comment, .empty]
    case .title: [.end, .empty, .comment, content] + nextBlocks + [.other]
    case .description: [.end, .comment, content] + nextBlocks + [.other]
    case .step, .table: [.end, .tableRow, .docString, .step] + nextBlocks + [.comment, .empty]
    case .docStringEnd, .tableAfterDocString: [.end, .tableRow, .step] + nextBlocks + [.comment, .empty]
    case .docStringAfterTableEnd: [.end, .step] + nextBlocks + [.comment, .empty]
    case .docString, .docStringAfterTable: [.docString, .other]
    case .examplesTable: [.end, .tableRow] + nextBlocks + [.comment, .empty]
    }
  }

  /// What a block is made of.
  private var content: Move {
    switch block {
    case .feature, .rule: .background
    case .background, .scenario: .step
    case .examples: .tableRow
    }
  }

  /// The blocks that can follow or, for examples, belong to this one.
  private var nextBlocks: [Move] {
    switch block {
    case .feature, .rule, .background: [.scenarioTags, .ruleTags, .scenario, .rule]
    case .scenario, .examples: [.examplesTags, .scenarioTags, .ruleTags, .examples, .scenario, .rule]
    }
  }
}
