import Spreadsheets

extension PrintedSheet {
  /// How the rows of a sheet look, worked out once: there may be ten thousands of them.
  struct RowLayout: Sendable {
    private struct Column: Sendable {
      let key: WorksheetColumn
      let width: Double
      let plain: XLSXDraft.Format
      let band: XLSXDraft.Format
      let free: XLSXDraft.Format
    }

    private let sheet: PrintedSheet
    private let columns: [Column]
    /// Scenarios alternate, so that the eye sees where one ends.
    private let bands: [Bool]
    /// Where the first known issue of a scenario stands, by the identity of its heading.
    private let known: [ObjectIdentifier: XLSXAddress]
    /// Where the machine's evidence stands, by place in the draft.
    private let evidence: [Int: XLSXAddress]

    init(_ sheet: PrintedSheet) {
      self.sheet = sheet
      columns = WorksheetColumn.allCases.map { column in
        Column(
          key: column, width: column.width, plain: column.format,
          band: column.format.with { $0.fill = XLSXDraft.Colour(0xF1F4F7) },
          free: column.format.with { $0.isItalic = true })
      }
      var bands: [Bool] = []
      bands.reserveCapacity(sheet.draft.rows.count)
      var known: [ObjectIdentifier: XLSXAddress] = [:]
      var last: SheetDraft.Heading?
      var isBand = false
      for heading in sheet.draft.rows.lazy.map(\.scenario) {
        if heading !== last {
          if let last, last.title != heading.title { isBand.toggle() }
          known[ObjectIdentifier(heading)] = sheet.knownPlace(of: writableText(heading.text))
        }
        last = heading
        bands.append(isBand)
      }
      self.bands = bands
      self.known = known
      evidence = sheet.evidencePlaces
    }

    /// - Parameter place: from 0, among the rows of the draft.
    func row(_ place: Int) -> XLSXDraft.Row {
      let row = sheet.draft.rows[place]
      var links: [WorksheetColumn: XLSXDraft.Cell.Target] = [:]
      if let place = known[ObjectIdentifier(row.scenario)] {
        links[.scenario] = .cell(sheet: sheet.knownIssuesName, place)
      }
      if let place = evidence[place] { links[.expect] = .cell(sheet: sheet.evidenceName, place) }
      let (isBand, person) = (bands[place], row.person)
      return make(links: links, { isBand ? $0.band : $0.plain }, { sheet.text($0, of: row, person, number: place + 1) })
    }

    /// - Parameter number: from 1.
    func row(free number: Int) -> XLSXDraft.Row {
      make(links: [:], \.free) { sheet.text($0, freeRow: number) }
    }

    private func make(
      links: [WorksheetColumn: XLSXDraft.Cell.Target], _ format: (Column) -> XLSXDraft.Format,
      _ text: (WorksheetColumn) -> String
    ) -> XLSXDraft.Row {
      var cells: [XLSXDraft.Cell] = []
      cells.reserveCapacity(columns.count)
      // What is printed small needs less height, and the last column none of its own.
      var (lines, smallLines) = (1, 1)
      for column in columns {
        if column.key.isFilledIn {
          cells.append(.blank(.open))
          continue
        }
        let shown = writableText(text(column.key))
        let format = format(column)
        if shown.isEmpty {
          cells.append(.blank(format))
          continue
        }
        switch format.size {
        case nil: lines = max(lines, XLSXDraft.Row.lines(of: shown, width: column.width))
        case PrintedSheet.smallPoints: smallLines = max(smallLines, XLSXDraft.Row.lines(of: shown, width: column.width))
        default: break
        }
        cells.append(
          links[column.key].map { XLSXDraft.Cell(.link(shown, to: $0), format) } ?? .text(shown, format))
      }
      func points(_ lines: Int) -> Double { lines == 1 ? 0 : min(409, Double(lines) * 15) }
      // Two lines at least: room to write in.
      return XLSXDraft.Row(cells, height: max(points(lines), points(smallLines) * 0.62, 32))
    }
  }
}
