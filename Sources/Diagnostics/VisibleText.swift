extension String {
  /// This text with everything replaced that could steer a terminal or turn the reading direction.
  ///
  /// Control characters (C0 but tab and line feed, DEL, C1), direction overrides and isolates, zero-width and other
  /// format characters become `\u{…}`; what a person reads is then what is there.
  package var visible: String {
    // Nearly every text is plain ASCII.
    if isPlain { return self }
    guard unicodeScalars.contains(where: \.isUnsafeToShow) else { return self }
    var shown = ""
    for scalar in unicodeScalars {
      if scalar.isUnsafeToShow {
        shown += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// ASCII without control characters but tab and line feed; looked at in place, for reports ask this of every cell.
  private var isPlain: Bool {
    everyByte { $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 || $0 == 0x0A }
  }

  /// ASCII without any control character: shown as it is, each byte in a column.
  private var isPlainLine: Bool { everyByte { $0 >= 0x20 && $0 < 0x7F } }

  private func everyByte(_ isRight: (UInt8) -> Bool) -> Bool {
    utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isRight) } ?? utf8.allSatisfy(isRight)
  }

  /// `visible` on one line: tabs and line ends become one space each.
  package var visibleLine: String {
    if isPlainLine { return self }
    let line = String(
      String.UnicodeScalarView(unicodeScalars.map { $0 == "\n" || $0 == "\t" || $0 == "\r" ? " " : $0 }))
    return line.visible
  }

  /// The number of terminal columns this text takes: wide East Asian scalars count two, combining marks none.
  package var displayWidth: Int {
    isPlainLine ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }
}

extension Unicode.Scalar {
  fileprivate var isUnsafeToShow: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0x061C, 0x2028, 0x2029: true
    case 0xE0000...0xE007F: true
    default: false
    }
  }

  /// Columns on a terminal; ranges after Unicode's East Asian Width (W and F) in blocks.
  package var displayWidth: Int {
    switch value {
    case 0..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default:
      switch properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return 1
      }
    }
  }
}
