import Campaign
import RunModel

/// Scenarios that came to a verdict and that passed, day by day, against all that are planned.
struct BurnUpChart {
  let days: [AcceptanceTrail.Day]
  let planned: Int
  let texts: Texts

  init(_ days: [AcceptanceTrail.Day], planned: Int, _ texts: Texts) {
    self.days = days
    self.planned = planned
    self.texts = texts
  }

  var title: String {
    texts("Burn-up: scenarios at the end of each day", "Voortgang: scenario's aan het eind van elke dag")
  }

  var words: String {
    let lines = days.map { day in
      texts(
        "\(day.day), round \(day.round): \(day.executed) executed, \(day.passed) passed, ",
        "\(day.day), ronde \(day.round): \(day.executed) uitgevoerd, \(day.passed) geslaagd, ")
        + texts.count(
          day.openFindings, ("finding open", "findings open"), ("bevinding open", "bevindingen open"))
    }
    return texts("Planned: \(planned). ", "Gepland: \(planned). ") + lines.joined(separator: "; ") + "."
  }

  static let (width, height) = (760, 280)
  private static let (left, right, top, bottom) = (54, 590, 16, 236)

  func draw(_ page: inout HTMLWriter) {
    let most = max(1, planned, days.map(\.executed).max() ?? 0, days.map(\.openFindings).max() ?? 0)
    let step = Self.step(most)
    let ceiling = (most + step - 1) / step * step
    func y(_ count: Int) -> Int { Self.bottom - count * (Self.bottom - Self.top) / ceiling }
    for tick in stride(from: 0, through: ceiling, by: step) {
      page.line((Self.left, y(tick)), (Self.right, y(tick)), tick == 0 ? ChartStyle.axis : ChartStyle.grid)
      page.label(String(tick), x: Self.left - 8, y: y(tick) + 4, anchor: "end")
    }
    let first = days.first?.day.number ?? 0
    let span = max(1, (days.last?.day.number ?? 0) - first)
    func x(_ day: CalendarDay) -> Int {
      if days.count == 1 { return (Self.left + Self.right) / 2 }
      return Self.left + (day.number - first) * (Self.right - Self.left) / span
    }
    drawRounds(&page, x)
    page.line((Self.left, y(planned)), (Self.right, y(planned)), ChartStyle.goal)
    let lines: [(name: String, count: (AcceptanceTrail.Day) -> Int, style: StaticString)] = [
      (texts("executed", "uitgevoerd"), { $0.executed }, ChartStyle.thin),
      (texts("passed", "geslaagd"), { $0.passed }, ChartStyle.thick),
      (texts("findings open", "bevindingen open"), { $0.openFindings }, ChartStyle.dotted),
    ]
    let series = lines.map { line in
      (
        name: line.name, last: days.last.map(line.count) ?? 0,
        points: days.map { (x: x($0.day), y: y(line.count($0))) }, style: line.style
      )
    }
    for (place, line) in series.enumerated() {
      page.path(line.points, line.style)
      for point in line.points { Self.dot(&page, point, place) }
    }
    let ends =
      [(texts("planned", "gepland") + " \(planned)", y(planned))]
      + series.map { ("\($0.name) \($0.last)", $0.points.last?.y ?? Self.bottom) }
    for (text, place) in Self.apart(ends) { page.label(text, x: Self.right + 12, y: place + 4, isBold: true) }
  }

  /// A different shape for each line, so that colour tells nothing alone.
  private static func dot(_ page: inout HTMLWriter, _ point: (x: Int, y: Int), _ series: Int) {
    let (x, y) = point
    switch series {
    case 0:
      page.rectangle(x: x - 4, y: y - 4, width: 8, height: 8, "fill=\"#ffffff\" stroke=\"#1d4f91\" stroke-width=\"2\"")
    case 1: page.rectangle(x: x - 4, y: y - 4, width: 8, height: 8, "fill=\"#17633a\" rx=\"4\"")
    default: page.path([(x, y - 5), (x + 5, y + 4), (x - 5, y + 4), (x, y - 5)], "fill=\"#a3161f\"")
    }
  }

  private func drawRounds(_ page: inout HTMLWriter, _ x: (CalendarDay) -> Int) {
    var round = 0
    var last = -100
    for day in days {
      let place = x(day.day)
      if day.round != round {
        page.line((place, Self.top), (place, Self.bottom), ChartStyle.boundary)
        page.label(texts("round \(day.round)", "ronde \(day.round)"), x: place + 3, y: Self.top + 4)
        round = day.round
      }
      // Days that lie close together share a label.
      if place - last >= 76 || last < 0 {
        page.label(day.day.description, x: place, y: Self.bottom + 18, anchor: "middle")
        last = place
      }
    }
  }

  /// 1, 2 or 5 times a power of ten, for about five lines.
  private static func step(_ most: Int) -> Int {
    var unit = 1
    while true {
      for step in [unit, unit * 2, unit * 5] where most / step <= 5 { return step }
      unit *= 10
    }
  }

  /// Labels at the right keep a line's distance, in the order of their lines.
  private static func apart(_ labels: [(String, Int)]) -> [(String, Int)] {
    var placed: [(String, Int)] = []
    for (text, y) in labels.sorted(by: { $0.1 < $1.1 }) {
      placed.append((text, max(y, (placed.last?.1 ?? -100) + 16)))
    }
    let over = max(0, (placed.last?.1 ?? 0) - (height - 8))
    return placed.map { ($0.0, $0.1 - over) }
  }
}

/// Findings by severity, open beside closed.
struct SeverityChart {
  struct Line: Equatable {
    var name: String
    var open: Int
    var closed: Int
  }

  let lines: [Line]
  let texts: Texts

  init(_ findings: [Finding], _ texts: Texts) {
    self.texts = texts
    func line(_ name: String, _ wanted: Severity?) -> Line {
      let some = findings.filter { $0.severity == wanted }
      let open = some.count { $0.isOpen }
      return Line(name: name, open: open, closed: some.count - open)
    }
    lines = Severity.allCases.map { line(texts.name($0), $0) } + [line(texts("Not rated", "Zonder ernst"), nil)]
  }

  var title: String { texts("Findings by severity", "Bevindingen naar ernst") }

  var words: String {
    lines.map { line in
      "\(line.name): \(line.open) open, \(line.closed) " + texts("closed", "gesloten")
    }.joined(separator: "; ") + "."
  }

  static let width = 760
  var height: Int { lines.count * 30 + 8 }

  func draw(_ page: inout HTMLWriter) {
    let most = max(1, lines.map { $0.open + $0.closed }.max() ?? 1)
    for (place, line) in lines.enumerated() {
      let y = place * 30 + 6
      page.label(line.name, x: 112, y: y + 15, anchor: "end")
      let (open, closed) = (line.open * 420 / most, line.closed * 420 / most)
      if open > 0 { page.rectangle(x: 122, y: y, width: max(2, open), height: 20, ChartStyle.open) }
      if closed > 0 { page.rectangle(x: 122 + open, y: y, width: max(2, closed), height: 20, ChartStyle.closed) }
      let words = texts("\(line.open) open, \(line.closed) closed", "\(line.open) open, \(line.closed) gesloten")
      page.label(words, x: 132 + open + closed, y: y + 15, isBold: line.open > 0)
    }
  }
}

/// How much of each area was executed in each role, and how much of it went wrong.
struct HeatMap {
  struct Cell: Equatable {
    var executed = 0
    var planned = 0
    var failed = 0

    /// Rounded down, so that 100 is all of it.
    var share: Int { planned == 0 ? 0 : executed * 100 / planned }
  }

  struct Place: Hashable {
    var area: String
    var role: String
  }

  let cells: [Place: Cell]
  let areas: [String]
  let roles: [String]
  private let roleNames: [String: String]
  let texts: Texts

  init(_ report: Report, unrun: [PlannedScenario]) {
    texts = report.texts
    var cells: [Place: Cell] = [:]
    func add(_ scenario: PlannedScenario, _ standing: Standing) {
      if standing == .notApplicable { return }
      let areas = scenario.values(of: "area")
      let roles = scenario.values(of: "role")
      for area in areas.isEmpty ? [""] : areas {
        for role in roles.isEmpty ? [""] : roles {
          var cell = cells[Place(area: area, role: role)] ?? Cell()
          cell.planned += 1
          if standing.isExecuted { cell.executed += 1 }
          if standing == .failed || standing == .unexpectedPass { cell.failed += 1 }
          cells[Place(area: area, role: role)] = cell
        }
      }
    }
    for result in report.results { add(result.scenario.scenario, Standing(result)) }
    for scenario in unrun where scenario.notApplicable == nil { add(scenario, .notRun) }
    self.cells = cells
    areas = Set(cells.keys.map(\.area)).sorted()
    roles = Set(cells.keys.map(\.role)).sorted()
    let noRole = report.texts("no role", "geen rol")
    roleNames = Dictionary(
      roles.map { ($0, $0.isEmpty ? noRole : report.roleName($0)) }, uniquingKeysWith: { $1 })
  }

  private func name(ofArea area: String) -> String { area.isEmpty ? texts("no area", "geen gebied") : area }
  private func name(ofRole role: String) -> String { roleNames[role] ?? role }

  var title: String {
    texts(
      "Coverage: executed of planned, by area and role; a frame: something failed",
      "Dekking: uitgevoerd van gepland, naar gebied en rol; een kader: iets is gefaald")
  }

  var words: String {
    areas.map { area in
      let parts = roles.compactMap { role in
        cells[Place(area: area, role: role)].map { cell in
          let failed = cell.failed == 0 ? "" : texts(", \(cell.failed) failed", ", \(cell.failed) gefaald")
          return "\(name(ofRole: role)) \(cell.executed)/\(cell.planned)\(failed)"
        }
      }
      return "\(name(ofArea: area)): " + parts.joined(separator: "; ")
    }.joined(separator: ". ") + "."
  }

  private static let (left, top, cellHeight) = (96, 92, 36)
  private var cellWidth: Int { max(52, min(90, 560 / max(1, roles.count))) }
  var width: Int { max(760, Self.left + roles.count * cellWidth + 100) }
  var height: Int { Self.top + areas.count * Self.cellHeight + 6 }

  func draw(_ page: inout HTMLWriter) {
    for (column, role) in roles.enumerated() {
      page.risingLabel(name(ofRole: role), x: Self.left + column * cellWidth + cellWidth / 2, y: Self.top - 8)
    }
    for (row, area) in areas.enumerated() {
      let y = Self.top + row * Self.cellHeight
      page.label(name(ofArea: area), x: Self.left - 8, y: y + 22, anchor: "end", isBold: true)
      for (column, role) in roles.enumerated() {
        let x = Self.left + column * cellWidth
        guard let cell = cells[Place(area: area, role: role)] else {
          page.label("·", x: x + cellWidth / 2, y: y + 22, anchor: "middle")
          continue
        }
        page.rectangle(
          x: x + 1, y: y + 1, width: cellWidth - 2, height: Self.cellHeight - 2, ChartStyle.shade(cell.share))
        let hasFailed = cell.failed > 0
        page.label(
          "\(cell.executed)/\(cell.planned)", x: x + cellWidth / 2, y: y + (hasFailed ? 16 : 22), anchor: "middle",
          isBold: cell.share < 100)
        if hasFailed {
          page.rectangle(x: x + 3, y: y + 3, width: cellWidth - 6, height: Self.cellHeight - 6, ChartStyle.alarm)
          page.label("✕ \(cell.failed)", x: x + cellWidth / 2, y: y + 30, anchor: "middle", isBold: true)
        }
      }
    }
  }
}

extension AcceptancePage {
  mutating func burnUp(_ chart: BurnUpChart) {
    page.figure(
      id: "burn-up", width: BurnUpChart.width, height: BurnUpChart.height, title: chart.title, description: chart.words
    ) { chart.draw(&$0) }
  }

  mutating func severities(_ chart: SeverityChart) {
    page.figure(
      id: "severity", width: SeverityChart.width, height: chart.height, title: chart.title, description: chart.words
    ) { chart.draw(&$0) }
  }

  mutating func heatMap(_ chart: HeatMap) {
    if chart.cells.isEmpty { return }
    page.figure(
      id: "coverage", width: chart.width, height: chart.height, title: chart.title, description: chart.words
    ) { chart.draw(&$0) }
  }
}
