/// What the place that output goes to can show, by its environment.
package struct TerminalTraits: Sendable, Hashable {
  package var isTerminal: Bool
  package var colour: Bool
  /// Columns; 80 where nobody says.
  package var width: Int

  /// - Parameters:
  ///   - isTerminal: of the file descriptor that is written to.
  ///   - columns: of the terminal as it is now; nil when it does not say.
  package init(environment: [String: String], isTerminal: Bool, columns: Int? = nil) {
    let isDumb = environment["TERM"] == "dumb"
    // https://no-color.org: present and not empty, whatever the value.
    let isColourless = !(environment["NO_COLOR"] ?? "").isEmpty
    self.isTerminal = isTerminal && !isDumb
    colour = self.isTerminal && !isColourless
    let said = environment["COLUMNS"].flatMap(Int.init)
    width = max(40, (isTerminal ? said ?? columns : said) ?? 80)
  }

  package var progress: ProgressDisplay.Style { isTerminal ? .bar : .lines }
}
