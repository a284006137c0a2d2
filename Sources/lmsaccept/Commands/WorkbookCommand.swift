import ArgumentParser
import Diagnostics
import Foundation
import JSON
import RunModel
import Spreadsheets

/// `lmsaccept workbook`: what the tests compare with other programs; people get worksheets read by `worksheet import`.
struct WorkbookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbook", abstract: "Print the cells of Excel workbooks as JSON Lines, one sheet a line.",
    shouldDisplay: false)

  @Option(help: "Write the sheets and texts of the last file to this one.") var copy: String?
  @Argument(help: "Excel workbooks (.xlsx).") var files: [String]

  func run() throws {
    var isUnreadable = false
    for path in files {
      guard let data = FileManager.default.contents(atPath: path) else {
        Console.report([TextFileProblem(path: path, reason: "it cannot be read").diagnostic])
        throw CommandEnd(.unreadable)
      }
      do {
        let workbook = try XLSXReader().read(Array(data))
        for sheet in workbook.sheets { Self.show(sheet) }
        if let copy { try Data(XLSXWriter().write(Self.draft(of: workbook))).write(to: URL(filePath: copy)) }
      } catch let problem as XLSXProblem {
        Console.report([problem.diagnostic(path: path)])
        isUnreadable = true
      }
    }
    if isUnreadable { throw CommandEnd(.unreadable) }
  }

  /// One line of JSON.
  private static func show(_ sheet: XLSXSheet) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("sheet")
    writer.string(sheet.name)
    writer.key("state")
    writer.string(sheet.state.rawValue)
    writer.key("cells")
    writer.beginObject()
    for cell in sheet.rows.flatMap(\.cells) {
      writer.key(cell.address.description)
      writer.beginArray()
      writer.string(cell.formula == nil ? kind(cell.value) : "formula")
      writer.string(cell.text)
      writer.endArray()
    }
    writer.endObject()
    writer.key("notes")
    writer.beginObject()
    for note in sheet.notes {
      writer.key(note.address.description)
      writer.string(note.text)
    }
    writer.endObject()
    writer.key("merged")
    writer.beginArray()
    for range in sheet.merged { writer.string(range.description) }
    writer.endArray()
    writer.key("hiddenRows")
    writer.beginArray()
    for row in sheet.rows where row.isHidden { writer.int(row.number) }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    writer.drain(Console.output)
  }

  private static func kind(_ value: XLSXValue) -> String {
    switch value {
    case .empty: "empty"
    case .text: "text"
    case .number: "number"
    case .boolean: "boolean"
    case .date: "date"
    case .error: "error"
    }
  }

  /// Every cell as a text, for other programs to read back.
  private static func draft(of workbook: XLSXWorkbook) -> XLSXDraft {
    var draft = XLSXDraft(sheets: [], created: 1)
    for sheet in workbook.sheets {
      var copy = XLSXDraft.Sheet(name: sheet.name)
      copy.rows = Array(repeating: XLSXDraft.Row([]), count: sheet.rows.last?.number ?? 0)
      for row in sheet.rows {
        let width = row.cells.last?.address.column ?? 0
        var cells = Array(repeating: XLSXDraft.Cell.blank(.open), count: width)
        for cell in row.cells { cells[cell.address.column - 1] = .text(writableText(cell.text), .wrapped) }
        copy.rows[row.number - 1].cells = cells
      }
      draft.sheets.append(copy)
    }
    return draft
  }
}
