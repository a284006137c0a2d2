#!/usr/bin/env python3
"""What an LMS does not offer is said before the run: capabilities.py BINARY

A token whose service is too small, a service that lacks one function, content that is declared and not there: `doctor` and
`check --online` name it with what needs it, say nothing of a healthy LMS, and make nothing there.
"""
import json, pathlib
from acceptance import Checks, Demo, HangUp, NobodyThere, Proxy, binary_argument, folder, people_rows, scenarios
from acceptance import write_project as write_any_project

CREATE = "core_course_create_courses"
INFO = "core_webservice_get_site_info"


def write_project(place, base, token, **more):
    """With the people that the pack needs, and that `seed` therefore makes."""
    people = [p for p in people_rows() if p["handle"] != "anneke"]
    write_any_project(place, base, token, people=people, **more)


def made_things(clean):
    return sorted(line for line in clean.out.splitlines() if line and "of this campaign" not in line)


def planned_things(plan):
    """As `clean --plan` names them: the kind, and the key that stands first."""
    things, kind = [], ""
    for line in plan.out.splitlines():
        if not line.startswith("  "):
            kind = line.split("  ")[0]
        elif kind == "people":
            things.append("user " + line.split()[0])
        else:
            values = [cell.split("=", 1)[1] for cell in line.strip().split("  ")]
            things.append("%s %s" % (kind, " / ".join(values[:2]) if kind == "role assign" else values[0]))
    return sorted(things)


def without(*names, tokens=None):
    """The list of functions without these; for chosen tokens only."""
    def change(status, headers, content):
        answer = json.loads(content)
        answer["functions"] = [f for f in answer["functions"] if f["name"] not in names]
        return status, headers, json.dumps(answer).encode()
    return lambda request: change if request.function == INFO and (tokens is None or tokens(request.token)) else None


def healthy(checks, binary, demo):
    with folder() as place:
        write_project(place, demo.base, demo.token)
        checks.equal(binary(place, "seed", scenarios / "en").code, 0, "people are made ready")
        plan, made = binary(place, "seed", "--plan", scenarios / "en"), binary(place, "clean", "--plan")
        checks.equal(made_things(made), planned_things(plan), "seed made exactly what --plan lists", plan.text + made.text)
        before = demo.state()
        doctor = binary(place, "doctor")
        checks.equal(doctor.code, 0, "doctor finds a healthy LMS well", doctor.text)
        for word in ("MISSING", "LIMITED", "FAILED"):
            checks.check(word not in doctor.text, "a healthy LMS has nothing %s" % word, doctor.text)
        checks.check("web-service functions that the adapter calls are offered" in doctor.out, "doctor says how much it compared", doctor.text)
        check = binary(place, "check", "--online", "--strict", scenarios / "en")
        checks.equal(check.code, 0, "check --online finds a healthy LMS well", check.text)
        checks.check("understood; lms offers what they need" in check.out, "check --online says that it asked", check.text)
        after = demo.state()
        counts = [{k: len(json.dumps(s[k])) for k in ("courses", "categories", "enrolments", "roleAssignments") if k in s} for s in (before, after)]
        checks.equal(counts[1], counts[0], "asking makes nothing")
        checks.check(len(counts[0]) >= 3, "and it was looked at", sorted(before))


def too_small(checks, binary, demo):
    _, answer = demo.post("/login/token.php", {"username": "admin", "password": "Admin.Pass1!", "service": "moodle_mobile_app"})
    with folder() as place:
        write_project(place, demo.base, answer["token"], settings={"service": "moodle_mobile_app"})
        doctor = binary(place, "doctor")
        checks.equal(doctor.code, 5, "doctor is not well with a token of a too small service", doctor.text)
        checks.check("MISSING " + CREATE in doctor.out, "doctor names what is missing", doctor.text)
        checks.check("make course" in doctor.out and "course.create" in doctor.out, "doctor names seeds and steps that need it", doctor.text)
        creating = next(line for line in doctor.out.splitlines() if "MISSING core_user_create_users" in line)
        for step in ("make user", "user.create"):
            checks.check(step in creating, "making people needs it: %s" % step, creating)
        checks.check("= hint: add it to the token's service" in doctor.out, "doctor says what to do", doctor.text)
        check = binary(place, "check", "--online", scenarios / "en", environment={"COLUMNS": "80"})
        checks.equal(check.code, 3, "check --online refuses what cannot work", check.text)
        checks.check("error[plan.not-offered]" in check.err and CREATE in check.err, "check --online names it", check.err)
        checks.check("%s:" % (scenarios / "en" / "acc.feature") in check.err, "check --online points at a step", check.err)
        checks.check(answer["token"] not in check.text + doctor.text, "the token itself is not shown")


def one_function(checks, binary, demo):
    with folder() as place, Proxy(demo.base, without("mod_quiz_start_attempt")) as proxy:
        write_project(place, proxy.base, demo.token)
        doctor = binary(place, "doctor", environment={"COLUMNS": "80"})
        missing = [line for line in doctor.out.splitlines() if "MISSING" in line]
        checks.equal(doctor.code, 5, "one missing function is enough", doctor.text)
        checks.equal(len(missing), 1, "one missing function is one finding", doctor.text)
        checks.check("quiz.take" in doctor.out and "quiz.start" in doctor.out, "both steps that need it are named", doctor.text)
        checks.check("quiz.result" not in doctor.out, "a step that does not need it is not named", doctor.text)
        checks.check(max(map(len, doctor.out.splitlines())) <= 80, "doctor fits the screen", doctor.text)
        used = binary(place, "check", "--online", "--id", "ASM-01", scenarios / "en")
        checks.equal(used.code, 3, "a scenario that needs it is refused", used.text)
        checks.equal(used.err.count("plan.not-offered"), 1, "it is said once, not for each row", used.err)
        unused = binary(place, "check", "--online", "--id", "ASM-03", scenarios / "en")
        checks.equal(unused.code, 0, "a scenario that does not need it is not", unused.text)

    # People whose service is smaller than the account's: only what they do themselves is in doubt.
    with folder() as place, Proxy(demo.base, without("mod_quiz_start_attempt", CREATE, tokens=lambda t: t != demo.token)) as proxy:
        write_project(place, proxy.base, demo.token)
        doctor = binary(place, "doctor")
        checks.equal(doctor.code, 0, "what only people lack leaves the LMS usable", doctor.text)
        checks.check("LIMITED not offered to \"sanne\": mod_quiz_start_attempt" in doctor.out, "what people lack is named", doctor.text)
        checks.check("make course" not in doctor.out, "the account makes courses all the same", doctor.text)
        check = binary(place, "check", "--online", "--id", "ASM-01", scenarios / "en")
        checks.equal(check.code, 0, "it is a warning", check.text)
        checks.check("warning[plan.not-offered]: people may not call" in check.err, "that is given", check.text)
        checks.equal(binary(place, "check", "--online", "--strict", "--id", "ASM-01", scenarios / "en").code, 3, "and --strict refuses")


def unreachable(checks, binary, demo):
    with folder() as place, Proxy(demo.base, lambda request: HangUp()) as proxy:
        write_project(place, proxy.base, demo.token)
        check = binary(place, "check", "--online", scenarios / "en")
        checks.equal(check.code, 5, "an LMS that cannot be asked ends with 5", check.text)
        checks.check("error: lms could not be asked" in check.err, "it is said", check.text)
        checks.equal(binary(place, "doctor").code, 5, "for doctor, too")
        checks.equal(binary(place, "check", scenarios / "en").code, 0, "without --online nobody is asked")
    # An adapter that cannot say what is offered: that nobody answers is found all the same, and nothing is claimed.
    with folder() as place, Proxy(demo.base, lambda request: None) as proxy:
        binary(place, "init", "--adapter", "kolibri", "--base", proxy.base)
        secrets = {"LMS_ADMIN_USER": "admin", "LMS_ADMIN_PASSWORD": "Admin.Pass1!", "XDG_CONFIG_HOME": str(demo.data.parent)}
        other = binary(place, "check", "--online", environment=secrets)
        checks.equal(other.code, 5, "another LMS at the address is not taken for the right one", other.text)
    with folder() as place, NobodyThere() as nobody:
        binary(place, "init", "--adapter", "kolibri", "--base", nobody.base)
        dead = binary(place, "check", "--online", environment=secrets)
        checks.equal(dead.code, 5, "nobody at the address is no offer", dead.text)
        (pathlib.Path(place) / "Library" / "adapters").mkdir(parents=True)
        (pathlib.Path(place) / "Library" / "adapters" / "kolibri.lua").write_text('target "lms" { base = setting "base" }\n')
        write_any_project(place, demo.base, demo.token, people=[])
        text = (pathlib.Path(place) / "lmsaccept.yaml").read_text().replace("adapter: moodle", "adapter: kolibri").replace("people:", "")
        (pathlib.Path(place) / "lmsaccept.yaml").write_text(text)
        (pathlib.Path(place) / "one.feature").write_text("Feature: One\n  Scenario: One\n    Then the tester judges that it is nice\n")
        silent = binary(place, "check", "--online", "--library", "Library", "one.feature")
        checks.equal(silent.code, 0, "an adapter that says nothing is no error", silent.text)
        checks.check("lms answers, but the adapter kolibri does not say what it offers" in silent.out, "and no praise", silent.text)
    with folder() as place:
        check = binary(place, "check", "--online", scenarios / "en")
        checks.equal(check.code, 2, "without a project there is nobody to ask", check.text)


def content(checks, binary, demo):
    feature = 'Feature: Content\n  Scenario: Named\n    When "sanne" opens "AVG-01"\n'
    with folder() as place:
        (pathlib.Path(place) / "named.feature").write_text(feature)
        write_project(place, demo.base, demo.token)
        bare = binary(place, "check", "named.feature")
        checks.equal(bare.code, 3, "a course that nothing seeds is refused", bare.text)
        checks.check("named.feature:3:24" in bare.err, "it is pointed at", bare.err)
        write_project(place, demo.base, demo.token, top="content: { course: [AVG-01] }")
        checks.equal(binary(place, "check", "named.feature").code, 0, "one that is declared is not")
        doctor = binary(place, "doctor")
        checks.equal(doctor.code, 5, "a declaration that is not true is found", doctor.text)
        checks.check('course "AVG-01" stands under content: and is not on the LMS' in doctor.out, "it is named", doctor.text)
        status, made = demo.post("/webservice/rest/server.php", {
            "wstoken": demo.token, "wsfunction": CREATE, "moodlewsrestformat": "json", "courses[0][shortname]": "AVG-01",
            "courses[0][fullname]": "Privacy", "courses[0][categoryid]": "1"})
        doctor = binary(place, "doctor")
        checks.equal(doctor.code, 0, "one that is true is not", "%s\n%s" % (made, doctor.text))
        checks.check("content: all 1 are there" in doctor.out, "and counted", doctor.text)


def hidden(checks, binary, demo):
    """A misspelt course is found by nobody: that must not count as hidden, whatever `check` said before."""
    feature = '''Feature: Hidden
  @id:HID-%s
  Scenario: One is found
    Given the following new "courses" exist:
      | shortname | fullname           | visible |
      | OPN-01    | Vergaderen voor nu | yes     |
      | CON-00    | Vergaderen voor nu | no      |
    When "sanne" searches the catalogue for "Vergaderen"
    Then course "OPN-01" is found and course "%s" is not
'''
    with folder() as place:
        write_project(place, demo.base, demo.token)
        for name, code in (("CON-00", 0), ("CON-0", 1)):
            (pathlib.Path(place) / "hidden.feature").write_text(feature % (name, name))
            run = binary(place, "run", "--quiet", "--format", "csv", "hidden.feature")
            checks.equal(run.code, code, "%s is hidden: exit %d" % (name, code), run.text)
        checks.check("CON-0 as the administrator finds it" in run.out, "it says that the course is not there", run.text)


def main():
    binary = binary_argument(__doc__)
    checks = Checks("capabilities")
    with folder() as place, Demo(binary, place) as demo:
        healthy(checks, binary, demo)
        too_small(checks, binary, demo)
        one_function(checks, binary, demo)
        unreachable(checks, binary, demo)
        content(checks, binary, demo)
        hidden(checks, binary, demo)
    checks.end()


main()
