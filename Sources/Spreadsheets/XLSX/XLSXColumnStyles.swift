import CXlsxWriter

/// The numbers that formats have in the file, by the last format of each column: one below the other nearly always look
/// the same, and comparing costs less than hashing.
struct XLSXColumnStyles {
  private struct Last {
    var format: XLSXDraft.Format
    var isText: Bool
    var style: Int32
  }

  private var last: [Last?] = []

  /// - Parameter column: from 0.
  mutating func style(of cell: XLSXDraft.Cell, column: Int, in book: XLSXBook) -> Int32 {
    let isText = if case .number = cell.content { false } else { true }
    if column < last.count, let last = last[column], last.isText == isText, last.format == cell.format {
      return last.style
    }
    while last.count <= column { last.append(nil) }
    let style = book.format(cell.format, isText: isText).map { lxw_format_get_xf_index($0) } ?? 0
    last[column] = Last(format: cell.format, isText: isText, style: style)
    return style
  }
}
