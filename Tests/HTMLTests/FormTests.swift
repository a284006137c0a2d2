import HTML
import Testing

struct FormTests {
  private static let page = """
    <form id="login" action="/login/index.php?a=1&amp;b=2" method="Post">
      <input type="hidden" name="logintoken" value="t&amp;1">
      <input name="username"><input type="password" name="password" value="old">
      <input name="box" type="hidden" value="0"><input name="box" type="checkbox" value="1">
      <input name="on" type="checkbox" checked><input name="off" type="checkbox">
      <input name="r" type="radio" value="1"><input name="r" type="radio" value="2" checked>
      <input name="gone" value="x" disabled><input value="nameless"><input type="reset" name="reset" value="r">
      <select name="drop"><option value="1">one</option><option> two  words </option></select>
      <select name="chosen"><option>a</option><option selected>b</option></select>
      <select name="many" multiple><option selected>a</option><option>b</option><option selected disabled>c</option>
        <option selected>d</option></select>
      <select name="rows" size="3"><option>a</option></select>
      <select name="first"><option disabled>a</option><option>b</option></select>
      <textarea name="note">
    two
    lines</textarea>
      <fieldset disabled><legend><input name="legend" value="kept"></legend><input name="inside" value="lost"></fieldset>
      <input type="file" name="upload">
      <input type="submit" name="save" value="Save"><button name="act" value="delete" formaction="/delete">x</button>
      <button name="act" value="keep">y</button><input type="image" name="map"><button type="button" name="js">z</button>
      <input type="submit" value="Log in">
    </form>
    <input name="outside" value="o" form="login"><input name="stray" value="s">
    <form id="second"><input id="q" name="q" value="1"></form>
    """

  private func form(_ css: String = "#login") throws -> HTMLForm {
    try HTMLDocument(Self.page).form(css)
  }

  private func text(_ pairs: [(name: String, value: String)]) -> String {
    pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
  }

  private static let untouched =
    "logintoken=t&1&username=&password=old&box=0&on=on&r=2&drop=1&chosen=b&many=a&many=d&first=b&note=two\r\nlines"
    + "&legend=kept&upload="

  @Test func `an untouched form sends what a browser would`() throws {
    let form = try form()
    #expect(try text(form.fields()) == Self.untouched + "&outside=o")
    #expect(form.method == "POST")
    #expect(form.action == "/login/index.php?a=1&b=2")
    #expect(try form.submission().isMultipart == false)
  }

  @Test func `a form is found by any of its fields`() throws {
    #expect(try form("input[name=outside]").node.attribute("id") == "login")
    #expect(try form("#q").node.attribute("id") == "second")
    #expect(try form("legend input").node.attribute("id") == "login")
    #expect(try form("#second").method == "GET")
    #expect(try form("#second").action == "")
  }

  @Test func `what is no form is said`() throws {
    #expect(throws: HTMLProblem.noElement(selector: "#nothing")) { try form("#nothing") }
    #expect(throws: HTMLProblem.noForm(selector: "[name=stray]")) { try form("[name=stray]") }
  }

  @Test func `a set value replaces every field of its name, in place`() throws {
    let fields = try form().fields(setting: [
      ("box", "1"), ("username", "anna"), ("r", "1"), ("many", "b"), ("many", "x"),
    ])
    #expect(
      text(fields)
        == Self.untouched.replacing("username=", with: "username=anna").replacing(
          "box=0", with: "box=1"
        )
        .replacing("r=2&", with: "r=1&").replacing("many=a&many=d", with: "many=b&many=x")
        + "&outside=o")
  }

  @Test func `an unchecked box is set in its place, a checked one left out`() throws {
    let fields = try form().fields(setting: [("off", "on")], leavingOut: ["on", "many"])
    #expect(
      text(fields)
        == Self.untouched.replacing("on=on&", with: "off=on&").replacing("many=a&many=d&", with: "")
        + "&outside=o")
  }

  @Test func `line ends are sent as the network wants them`() throws {
    let fields = try form("#second").fields(setting: [("q", "a\nb\rc\r\nd\n\ne")])
    #expect(fields.map(\.value) == ["a\r\nb\r\nc\r\nd\r\n\r\ne"])
  }

  @Test func `an unknown field is refused with the names there are`() throws {
    let form = try form()
    let existing = [
      "box", "chosen", "drop", "first", "legend", "logintoken", "many", "note", "off", "on",
      "outside", "password", "r",
      "rows", "upload", "username",
    ]
    #expect(throws: HTMLProblem.unknownField("user", existing: existing)) {
      try form.fields(setting: [("user", "x")])
    }
    #expect(throws: HTMLProblem.unknownField("save", existing: existing)) {
      try form.fields(setting: [("save", "x")])
    }
    #expect(throws: HTMLProblem.unknownField("js", existing: existing)) {
      try form.fields(leavingOut: ["js"])
    }
    #expect(throws: HTMLProblem.disabledField("gone")) { try form.fields(setting: [("gone", "x")]) }
    #expect(throws: HTMLProblem.disabledField("inside")) {
      try form.fields(setting: [("inside", "x")])
    }
    let fields = try form.fields(setting: [("user", "x"), ("username", "y")], allowExtra: true)
    #expect(
      text(fields) == Self.untouched.replacing("username=", with: "username=y")
        + "&outside=o&user=x")
  }

  @Test func `only the pressed button is sent`() throws {
    let form = try form()
    #expect(try text(form.fields(button: "save")) == Self.untouched + "&save=Save&outside=o")
    #expect(try text(form.fields(button: "act=delete")) == Self.untouched + "&act=delete&outside=o")
    #expect(try form.submission(button: "act=delete").action == "/delete")
    #expect(try form.submission(button: "act=keep").action == form.action)
    #expect(try text(form.fields(button: "map")) == Self.untouched + "&map.x=0&map.y=0&outside=o")
    #expect(throws: HTMLProblem.ambiguousButton("act", values: ["delete", "keep"])) {
      try form.fields(button: "act")
    }
    #expect(throws: HTMLProblem.unknownButton("go", existing: ["act", "map", "save"])) {
      try form.fields(button: "go")
    }
    #expect(throws: HTMLProblem.unknownButton("js", existing: ["act", "map", "save"])) {
      try form.fields(button: "js")
    }
  }

  @Test func `a form of parts says so`() throws {
    let document = try HTMLDocument(
      "<form enctype='Multipart/Form-Data' method=post><input type=file name=f></form>")
    #expect(try document.form("form").submission().isMultipart)
  }

  @Test func `problems are sentences`() {
    #expect(
      "\(HTMLProblem.unknownField("user", existing: ["a", "b"]))"
        == "the form has no field \"user\"; it has \"a\", \"b\"")
    #expect(
      "\(HTMLProblem.unknownButton("x", existing: []))"
        == "the form has no submit button \"x\"; it has none")
    #expect(
      "\(HTMLProblem.ambiguousButton("act", values: ["a", "b"]))"
        == "several buttons are named \"act\"; say which: \"act=a\", \"act=b\"")
  }
}
