import Diagnostics
import Gherkin

/// A step of a pickle beside the step it was written as: the text that counts and the places to point at.
struct StepReading {
  let step: PickleStep
  let written: Step?
  /// From 0 among all steps, background included.
  let ordinal: Int
  /// True when a When or a Then stands before it.
  let hasActed: Bool

  init(_ step: PickleStep, written: Step?, ordinal: Int, hasActed: Bool) {
    self.step = step
    self.written = written
    self.ordinal = ordinal
    self.hasActed = hasActed
  }

  /// The text as written.
  var range: SourceRange { written?.textRange ?? SourceRange(0, 0) }

  /// A part of the text by UTF-8 offsets; all of it when examples were filled in, for then they do not fit.
  func place(_ lower: Int?, _ upper: Int?) -> SourceRange {
    guard let written, written.text == step.text, let lower, let upper, upper <= range.upper - range.lower else {
      return range
    }
    return SourceRange(range.lower + lower, range.lower + upper)
  }

  /// Whether it tests or checks: a When, a Then, or a `*` behind one.
  var isBehindGiven: Bool {
    switch step.type {
    case .context: false
    case .action, .outcome: true
    case .conjunction, .unknown, nil: hasActed
    }
  }

  /// The table with the place of every cell; nil without one. A table from a file has the place of the file's name.
  var cells: [[SeedReader.Cell]]? {
    let places = written?.dataTable?.rows
    let isNamed = TableFiles.name(in: places?.map { $0.cells.map(\.value) } ?? []) != nil
    let range = isNamed ? places?.first?.cells.first?.range ?? range : range
    return step.dataTable?.rows.enumerated().map { row, texts in
      texts.enumerated().map { column, text in
        let place = places.flatMap { $0.indices.contains(row) ? $0[row].cells : nil }
          .flatMap { $0.indices.contains(column) ? $0[column].range : nil }
        return SeedReader.Cell(text: text, range: place ?? range)
      }
    }
  }
}
