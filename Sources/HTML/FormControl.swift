/// One control of a form as the page gives it: what a browser would send for it if nobody touched it.
package struct FormControl: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    /// Text of any type, hidden fields, text areas.
    case text
    case checkbox, radio, select, file
    /// Sent only when it is the button that was pressed; an `image` sends coordinates.
    case submit, image
    /// Never sent.
    case inert
  }

  package let node: HTMLNode
  package let kind: Kind
  /// Never empty; controls without name are not sent and not listed.
  package let name: String
  package let isDisabled: Bool
  /// Values sent untouched, in order: none for an unchecked box, several for a list of several choices.
  package let values: [String]

  /// nil when the element can never be sent.
  init?(_ node: HTMLNode) {
    let type = node.attribute("type")?.lowercased() ?? ""
    let name = node.attribute("name") ?? ""
    let kind = Self.kind(of: node.name, type: type)
    guard kind != .inert, !name.isEmpty || kind == .image || kind == .submit else { return nil }
    self.node = node
    self.kind = kind
    self.name = name
    isDisabled = Self.isDisabled(node)
    values = Self.values(of: node, kind: kind, type: type, name: name)
  }

  private static func kind(of element: String, type: String) -> Kind {
    switch (element, type) {
    case ("input", "checkbox"): .checkbox
    case ("input", "radio"): .radio
    case ("input", "file"): .file
    case ("input", "image"): .image
    case ("input", "submit"): .submit
    case ("input", "button"), ("input", "reset"): .inert
    case ("input", _), ("textarea", _): .text
    case ("select", _): .select
    case ("button", "button"), ("button", "reset"): .inert
    case ("button", _): .submit
    default: .inert
    }
  }

  private static func values(of node: HTMLNode, kind: Kind, type: String, name: String) -> [String] {
    switch kind {
    case .checkbox, .radio:
      return node.attribute("checked") == nil ? [] : [node.attribute("value") ?? "on"]
    case .select: return choices(of: node)
    case .file: return [""]
    case .submit where node.name == "input": return [node.attribute("value") ?? "Submit"]
    case .submit, .image, .inert: return [node.attribute("value") ?? ""]
    case .text where node.name == "textarea":
      let text = node.rawText
      // The line end right after the tag is layout.
      return [text.hasPrefix("\n") || text.hasPrefix("\r\n") ? String(text.dropFirst()) : text]
    case .text:
      return type == "hidden" && name == "_charset_" ? ["UTF-8"] : [node.attribute("value") ?? ""]
    }
  }

  /// The chosen options; of a list for one choice the last chosen, else the first that is not disabled.
  private static func choices(of select: HTMLNode) -> [String] {
    let options = select.xpath("descendant::option")
    let value = { (option: HTMLNode) in option.attribute("value") ?? option.text }
    let isOff = { (option: HTMLNode) in
      option.attribute("disabled") != nil
        || (option.parent?.name == "optgroup" && option.parent?.attribute("disabled") != nil)
    }
    let chosen = options.filter { $0.attribute("selected") != nil }
    if select.attribute("multiple") != nil { return chosen.filter { !isOff($0) }.map(value) }
    if let last = chosen.last { return isOff(last) ? [] : [value(last)] }
    // A list box that shows several rows begins with nothing chosen, a drop-down with its first choice.
    if let rows = select.attribute("size").flatMap({ Int($0) }), rows > 1 { return [] }
    return options.first { !isOff($0) }.map { [value($0)] } ?? []
  }

  /// Off by itself, or by a disabled field set around it, unless it stands in that set's first legend.
  private static func isDisabled(_ node: HTMLNode) -> Bool {
    if node.attribute("disabled") != nil { return true }
    var inner = node
    while let outer = inner.parent {
      if outer.name == "fieldset", outer.attribute("disabled") != nil,
        inner.name != "legend" || outer.xpath("child::legend[1]") != [inner]
      {
        return true
      }
      inner = outer
    }
    return false
  }
}
