-- Plain requests, for what no vocabulary has a word for yet. A scenario that uses them speaks of an interface and not of
-- work: give the thing a word of its own as soon as it is said twice (docs/language.md, 2).
area "HTTP"

words "method" {
  get = { en = "GET", nl = "GET" },
  post = { en = "POST", nl = "POST" },
  put = { en = "PUT", nl = "PUT" },
  patch = { en = "PATCH", nl = "PATCH" },
  delete = { en = "DELETE", nl = "DELETE" },
}

step "http.send" {
  en = "{actor} sends {method} {string}",
  nl = { "{actor} verstuurt {method} {string}", "{actor} {method} {string} verstuurt" },
  kind = "action",
  doc = "Sends a request with the session of the actor to a path of the LMS; what stands behind the question mark goes as fields of a form when it is no GET. Other hosts are not reached. Used nowhere: the pack has words for all that it says.",
  examples = { '"sanne" sends GET "/my/"' },
}

step "http.status" {
  en = "the answer has status {int}",
  nl = { "heeft het antwoord status {int}", "het antwoord heeft status {int}" },
  kind = "check",
  doc = "The status of the last answer that a plain request got. It says nothing about rights: for that there are attempts. Used nowhere: the pack has words for all that it says.",
  examples = { "the answer has status 200" },
}

step "http.field" {
  en = "field {string} of the answer is {value=string}",
  nl = { "is veld {string} van het antwoord {value=string}", "veld {string} van het antwoord is {value=string}" },
  kind = "check",
  doc = "A single value in the JSON of the last answer that a plain request got: names and places in a list, counted from 0, joined by dots. Used nowhere: the pack has words for all that it says.",
  examples = { 'field "courses.0.shortname" of the answer is "AVG-01"' },
}
