/// How a line or a shape is drawn; as attributes, for PDF makers do not apply a page's style sheet inside a drawing.
enum ChartStyle {
  static let axis: StaticString = "stroke=\"#51606f\" stroke-width=\"1\""
  static let grid: StaticString = "stroke=\"#d5dce3\" stroke-width=\"1\""
  static let goal: StaticString = "stroke=\"#16202b\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\" fill=\"none\""
  static let boundary: StaticString = "stroke=\"#51606f\" stroke-width=\"1\" stroke-dasharray=\"2 3\""
  static let thin: StaticString = "stroke=\"#1d4f91\" stroke-width=\"2\" fill=\"none\""
  static let thick: StaticString = "stroke=\"#17633a\" stroke-width=\"3.5\" fill=\"none\""
  static let dotted: StaticString = "stroke=\"#a3161f\" stroke-width=\"2\" stroke-dasharray=\"1.5 3\" fill=\"none\""
  static let open: StaticString = "fill=\"#a3161f\" stroke=\"#16202b\" stroke-width=\"1\""
  static let closed: StaticString = "fill=\"#ffffff\" stroke=\"#16202b\" stroke-width=\"1\""
  static let alarm: StaticString = "fill=\"none\" stroke=\"#a3161f\" stroke-width=\"3\""

  /// Lightest for none, darkest for all; dark words can be read on each.
  static func shade(_ share: Int) -> StaticString {
    switch share {
    case 100: "fill=\"#8fc0a3\" stroke=\"#ffffff\" stroke-width=\"1\""
    case 90...: "fill=\"#b7d8c4\" stroke=\"#ffffff\" stroke-width=\"1\""
    case 50...: "fill=\"#d9ead0\" stroke=\"#ffffff\" stroke-width=\"1\""
    case 1...: "fill=\"#f3efcf\" stroke=\"#ffffff\" stroke-width=\"1\""
    default: "fill=\"#f4f6f8\" stroke=\"#d5dce3\" stroke-width=\"1\""
    }
  }
}

extension HTMLWriter {
  /// A drawing inside the page with what it says in words, for whoever does not see it.
  mutating func figure(
    id: StaticString, width: Int, height: Int, title: String, description: String,
    _ draw: (inout HTMLWriter) -> Void
  ) {
    raw("<figure>\n<div class=\"chart\" tabindex=\"0\" role=\"group\" aria-label=\"")
    text(title)
    raw("\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"")
    raw(id)
    raw("-title ")
    raw(id)
    raw("-words\" viewBox=\"0 0 ")
    number(width)
    raw(" ")
    number(height)
    raw("\" font-family=\"system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif\" font-size=\"12\"")
    raw(" fill=\"#16202b\">\n<title id=\"")
    raw(id)
    raw("-title\">")
    text(title)
    raw("</title><desc id=\"")
    raw(id)
    raw("-words\">")
    text(description)
    raw("</desc>\n")
    draw(&self)
    raw("</svg></div>\n<figcaption>")
    text(title)
    raw("</figcaption>\n</figure>\n")
  }

  mutating func line(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int), _ style: StaticString) {
    raw("<line")
    for (name, value) in [("x1", from.x), ("y1", from.y), ("x2", to.x), ("y2", to.y)] as [(StaticString, Int)] {
      attribute(name, value)
    }
    raw(" ")
    raw(style)
    raw("/>\n")
  }

  mutating func rectangle(x: Int, y: Int, width: Int, height: Int, _ style: StaticString) {
    raw("<rect")
    for (name, value) in [("x", x), ("y", y), ("width", width), ("height", height)] as [(StaticString, Int)] {
      attribute(name, value)
    }
    raw(" ")
    raw(style)
    raw("/>\n")
  }

  mutating func path(_ points: [(x: Int, y: Int)], _ style: StaticString) {
    if points.isEmpty { return }
    raw("<polyline points=\"")
    for (place, point) in points.enumerated() {
      if place > 0 { raw(" ") }
      number(point.x)
      raw(",")
      number(point.y)
    }
    raw("\" ")
    raw(style)
    raw("/>\n")
  }

  /// - Parameter anchor: `start`, `middle` or `end`.
  mutating func label(_ words: String, x: Int, y: Int, anchor: StaticString = "start", isBold: Bool = false) {
    raw("<text")
    attribute("x", x)
    attribute("y", y)
    raw(" text-anchor=\"")
    raw(anchor)
    raw(isBold ? "\" font-weight=\"700\">" : "\">")
    text(words)
    raw("</text>\n")
  }

  /// Words that rise to the right from where they begin, for narrow columns.
  mutating func risingLabel(_ words: String, x: Int, y: Int) {
    raw("<text transform=\"translate(")
    number(x)
    raw(" ")
    number(y)
    raw(") rotate(-30)\">")
    text(words)
    raw("</text>\n")
  }

  private mutating func attribute(_ name: StaticString, _ value: Int) {
    raw(" ")
    raw(name)
    raw("=\"")
    number(value)
    raw("\"")
  }
}
