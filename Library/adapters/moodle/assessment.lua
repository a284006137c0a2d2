-- Tests, assignments and evaluations.
local common = require "common"
local moodle = require "moodle/site"
local activities = require "moodle/activities"
local ws, admin = moodle.ws, moodle.admin

---------------------------------------------------------------- tests
local function start(person, quiz)
  local answer, failure = try(function() return ws(person, "mod_quiz_start_attempt", { quizid = quiz.instance }) end)
  if answer then return answer.attempt end
  -- Moodle says "not accessible" both to who has no right and to who has not met the conditions; it shows the latter which.
  if failure.class == "refused" then
    local all = try(activities.modules, quiz.course, person) or {}
    local shown = first(all, function(m) return m.id == quiz.id end)
    if shown and not shown.uservisible and (shown.availabilityinfo or "") ~= "" then
      conflict(text.trim(text.replace(shown.availabilityinfo, "<[^>]*>", " ")), failure)
    end
  end
  error(failure)
end
local function attempt_count(quiz, person)
  return #ws(admin, "mod_quiz_get_user_quiz_attempts", { quizid = quiz.instance, userid = person.id, status = "all" }).attempts
end
on("quiz.start", function(actor, quiz) start(actor, quiz) end).watches(function(actor, quiz) return attempt_count(quiz, actor) end)

-- Every question is a true statement: 1 is right, 0 is wrong.
local function answers(actor, quiz, attempt, right)
  local data, asked, page = list {}, 0, 0
  while page >= 0 do
    local answer = ws(actor, "mod_quiz_get_attempt_data", { attemptid = attempt.id, page = page })
    for _, question in ipairs(answer.questions) do
      asked = asked + 1
      local name = ("q%d:%d_"):format(attempt.uniqueid, question.slot)
      data[#data + 1] = { name = name .. "answer", value = asked <= right and 1 or 0 }
      data[#data + 1] = { name = name .. ":sequencecheck", value = text.matches(question.html, name .. [[:sequencecheck" value="(\d+)"]]) }
    end
    page = answer.nextpage
  end
  if right > asked then broken(("the test has %d questions, not %d"):format(asked, right)) end
  return data
end
local function send(actor, attempt, data)
  return ws(actor, "mod_quiz_process_attempt", { attemptid = attempt.id, data = data, finishattempt = 1 }).state
end
on("quiz.take", function(actor, right, quiz)
  in_time(function()
    local attempt = start(actor, quiz)
    expect(send(actor, attempt, answers(actor, quiz, attempt, right)), "attempt").equals "finished"
  end)
end)
-- What is sent too late is taken in without the answers, or turned away: either way the attempt is over.
on("quiz.late", function(actor, right, quiz, _, seconds)
  local attempt = start(actor, quiz)
  local data = answers(actor, quiz, attempt, right)
  local begun = moodle.now()
  eventually({ within = seconds + 5, every = 5 }, function() expect(moodle.now() - begun, "seconds since the start").at_least(seconds) end)
  local state, failure = try(send, actor, attempt, data)
  if failure and failure.class ~= "conflict" then error(failure) end
  expect(state or "finished", "attempt").equals "finished"
end)
on("quiz.result", function(person, result, quiz)
  local best = ws(person, "mod_quiz_get_user_best_grade", { quizid = quiz.instance })
  expect(best.hasgrade, "there is a grade").equals(true)
  expect(best.gradetopass, "pass mark").at_least(0.1)
  expect(best.grade >= best.gradetopass and "passed" or "failed", ("grade %s, pass mark %s"):format(best.grade, best.gradetopass)).equals(result)
end)

---------------------------------------------------------------- assignments
local function grade_of(reader, assignment_, person)
  local found = first(ws(reader, "mod_assign_get_grades", { assignmentids = { assignment_.instance } }).assignments or {})
  local entry = found and first(found.grades, function(g) return g.userid == person.id end)
  return entry and tonumber(entry.grade)
end
local function is_released_by_hand(assignment_)
  local courses = ws(admin, "mod_assign_get_assignments", { courseids = { assignment_.course.id }, includenotenrolledcourses = 1 }).courses
  local found = first(courses[1].assignments, function(a) return a.id == assignment_.instance end)
  return found ~= nil and found.markingworkflow == 1
end
local function save_grade(actor, assignment_, person, grade, state, feedback)
  ws(actor, "mod_assign_save_grade", {
    assignmentid = assignment_.instance, userid = person.id, grade = grade, attemptnumber = -1, addattempt = 0, workflowstate = state, applytoall = 0,
    plugindata = feedback and { assignfeedbackcomments_editor = { text = feedback, format = 1 } } })
end
on("assignment.submit", function(actor, words, assignment_)
  ws(actor, "mod_assign_save_submission", { assignmentid = assignment_.instance, plugindata = { onlinetext_editor = { text = words, format = 1, itemid = 0 } } })
end)
on("assignment.grade", function(actor, assignment_, _, person, grade)
  save_grade(actor, assignment_, person, grade, is_released_by_hand(assignment_) and "readyforrelease" or "")
end).watches(function(_, assignment_, _, person) return grade_of(admin, assignment_, person) or "no grade" end)
on("assignment.feedback", function(actor, feedback, assignment_, _, person)
  local grade = grade_of(actor, assignment_, person) or broken("there is no grade to write feedback with")
  save_grade(actor, assignment_, person, grade, "", feedback)
end)
on("assignment.release", function(actor, person, assignment_)
  local grade = grade_of(actor, assignment_, person) or broken("there is no grade to release")
  save_grade(actor, assignment_, person, grade, "released")
end)
local function feedback_shown(person, assignment_) return ws(person, "mod_assign_get_submission_status", { assignid = assignment_.instance }) end
on("assignment.reads_grade", function(actor, grade, assignment_)
  local feedback = feedback_shown(actor, assignment_).feedback
  expect(feedback and feedback.grade and tonumber(feedback.grade.grade), "grade with the assignment").equals(grade)
  local books = ws(actor, "gradereport_user_get_grade_items", { courseid = assignment_.course.id, userid = actor.id }).usergrades
  local item = first(first(books or {}) and books[1].gradeitems or {}, function(i) return i.cmid == assignment_.id end)
  expect(item and item.graderaw, "grade in the grade book").equals(grade)
end)
on("assignment.reads_feedback", function(actor, words, assignment_)
  local feedback = feedback_shown(actor, assignment_).feedback
  local comments = feedback and first(feedback.plugins or {}, function(p) return p.type == "comments" end)
  local field = comments and first(comments.editorfields or {})
  expect(field and field.text, "feedback").contains(words)
end)
on("assignment.reads_nothing", function(actor, assignment_)
  local shown = feedback_shown(actor, assignment_)
  expect(shown.lastattempt.submission.status, "the work").equals "submitted"
  expect(grade_of(admin, assignment_, actor), "grade as the administrator finds it").is_present()
  -- With the assignment and in the grade book, the grade and what was said of it.
  local told = list {}
  local function tell(where, value) if value ~= nil and value ~= null and value ~= "" then told[#told + 1] = where .. ": " .. tostring(value) end end
  local feedback = shown.feedback or {}
  tell("grade", feedback.grade and feedback.grade.grade)
  local comments = first(feedback.plugins or {}, function(p) return p.type == "comments" end)
  for _, field in ipairs(comments and comments.editorfields or {}) do tell("feedback", field.text) end
  local books = ws(actor, "gradereport_user_get_grade_items", { courseid = assignment_.course.id, userid = actor.id }).usergrades
  local item = first(first(books or {}) and books[1].gradeitems or {}, function(i) return i.cmid == assignment_.id end) or {}
  tell("grade in the grade book", item.graderaw)
  tell("feedback in the grade book", item.feedback)
  expect(told, "what is shown already").is_empty()
end)

---------------------------------------------------------------- evaluations
on("evaluation.send", function(actor, evaluation, _, answer)
  local item = first(ws(actor, "mod_feedback_get_items", { feedbackid = evaluation.instance }).items, function(i) return i.typ == "textfield" end)
    or broken("the evaluation has no text question")
  ws(actor, "mod_feedback_launch_feedback", { feedbackid = evaluation.instance })
  local sent = ws(actor, "mod_feedback_process_page", { feedbackid = evaluation.instance, page = 0, responses = { { name = "textfield_" .. item.id, value = answer } } })
  expect(sent.completed, "the evaluation was taken in").equals(true)
end)
local function analysis(reader, evaluation) return ws(reader, "mod_feedback_get_responses_analysis", { feedbackid = evaluation.instance }) end
local function given(found)
  local all = list {}
  for _, group in ipairs { found.attempts, found.anonattempts } do
    for _, attempt in ipairs(group) do
      for _, response in ipairs(attempt.responses) do all[#all + 1] = response.rawval end
    end
  end
  return all
end
on("evaluation.answer", function(actor, answer, evaluation) expect(given(analysis(actor, evaluation)), "answers").contains(answer) end)
on("evaluation.anonymous", function(actor, evaluation, _, person)
  local found = analysis(actor, evaluation)
  expect(#given(found), "answers").at_least(1)
  expect(filter(found.attempts, function(a) return a.userid == person.id end), "answers with the number of the learner").is_empty()
  local shown = " " .. text.decode_entities(json.encode(found)):lower() .. " "
  local told = list {}
  for _, name in ipairs { person.lastname, person.email, person.firstname, person.username } do
    if common.is_whole_in(shown, name:lower()) then told[#told + 1] = name end
  end
  expect(told, "what the actor reads of the learner").is_empty()
end)
