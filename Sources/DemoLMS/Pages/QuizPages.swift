/// Questions: imported from a file, listed, put into a quiz.
enum QuizPages {
  static let all = [
    Page("/question/bank/importquestions/import.php", .create, importQuestions),
    Page("/question/edit.php") { (call, request, sesskey) throws(Refusal) in
      let quiz = try quiz(request, call)
      let rows = call.state.questions.filter { $0.quiz == quiz.id }.map {
        "<tr><td><input type=\"checkbox\" name=\"q\($0.id)\" id=\"checkq\($0.id)\" value=\"1\" /></td>"
          + "<td class=\"questionname\">\($0.name.escapedHTML)</td></tr>"
      }
      return call.page("Question bank", sesskey, "<table id=\"categoryquestions\">\(rows.joined())</table>")
    },
    Page("/mod/quiz/edit.php", .create, edit),
  ]

  private static func quiz(_ request: WebRequest, _ call: Call) throws(Refusal) -> Module {
    let quiz = try call.module(request.fields.int("cmid") ?? 0)
    guard quiz.kind == "quiz" else { throw .unknownRecord }
    _ = try call.enter(quiz.course)
    try call.require(.manageQuiz, in: .course(quiz.course))
    return quiz
  }

  private static func importQuestions(
    _ call: inout Call, _ request: WebRequest, _ sesskey: String
  ) throws(Refusal) -> WebAnswer {
    let quiz = try quiz(request, call)
    if request.isPost {
      let draft = request.body.int("newfile") ?? 0
      guard let file = call.state.drafts.first(where: { $0.item == draft && $0.user == call.caller.id }) else {
        return form(call, quiz, sesskey, errors: ["newfile": "Required"])
      }
      guard request.body["format"] == "gift" else {
        return form(call, quiz, sesskey, errors: ["format": "Only the Gift format is read here"])
      }
      let questions = Gift.read(String(decoding: file.bytes, as: UTF8.self), for: quiz)
      for question in questions { call.state.questions.add(question) }
      let text = "<p>Parsing questions from import file.</p><p>Importing \(questions.count) questions from file</p>"
      let link = "<a href=\"\(call.baseURL)/question/edit.php?cmid=\(quiz.id)\">Continue</a>"
      return call.page("Import questions from file", sesskey, text + link)
    }
    return form(call, quiz, sesskey, errors: [:])
  }

  private static func form(_ call: Call, _ quiz: Module, _ sesskey: String, errors: [String: String]) -> WebAnswer {
    var form = FormMarkup(
      action: "\(call.baseURL)/question/bank/importquestions/import.php?cmid=\(quiz.id)",
      marker: "_qf__qbank_importquestions_form_question_import_form", sesskey: sesskey, errors: errors)
    form.hidden("cmid", String(quiz.id))
    form.select("format", label: "File format", [("gift", "Gift format")], chosen: "gift")
    form.hidden("category", "\(quiz.course),\(Context.course(quiz.course).number)")
    form.hidden("catfromfile", "1")
    form.hidden("contextfromfile", "1")
    form.hidden("matchgrades", "error")
    form.hidden("stoponerror", "1")
    form.text("newfile", label: "Import")
    form.button("submitbutton", "Import")
    return call.page("Import questions from file", sesskey, form.markup)
  }

  private static func edit(_ call: inout Call, _ request: WebRequest, _ sesskey: String) throws(Refusal) -> WebAnswer {
    let quiz = try quiz(request, call)
    if request.isPost {
      let bank = Set(call.state.questions.filter { $0.quiz == quiz.id }.map(\.id))
      let chosen = request.body.fields.compactMap { field in
        field.name.hasPrefix("q") && field.value == "1" ? Int(field.name.dropFirst()) : nil
      }
      if request.body["add"] != nil {
        let new = chosen.filter { bank.contains($0) && !quiz.slots.contains($0) }
        call.state.modules.update(quiz.id) { $0.slots += new }
      }
      return call.redirect("/mod/quiz/edit.php?cmid=\(quiz.id)")
    }
    let rows = quiz.slots.compactMap { call.state.questions[$0] }.map { "<li>\($0.name.escapedHTML)</li>" }
    return call.page("Questions", sesskey, "<h2>Questions</h2><ol class=\"slots\">\(rows.joined())</ol>")
  }
}
