/// What a workbook may hold before it is refused. Worksheets come back by mail: the file is not trusted.
package struct XLSXLimits: Sendable, Hashable {
  /// Of the file as it is. A worksheet of 2,000 rows has about 0.2 MB, and a few screenshots make the rest.
  package var fileBytes = 20_000_000
  /// Files in the zip: one a sheet, note, drawing and picture.
  package var entries = 2_000
  /// Unpacked bytes of one part; 20,000 rows of 12 columns of prose have less than half of it.
  package var partBytes = 64_000_000
  /// Unpacked bytes of all parts that are read.
  package var unpackedBytes = 256_000_000
  /// Unpacked bytes to packed ones. Sheets come to about 20, and deflate can do 1,032, so bombs are far above.
  package var ratio = 200
  /// Below this the ratio says nothing: a short text of equal bytes packs as well as a bomb.
  package var ratioFromBytes = 1_000_000
  package var sheets = 100
  /// Filled rows of one sheet: 20,000 and the thirty among which a header is looked for.
  package var rows = 20_030
  /// The last column that may be filled.
  package var columns = 100
  /// Filled cells of the whole workbook.
  package var cells = 2_003_000
  /// UTF-16 units, as Excel counts.
  package var cellUnits = 32_767
  /// UTF-16 units of a formula, Excel's own limit.
  package var formulaUnits = 8_192
  /// Elements within elements; sheets need 8, drawings up to 20.
  package var depth = 64
  /// Defined names, properties, notes, pictures and merged ranges, of each.
  package var extras = 20_000

  package init() {}
}
