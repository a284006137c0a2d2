-- What people do and judge. A judgement changes nothing; a task changes the LMS, so what follows it waits.

human "judge" {
  en = { "the tester judges {text}" },
  nl = { "beoordeelt de tester {text}", "de tester beoordeelt {text}" },
}

human "task" {
  en = { "the tester {text}" },
  nl = { "de tester {text}", "{verb} de tester {text}" },
}

human "prepare" {
  en = { "the lead has ready {text}" },
  nl = { "de leider heeft klaar {text}", "heeft de leider klaar {text}" },
}
