extension XLSXDraft {
  package struct Cell: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
      case blank
      case text(String)
      case number(Double)
      case link(String, to: Target)
    }

    /// Where a click leads.
    package enum Target: Sendable, Hashable {
      case cell(sheet: String, XLSXAddress)
      /// `https:`, `http:` or `mailto:`.
      case url(String)
    }

    package var content: Content
    package var format: Format
    package var note: String?

    package init(_ content: Content, _ format: Format = .plain, note: String? = nil) {
      self.content = content
      self.format = format
      self.note = note
    }

    package static func text(_ text: String, _ format: Format = .plain, note: String? = nil) -> Cell {
      Cell(.text(text), format, note: note)
    }

    package static func number(_ number: Double, _ format: Format = .plain) -> Cell { Cell(.number(number), format) }

    /// An empty cell that has a format: one to fill in is not locked.
    package static func blank(_ format: Format = .plain) -> Cell { Cell(.blank, format) }
  }

  /// Red, green and blue as `0xRRGGBB`.
  package struct Colour: Sendable, Hashable {
    package var rgb: UInt32

    package init(_ rgb: UInt32) {
      self.rgb = rgb & 0xFFFFFF
    }
  }

  /// How a cell looks, and whether protection lets it be changed. Cells that are no numbers have the format `@`: what is
  /// typed into them stays as it was typed.
  package struct Format: Sendable, Hashable {
    package var isBold = false
    package var isItalic = false
    package var isUnderlined = false
    package var isWrapped = false
    package var isLocked = true
    package var hasBorder = false
    /// Points; nil is the standard size.
    package var size: Double?
    package var fill: Colour?
    package var ink: Colour?

    package init() {}

    package static let plain = Format()
    package static let wrapped = plain.with { $0.isWrapped = true }
    package static let header = wrapped.with {
      $0.isBold = true
      $0.hasBorder = true
      $0.fill = Colour(0xD9E2F3)
    }
    /// For what a tester fills in.
    package static let open = wrapped.with {
      $0.isLocked = false
      $0.hasBorder = true
      $0.fill = Colour(0xFFFBE6)
    }
    package static let link = plain.with {
      $0.isUnderlined = true
      $0.ink = Colour(0x0563C1)
    }

    package func with(_ change: (inout Format) -> Void) -> Format {
      var format = self
      change(&format)
      return format
    }
  }
}
