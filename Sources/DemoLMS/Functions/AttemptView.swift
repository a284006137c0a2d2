/// An attempt and its questions as answers show them.
struct AttemptView {
  private let call: Call
  private let quiz: Module

  init(_ call: Call, quiz: Module) {
    self.call = call
    self.quiz = quiz
  }

  func value(of attempt: Attempt) -> Value {
    let layout = pages(of: attempt).map { $0.map(String.init).joined(separator: ",") + ",0" }.joined(separator: ",")
    let isFinished = attempt.state == "finished"
    var value: Value = [
      "id": .int(attempt.id), "quiz": .int(quiz.instance), "userid": .int(attempt.user),
      "attempt": .int(attempt.number), "uniqueid": .int(attempt.id), "layout": .string(layout), "currentpage": 0,
      "preview": 0, "state": .string(attempt.state), "timestart": .int(attempt.start),
      "timefinish": .int(attempt.finish), "timemodified": .int(attempt.modified),
      "timemodifiedoffline": .int(attempt.modified), "timecheckstate": .null,
      "sumgrades": attempt.points.map(Value.double) ?? .null,
    ]
    if isFinished { value["gradeitemmarks"] = [] }
    value["gradednotificationsenttime"] = isFinished ? .int(attempt.finish) : .null
    return value
  }

  /// The slots of each page, from 1.
  func pages(of attempt: Attempt) -> [[Int]] {
    let size = QuizRules.pageSize(quiz)
    let slots = Array(1...max(1, attempt.slots.count))
    guard size > 0 else { return [slots] }
    return stride(from: 0, to: slots.count, by: size).map { Array(slots[$0..<min($0 + size, slots.count)]) }
  }

  /// The order in which an attempt shows the answers of a question: turned by its number.
  static func order(of question: Question, in attempt: Attempt) -> [Int] {
    let count = question.answers.count
    return (0..<count).map { ($0 + attempt.number) % count }
  }

  func question(_ slot: Int, of attempt: Attempt, isReview: Bool) -> Value {
    let question = call.state.questions[attempt.slots[slot - 1]]
    let chosen = attempt.chosen[slot]
    let mark = chosen.flatMap { place in question.map { $0.answers[place].fraction } } ?? 0
    let state =
      isReview
      ? (mark >= 1 ? "gradedright" : chosen == nil ? "gaveup" : "gradedwrong") : chosen == nil ? "todo" : "complete"
    let status = isReview ? (mark >= 1 ? "Correct" : "Incorrect") : chosen == nil ? "Not yet answered" : "Answer saved"
    let style = isReview ? (mark >= 1 ? "correct" : "incorrect") : chosen == nil ? "notyetanswered" : "answersaved"
    let page = pages(of: attempt).firstIndex { $0.contains(slot) } ?? 0
    var value: Value = [
      "slot": .int(slot), "type": .string(question?.kind ?? "multichoice"), "page": .int(page),
      "questionnumber": .string(String(slot)), "number": .int(slot),
      "html": .string(html(question, slot: slot, attempt: attempt, status: status, style: style)),
      "responsefileareas": [], "sequencecheck": .int(chosen == nil ? 1 : 2), "lastactiontime": .int(attempt.modified),
      "hasautosavedstep": false, "flagged": false, "state": .string(state), "stateclass": .string(style),
      "status": .string(status), "blockedbyprevious": false,
    ]
    value["mark"] = .string(isReview ? Gradebook.formatted(mark) : "")
    value["maxmark"] = 1
    value["settings"] = .null
    return value
  }

  private func html(_ question: Question?, slot: Int, attempt: Attempt, status: String, style: String) -> String {
    guard let question else { return "" }
    let name = "q\(attempt.id):\(slot)_"
    let isTrueFalse = question.kind == "truefalse"
    let order = isTrueFalse ? [0, 1] : AttemptView.order(of: question, in: attempt)
    let rows = order.enumerated().map { place, index in
      let value = isTrueFalse ? 1 - index : place
      let id = isTrueFalse ? "\(name)answer\(index == 0 ? "true" : "false")" : "\(name)answer\(place)"
      let mark = attempt.chosen[slot] == index ? " checked=\"checked\"" : ""
      let text = question.answers[index].text.escapedHTML
      return "<div class=\"r\(place % 2)\"><input type=\"radio\" name=\"\(name)answer\" value=\"\(value)\" "
        + "id=\"\(id)\"\(mark) /><label for=\"\(id)\" class=\"ms-1\">\(text)</label> </div>"
    }
    return "<div id=\"question-\(attempt.id)-\(slot)\" class=\"que \(question.kind) deferredfeedback \(style)\">"
      + "<div class=\"info\"><h3 class=\"no\">Question <span class=\"qno\">\(slot)</span></h3>"
      + "<div class=\"state\">\(status)</div></div><div class=\"content\"><div class=\"formulation clearfix\">"
      + "<input type=\"hidden\" name=\"\(name):sequencecheck\" value=\"\(attempt.chosen[slot] == nil ? 1 : 2)\" />"
      + "<div class=\"qtext\"><div class=\"clearfix\">\(question.text.escapedHTML)</div></div>"
      + "<fieldset class=\"ablock\"><div class=\"answer\">\(rows.joined())</div></fieldset></div></div></div>"
  }
}
