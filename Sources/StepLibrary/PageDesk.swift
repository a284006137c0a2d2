import Diagnostics
import HTML
import Scripting
import Transfer

/// HTML pages of one scenario: documents, nodes and forms by number, from 1.
struct PageDesk {
  private enum Place {
    case document(HTMLDocument)
    case node(HTMLNode)
  }

  private var places: [Place] = []
  private var forms: [HTMLForm] = []

  mutating func serve(_ name: String, _ arguments: [ScriptValue], answer: (Int) -> Exchange?) -> [ScriptValue] {
    do throws(HTMLProblem) {
      let number = Int(arguments.at(0).int ?? 0)
      switch name {
      case "html_parse":
        guard let answer = answer(number) else {
          return HostReply.failure("broken", "the answer of exchange \(number) is too long ago to be read again")
        }
        let document = try HTMLDocument(answer.body, contentType: answer.header("content-type"))
        return add(.document(document))
      case "form_value", "form_pairs": return try form(name, number, arguments)
      default: break
      }
      guard places.indices.contains(number - 1) else { return HostReply.failure("script", "there is no such node") }
      return try serve(name, places[number - 1], arguments.at(1).text ?? "")
    } catch {
      return failure(error)
    }
  }

  private func failure(_ problem: HTMLProblem) -> [ScriptValue] {
    switch problem {
    case .tooLarge, .unreadable: HostReply.failure("broken", problem.description)
    default: HostReply.failure("script", problem.description)
    }
  }

  private mutating func add(_ place: Place) -> [ScriptValue] {
    places.append(place)
    return HostReply.value(.int(Int64(places.count)))
  }

  private mutating func serve(
    _ name: String, _ place: Place, _ text: String
  ) throws(HTMLProblem) -> [ScriptValue] {
    switch name {
    case "html_select":
      let numbers = try select(text, in: place).map { node in
        places.append(.node(node))
        return ScriptValue.int(Int64(places.count))
      }
      return HostReply.value(.list(numbers))
    case "html_one":
      guard let node = try select(text, in: place).first else { return HostReply.value(.none) }
      return add(.node(node))
    case "html_form": return try form(text, in: place)
    case "html_text": return HostReply.value(.text(self.text(of: place)))
    case "html_attribute":
      guard case .node(let node) = place else { return HostReply.value(.none) }
      return HostReply.value(node.attribute(text).map(ScriptValue.text) ?? .none)
    case "html_name":
      guard case .node(let node) = place else { return HostReply.value(.text("html")) }
      return HostReply.value(.text(node.name))
    default: return HostReply.failure("script", "the host has no call '\(name)'")
    }
  }

  private func select(_ css: String, in place: Place) throws(HTMLProblem) -> [HTMLNode] {
    switch place {
    case .document(let document): try document.select(css)
    case .node(let node): try node.select(css)
    }
  }

  private func text(of place: Place) -> String {
    switch place {
    case .document(let document): document.text
    case .node(let node): node.text
    }
  }

  // MARK: Forms

  private mutating func form(_ css: String, in place: Place) throws(HTMLProblem) -> [ScriptValue] {
    guard case .document(let document) = place else {
      return HostReply.failure("script", "a form is looked for in the whole page: page.html:form(css)")
    }
    let form: HTMLForm
    do throws(HTMLProblem) { form = try document.form(css) } catch {
      if case .noElement = error { return HostReply.value(.none) }
      throw error
    }
    forms.append(form)
    return HostReply.value(
      .table([
        ScriptField("id", .int(Int64(forms.count))), ScriptField("action", .text(form.action)),
        ScriptField("method", .text(form.method)), ScriptField("names", .list(form.fieldNames.map(ScriptValue.text))),
      ]))
  }

  private func form(_ name: String, _ number: Int, _ arguments: [ScriptValue]) throws(HTMLProblem) -> [ScriptValue] {
    guard forms.indices.contains(number - 1) else { return HostReply.failure("script", "there is no such form") }
    let form = forms[number - 1]
    guard name == "form_pairs" else {
      let field = try form.fields().first { $0.name == arguments.at(1).text }
      return HostReply.value(field.map { .text($0.value) } ?? .none)
    }
    var values: [(name: String, value: String)] = []
    var leftOut: [String] = []
    for field in arguments.at(1).fields ?? [] {
      switch field.value {
      case .null: leftOut.append(field.key)
      case .list(let several): values += several.compactMap(\.formText).map { (field.key, $0) }
      default:
        guard let text = field.value.formText else {
          return HostReply.failure("script", "the field '\(field.key.visibleLine)' wants text, a number, true or false")
        }
        values.append((field.key, text))
      }
    }
    let button = arguments.at(2).text.flatMap { $0.isEmpty ? nil : $0 }
    let sent = try form.submission(
      setting: values, leavingOut: leftOut, button: button, allowExtra: arguments.at(3) == .bool(true))
    let pairs = sent.fields.map { ScriptValue.list([.text($0.name), .text($0.value)]) }
    return [.bool(true), .list(pairs), .text(sent.method), .text(sent.action), .bool(sent.isMultipart)]
  }
}
