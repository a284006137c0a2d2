-- What Kolibri has not, and why a scenario about it says nothing.
local no_categories = { en = "Kolibri has no categories", nl = "Kolibri heeft geen categorieën" }
local in_no_category = { en = "a Kolibri class is in no category", nl = "een klas in Kolibri hoort bij geen categorie" }
local no_catalogue = { en = "Kolibri has no catalogue of classes", nl = "Kolibri heeft geen catalogus van klassen" }
local no_competencies = { en = "Kolibri has no competencies", nl = "Kolibri heeft geen competenties" }
local never_complete = { en = "a Kolibri class is never complete", nl = "een klas in Kolibri wordt nooit afgerond" }
local no_data_requests = { en = "Kolibri takes no requests for personal data", nl = "Kolibri neemt geen verzoeken om persoonsgegevens aan" }
local no_audiences = { en = "Kolibri has no audiences", nl = "Kolibri heeft geen doelgroepen" }
local no_assignments = { en = "Kolibri has no assignments", nl = "Kolibri heeft geen opdrachten" }
local no_evaluations = { en = "Kolibri has no evaluations", nl = "Kolibri heeft geen evaluaties" }
local no_certificates = { en = "Kolibri has no certificates", nl = "Kolibri heeft geen certificaten" }
local no_self_enrolment = { en = "learners cannot enrol themselves in a Kolibri class", nl = "cursisten kunnen zich niet zelf voor een klas in Kolibri inschrijven" }
local no_messages = { en = "Kolibri sends no messages", nl = "Kolibri stuurt geen berichten" }
local no_reports = { en = "Kolibri has no reports of one's own", nl = "Kolibri heeft geen eigen rapporten" }

unsupported {
  ["category admin"] = no_categories, ["category.admin"] = no_categories, ["category.read"] = no_categories,
  ["category.holds"] = in_no_category, ["catalogue.complete"] = no_catalogue, ["catalogue.search"] = no_catalogue,
  ["catalogue.among"] = no_catalogue, ["catalogue.hides"] = no_catalogue,
  ["course.publish"] = { en = "Kolibri cannot hide or show a class", nl = "Kolibri kan een klas niet verbergen of tonen" },
  ["course.upcoming"] = { en = "a Kolibri class has no dates", nl = "een klas in Kolibri heeft geen datums" },
  ["manager.of"] = { en = "Kolibri has no line managers", nl = "Kolibri kent geen leidinggevenden" },
  ["framework"] = no_competencies, ["competency"] = no_competencies, ["framework.read"] = no_competencies,
  ["framework.holds"] = no_competencies, ["framework.scale"] = no_competencies, ["competency.link"] = no_competencies,
  ["competency.learnable"] = no_competencies, ["competency.evidence"] = no_competencies,
  ["framework.levels"] = no_competencies, ["stock.texts"] = in_no_category, ["stock.links"] = in_no_category,
  ["stock.counts"] = in_no_category, ["stock.history"] = never_complete, ["privacy.ask"] = no_data_requests,
  ["privacy.approve"] = no_data_requests, ["privacy.ready"] = no_data_requests, ["cohort"] = no_audiences,
  ["cohort member"] = no_audiences, ["assignment.submit"] = no_assignments, ["assignment.grade"] = no_assignments,
  ["assignment.feedback"] = no_assignments, ["assignment.reads_grade"] = no_assignments,
  ["assignment.reads_feedback"] = no_assignments, ["assignment.reads_nothing"] = no_assignments,
  ["assignment.release"] = no_assignments, ["assignment.notified"] = no_assignments,
  ["quiz.start"] = { en = "a Kolibri quiz has neither conditions nor a number of attempts", nl = "een toets in Kolibri heeft geen voorwaarden en geen aantal pogingen" },
  ["evaluation.send"] = no_evaluations, ["evaluation.answer"] = no_evaluations, ["evaluation.anonymous"] = no_evaluations,
  ["certificate"] = no_certificates, ["certificate.issued"] = no_certificates,
  ["course.criterion"] = never_complete, ["course.completed"] = never_complete, ["course.not_completed"] = never_complete,
  ["cohort.course"] = no_audiences, ["cohort.add"] = no_audiences, ["cohort.take"] = no_audiences,
  ["cohort.member"] = no_audiences, ["cohort.only"] = no_audiences, ["course.places"] = no_self_enrolment,
  ["place.take"] = no_self_enrolment, ["place.give_up"] = no_self_enrolment,
  ["activity.attended"] = { en = "Kolibri records attendance of a class, not of an activity", nl = "Kolibri legt aanwezigheid bij een klas vast, niet bij een activiteit" },
  ["quiz.late"] = { en = "a Kolibri quiz has no time limit", nl = "een toets in Kolibri heeft geen tijdslimiet" },
  ["competency.review"] = no_competencies, ["competency.rate"] = no_competencies, ["message.switch"] = no_messages,
  ["message.kind"] = no_messages, ["report"] = no_reports, ["report.list"] = no_reports, ["report.columns"] = no_reports,
  ["report.completion"] = never_complete, ["report.counts"] = never_complete, ["report.dates"] = never_complete,
  ["grade.history"] = no_assignments,
}
