import CXlsxWriter

/// What tells formats of a file apart: the look, and whether what is typed stays text.
struct XLSXFormatKey: Hashable {
  var format: XLSXDraft.Format
  var isText: Bool

  func apply(to handle: UnsafeMutablePointer<lxw_format>) {
    // 49 is @; given as a code it would become a format of its own that only looks the same.
    if isText { format_set_num_format_index(handle, 49) }
    if format.isBold { format_set_bold(handle) }
    if format.isItalic { format_set_italic(handle) }
    if format.isUnderlined { format_set_underline(handle, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if format.isWrapped { format_set_text_wrap(handle) }
    if !format.isLocked { format_set_unlocked(handle) }
    if format.hasBorder {
      format_set_border(handle, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(handle, 0xA6A6A6)
    }
    if let size = format.size { format_set_font_size(handle, size) }
    if let fill = format.fill {
      format_set_pattern(handle, UInt8(LXW_PATTERN_SOLID.rawValue))
      format_set_bg_color(handle, fill.rgb)
    }
    if let ink = format.ink { format_set_font_color(handle, ink.rgb) }
    // Cells of one row differ much in length; what belongs together begins on one line.
    format_set_align(handle, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
  }
}
