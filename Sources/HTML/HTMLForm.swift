/// A form and what a browser would send from it (WHATWG HTML, 4.10.22).
package struct HTMLForm: Sendable {
  package let node: HTMLNode
  /// In document order, buttons too; controls that stand elsewhere and name the form are part of it.
  package let controls: [FormControl]

  /// The form that the node is, or that it belongs to; nil when there is none.
  init?(around node: HTMLNode) {
    guard let form = Self.owner(of: node) else { return nil }
    self.node = form
    controls = node.root.xpath(
      "descendant::*[self::input or self::select or self::textarea or self::button]"
    )
    .filter { Self.owner(of: $0) == form }.compactMap { FormControl($0) }
  }

  private static func owner(of node: HTMLNode) -> HTMLNode? {
    if node.name == "form" { return node }
    if let id = node.attribute("form") {
      return node.root.xpath("descendant::form[@id]").first { $0.attribute("id") == id }
    }
    var inner = node
    while let outer = inner.parent {
      if outer.name == "form" { return outer }
      inner = outer
    }
    return nil
  }

  /// `GET` or `POST`.
  package var method: String { Self.method(node.attribute("method")) }

  /// The reference as it stands; empty means the page's own address.
  package var action: String { node.attribute("action") ?? "" }

  /// The names that can be set, sorted, each once.
  package var fieldNames: [String] {
    Set(controls.filter { !$0.isButton && !$0.isDisabled }.map(\.name)).sorted()
  }

  /// What a browser would send, in document order; see `submission`.
  package func fields(
    setting values: [(name: String, value: String)] = [], leavingOut: [String] = [],
    button: String? = nil,
    allowExtra: Bool = false
  ) throws(HTMLProblem) -> [(name: String, value: String)] {
    try submission(setting: values, leavingOut: leavingOut, button: button, allowExtra: allowExtra)
      .fields
  }

  /// Everything about one sending of the form.
  ///
  /// - Parameters:
  ///   - values: replace all that the form would send under these names, at the place of the first control so named;
  ///     a hidden 0 and a box that says 1 are thus one field.
  ///   - leavingOut: names that are not sent at all, such as a box to untick.
  ///   - button: name of the submit button to press, or `name=value` where several share the name; nil presses none.
  ///   - allowExtra: whether names without a control are sent at the end instead of refused.
  package func submission(
    setting values: [(name: String, value: String)] = [], leavingOut: [String] = [],
    button: String? = nil,
    allowExtra: Bool = false
  ) throws(HTMLProblem) -> FormSubmission {
    let pressed = try button.map { name throws(HTMLProblem) in try submitButton(name) }
    let known = Set(fieldNames)
    for name in values.map(\.name) + leavingOut where !known.contains(name) && !allowExtra {
      if controls.contains(where: { $0.name == name && !$0.isButton }) {
        throw .disabledField(name)
      }
      throw .unknownField(name, existing: fieldNames)
    }
    var pairs: [(name: String, value: String)] = []
    var isDone = Set(leavingOut)
    let isSet = Set(values.map(\.name))
    for control in controls where !control.isDisabled {
      if control.isButton {
        if control == pressed { pairs += control.pressedPairs }
      } else if isSet.contains(control.name) {
        if isDone.insert(control.name).inserted {
          pairs += values.filter { $0.name == control.name }
        }
      } else if !isDone.contains(control.name) {
        pairs += control.values.map { (control.name, $0) }
      }
    }
    pairs += values.filter { !isDone.contains($0.name) }
    return FormSubmission(
      method: pressed?.node.attribute("formmethod").map(Self.method) ?? method,
      action: pressed?.node.attribute("formaction") ?? action,
      isMultipart: (pressed?.node.attribute("formenctype") ?? node.attribute("enctype"))?
        .lowercased()
        == "multipart/form-data",
      fields: pairs.map { (Self.withNetworkLineEnds($0.name), Self.withNetworkLineEnds($0.value)) })
  }

  private func submitButton(_ wanted: String) throws(HTMLProblem) -> FormControl {
    let buttons = controls.filter { $0.isButton && !$0.isDisabled && !$0.name.isEmpty }
    let named = buttons.filter { $0.name == wanted }
    if named.count > 1, Set(named.map(\.values)).count > 1 {
      throw .ambiguousButton(wanted, values: named.flatMap(\.values))
    }
    if let button = named.first
      ?? buttons.first(where: { $0.name + "=" + ($0.values.first ?? "") == wanted })
    {
      return button
    }
    throw .unknownButton(wanted, existing: Set(buttons.map(\.name)).sorted())
  }

  private static func method(_ text: String?) -> String {
    text?.lowercased() == "post" ? "POST" : "GET"
  }

  /// Forms send CR LF, however the page or the caller ends lines.
  private static func withNetworkLineEnds(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) else { return text }
    var bytes: [UInt8] = []
    var before: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x0A, before == 0x0D {
        before = 0
        continue
      }
      before = byte
      bytes += byte == 0x0A || byte == 0x0D ? [0x0D, 0x0A] : [byte]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// What one press of a button sends.
package struct FormSubmission: Sendable {
  /// `GET` or `POST`; with GET the fields are the query.
  package let method: String
  /// A reference against the page's address.
  package let action: String
  /// `multipart/form-data` instead of `application/x-www-form-urlencoded`.
  package let isMultipart: Bool
  package let fields: [(name: String, value: String)]
}

extension FormControl {
  fileprivate var isButton: Bool { kind == .submit || kind == .image }

  fileprivate var pressedPairs: [(name: String, value: String)] {
    let prefix = name.isEmpty ? "" : name + "."
    if kind == .image { return [(prefix + "x", "0"), (prefix + "y", "0")] }
    return name.isEmpty ? [] : values.map { (name, $0) }
  }
}
