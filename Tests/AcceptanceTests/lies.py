#!/usr/bin/env python3
"""An answer that lies passes nothing: lies.py BINARY

Each case is one scenario, of the pack or of lies.feature, that passes on the built-in LMS. Then the LMS lies about what its
check is about, in a way that once passed: the check must fail or be broken. A proxy changes its answers, or the driver of
the import leaves out what it should send.
"""
import datetime, html, json, pathlib, re, shutil
from acceptance import Checks, Demo, Proxy, Spoilt, binary_argument, folder, here, moodle_error, root, scenarios, write_project

ERROR = b'<!DOCTYPE html><html><body><div class="errorbox"><p class="errormessage">Error reading from database</p></div></body></html>'
DAY = datetime.timedelta(days=1)


def answers(path, change):
    """A lie about every answer to a web-service function or a path: the changed text."""
    def lie(request, demo):
        if path not in (request.function, request.path.split("?")[0]):
            return None
        return lambda status, headers, content: (status, headers, change(content.decode()).encode())
    return lie


def data(function, change, of_people=False):
    """A lie about the decoded answer to a function; `of_people`: only when somebody else than the administrator asks."""
    def lie(request, demo):
        if request.function != function or of_people and request.token == demo.token:
            return None

        def changed(status, headers, content):
            value = json.loads(content)
            change(value)
            return status, headers, json.dumps(value, ensure_ascii=False).encode()
        return changed
    return lie


def instead(pattern, answer):
    return lambda request, demo: answer if request.method == "GET" and re.search(pattern, request.path) else None


def error_page(pattern):
    return instead(pattern, Spoilt(200, ERROR, "text/html"))


def elsewhere(pattern):
    return instead(pattern, Spoilt(303, b"", "text/html", [("Location", "/my/")]))


def earlier(hours):
    def change(value):
        for completion in (value.get("completionstatus") or {}).get("completions", []):
            if completion.get("timecompleted"):
                completion["timecompleted"] -= hours * 3600
    return change


def dates_earlier(text):
    def moved(found):
        return str(datetime.datetime.fromisoformat(found.group()) - datetime.timedelta(hours=13, minutes=45))
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", moved, text)


def headers(change):
    def lie(request, demo):
        return (lambda status, old, content: (status, change(old), content)) if request.path.startswith("/login/index.php") else None
    return lie


def honest_headers(old):
    return old + [("Content-Security-Policy", "script-src 'self'; default-src 'self'")]


def bare_session(old):
    bare = [(k, re.sub("; *HttpOnly", "", v)) if k.lower() == "set-cookie" else (k, v) for k, v in honest_headers(old)]
    return bare + [("Set-Cookie", "theme=dark; path=/; HttpOnly")]


def wide_policy(old):
    return old + [("Content-Security-Policy", "default-src 'self' *")]


def leaks(words):
    def change(value):
        for attempt in value.get("anonattempts", []):
            attempt["label"] = words
    return data("mod_feedback_get_responses_analysis", change, of_people=True)


def in_grade_book(value):
    for book in value.get("usergrades", []):
        for item in book["gradeitems"]:
            if item.get("cmid"):
                item["graderaw"] = 8


def signed_out():
    """Signing out hides the home page and ends nothing."""
    out = set()

    def lie(request, demo):
        cookie = str(request.headers.get("Cookie"))
        to_login = Spoilt(303, b"", "text/html", [("Location", "/login/index.php")])
        if "logout" in request.path:
            out.add(cookie)
        return to_login if "logout" in request.path or cookie in out and request.path.startswith("/my/") else None
    return lie


def home_error():
    """Not yet on the page after signing in."""
    seen = set()

    def lie(request, demo):
        cookie = str(request.headers.get("Cookie"))
        if not request.path.startswith("/my/"):
            return None
        is_later = cookie in seen
        seen.add(cookie)
        return Spoilt(200, ERROR, "text/html") if is_later else None
    return lie


def every_account_invalid(request, demo):
    if request.function == "core_user_create_users" and b"Extra" in request.body:
        return moodle_error("invalidparameter", "Invalid parameter value detected (Email address is invalid)")


def not_closed(value):
    for user in value if isinstance(value, list) else []:
        user["suspended"] = False


def visitor_page(request, demo):
    if request.path.startswith("/course/view.php") and "MoodleSession" not in str(request.headers):
        shown = '<!DOCTYPE html><html><body><h1>%s</h1><input type="hidden" name="logintoken" value="a"></body></html>'
        return Spoilt(200, (shown % html.escape("Privacy & AVG")).encode(), "text/html")


def no_access(reason):
    answer = moodle_error("requireloginerror", "Course or activity not accessible. (%s)" % reason)
    return lambda request, demo: answer if request.function == "core_course_get_contents" and request.token != demo.token else None


def add_user(value):
    value["users"].append({"id": 99999, "username": "X.Gone", "fullname": "x", "email": "x@example.com"})


def stranger(value):
    value["users"].append({"id": 99999, "username": "z.los", "fullname": "Zeb Los", "email": "z@example.com", "suspended": False,
                           "auth": "manual"})


def add_course(value):
    value.append({"id": 99999, "shortname": "x-gone", "fullname": "x"})


def hard_space(value):
    for course in value["courses"]:
        course["summary"] = "<p>&nbsp;</p>"


def other_course(value):
    for course in value["courses"]:
        course["shortname"] = course["shortname"].replace("LGB-08", "LGB-88")


def hidden(value):
    for section in value if isinstance(value, list) else []:
        for module in section["modules"]:
            module["visible"] = 0


def one_name(value):
    for i, course in enumerate(value["courses"]):
        course["fullname"] = ["Één naam", "één  NAAM "][i % 2]


def certificate(change):
    """A lie about each badge that somebody has."""
    def changed(value):
        for badge in value["badges"]:
            change(badge)
    return data("core_badges_get_user_badges", changed)


def moved(seconds):
    def change(badge):
        badge["dateissued"] += seconds
        badge["dateexpire"] += seconds
    return certificate(change)


def code_page(text):
    return instead(r"^/badges/badge\.php", Spoilt(200, ("<!DOCTYPE html><html><body><p>%s</p></body></html>" % text).encode(), "text/html"))


# scenario, words of the check, what the lie is, the lie, where it is needed what the honest LMS answers
CASES = [
    ("FRZ-04", "cannot sign in", "the account is open, and the password was wrong", data("core_user_get_users_by_field", not_closed)),
    ("USR-01", "is rejected", "every account is wrong, not only the one that is taken", every_account_invalid),
    ("LIE-02", "no text", "the old words stand in a page", answers("mod_page_get_pages_by_courses", lambda t: t.replace("Lees dit.", "Old words."))),
    ("MCA-04", "every link", "links lead to an error that looks like a page", error_page(r"/mod/|/course/view")),
    ("MCA-04", "every link", "links lead to the home page", elsewhere(r"/mod/|/course/view")),
    ("SMK-01", "requests the home page", "an error that looks like a page", home_error()),
    ("PER-01", "percent of the answers", "the catalogue is an error", error_page(r"^/course/index")),
    ("PER-01", "percent of the answers", "the catalogue leads elsewhere", elsewhere(r"^/course/index")),
    ("PER-01", "percent of the answers", "a report is an error", error_page(r"^/report/completion")),
    ("MHI-02", "training history", "completions of 18 hours before", data("core_completion_get_course_completion_status", earlier(18))),
    ("RPT-02", "every completion date", "dates of 13:45 hours before", answers("/report/completion/index.php", dates_earlier)),
    ("LIE-01", "bram", "the history is that of another activity",
     answers("/grade/report/history/index.php", lambda t: t.replace("Opdracht", "Opdracht 2"))),
    ("LIE-03", "has evidence", "the evidence names another course",
     answers("tool_lp_data_for_user_competency_summary", lambda t: t.replace("BRV-2", "BRV-26").replace("Brand", "Brandveiligheid"))),
    ("LIE-04", "competency levels", "the remark says the opposite",
     answers("tool_lp_data_for_user_competency_summary", lambda t: t.replace('"veilig"', '"Werkt niet veilig"'))),
    ("LIE-05", "the visitor", "the page writes the name with &amp;", visitor_page),
    ("LIE-06", "these headers", "another cookie has the flag", headers(bare_session)),
    ("LIE-06", "these headers", "the policy allows more", headers(wide_policy)),
    ("ASM-04", "cannot tell", "the mail address is shown", leaks("sanne@example.com")),
    ("ASM-04", "cannot tell", "the first name is shown", leaks("Sanne")),
    ("ASM-04", "cannot tell", "the last name is shown, escaped", leaks("de&#032;Wit, Sanne d&#101; Wit")),
    ("ASM-05", "reads no grade", "the grade book shows it", data("gradereport_user_get_grade_items", in_grade_book, of_people=True)),
    ("ASM-06", "a certificate of", "it is that of somebody else", certificate(lambda b: b.update(recipientid=2))),
    ("ASM-06", "a certificate of", "it names somebody else", certificate(lambda b: b.update(recipientfullname="Zoë Özgür"))),
    ("ASM-06", "a certificate of", "it names another course", certificate(lambda b: b.update(coursefullname="Reanimeren 2"))),
    ("ASM-06", "a certificate of", "another badge of the course", certificate(lambda b: b.update(id=b["id"] + 1000))),
    ("ASM-06", "a certificate of", "issued yesterday", moved(-86400)),
    ("ASM-06", "a certificate of", "issued tomorrow", moved(86400)),
    ("ASM-06", "a certificate of", "it never ends", certificate(lambda b: b.update(dateexpire=None))),
    ("ASM-06", "a certificate of", "it ends a day early", certificate(lambda b: b.update(dateexpire=b["dateexpire"] - 86400))),
    ("ASM-06", "a certificate of", "any code shows her name", code_page("Zoë Özgür-d&#039;Hondt, Reanimeren")),
    ("ASM-06", "a certificate of", "no code shows her name", code_page("Zoë Özgür, Reanimeren")),
    ("ASM-06", "a certificate of", "the page of the code names no course", code_page("Zoë Özgür-d&#039;Hondt")),
    ("SSO-04", "no longer works", "only the home page is hidden", signed_out()),
    ("SMK-02", "ran without an error", "the jobs ran in years to come",
     answers("/admin/tool/task/scheduledtasks.php", lambda t: re.sub(r" (\d{4}), ", lambda year: " %d, " % (int(year.group(1)) + 10), t))),
    ("LRN-02", "is refused", "the session was not signed in", no_access("You are not logged in")),
    ("LRN-02", "is refused", "a policy is to be agreed to", no_access("Policy not agreed")),
    ("LIE-08", "none of these people", "somebody is there in capitals", data("core_user_get_users", add_user)),
    ("LIE-08", "none of these courses", "a course is there in small letters", data("core_course_get_courses", add_course)),
    ("LIE-09", "has a summary", "a hard space", data("core_course_get_courses_by_field", hard_space)),
    ("LIE-09", "are exactly", "the course is not there", data("core_course_get_courses_by_field", other_course)),
    ("CAT-02", "its own name", "names that differ in capitals and spaces", data("core_course_get_courses_by_field", one_name)),
    ("LRN-01", "in this order", "learners are not shown an activity", data("core_course_get_contents", hidden)),
    ("IMP-06", "counts exactly", "the sums are in another language",
     answers("/admin/tool/uploaduser/index.php", lambda t: t.replace("Users updated", "Bijgewerkt").replace("Errors:", "Fouten:"))),
    ("IMP-05", "chain of line managers", "somebody without number and manager", data("core_user_get_users", stranger)),
]
HONEST = {"LIE-06": headers(honest_headers)}


class World:
    def __init__(self, checks, binary, demo):
        self.checks, self.binary, self.demo = checks, binary, demo

    def run(self, ids, lie, *options):
        """The rows of these scenarios, with the LMS telling the truth where `lie` is None."""
        def spoil(request):
            return lie(request, self.demo) if lie else HONEST["LIE-06"](request, self.demo)
        with folder() as place, Proxy(self.demo.base, spoil) as proxy:
            write_project(place, proxy.base, self.demo.token)
            chosen = [a for id in ids for a in ("--id", id)]
            run = self.binary(place, "run", "--quiet", "--format", "csv", *options, *chosen, here / "lies.feature", scenarios / "en")
            self.binary(place, "clean")
            return run.rows, run.text

    def caught(self, id, words, title, rows, text):
        said = [r for r in rows if r["scenario"] == id and words in r["text"]]
        self.checks.check(said, "%s is said: %s" % (words, title), text)
        self.checks.check(any(r["scenario_outcome"] in ("failed", "broken") for r in said)
                          and not all(r["step_outcome"] in ("passed", "awaiting") for r in said),
                          "%s: %s" % (id, title), "\n".join("%s %s %s" % (r["step_outcome"], r["text"], r["message"]) for r in said))


def proxied(world):
    honest, text = world.run(sorted({case[0] for case in CASES}), None)
    for id, words, title, lie in CASES:
        said = [r["step_outcome"] for r in honest if r["scenario"] == id and words in r["text"]]
        world.checks.check(said and set(said) == {"passed"}, "%s passes without a lie: %s" % (id, words), (said, text))
    for id, words, title, lie in CASES:
        world.caught(id, words, title, *world.run([id], lie))


def leavers_ignored(world):
    """An import that passes over whoever has left: nobody is made who could be kept out."""
    shipped = root / "Library" / "adapters" / "moodle" / "imports.lua"
    old, text = "    local there = existing(rows)\n", shipped.read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise SystemExit("%s has no longer %s" % (shipped, old))
    with folder() as library:
        shutil.copytree(root / "Library", library, dirs_exist_ok=True)
        (pathlib.Path(library) / "adapters" / "moodle" / "imports.lua").write_text(text.replace(old, "    rows = filter(rows, function(r) return r.active ~= false end)\n" + old), encoding="utf-8")
        rows, told = world.run(["FRZ-04"], None, "--library", library)
        world.caught("FRZ-04", "cannot sign in", "who has left was never there", rows, told)


def clock_stopped(checks, binary):
    """A job that the scenario starts itself does not show that the clock runs."""
    with folder() as place:
        run = binary(place, "run", "--quiet", "--format", "csv", "--id", "LIE-07", here / "lies.feature")
        checks.equal(set(run.outcomes().values()), {"passed"}, "LIE-07 passes without a lie", run.text)
    with folder() as place:
        run = binary(place, "run", "--quiet", "--format", "csv", "--fault", "tasks-stopped", "--id", "LIE-07", here / "lies.feature")
        checks.equal(set(run.outcomes().values()), {"failed"}, "LIE-07: the clock stands still", run.text)


def began_this_morning(checks, binary):
    """A course of today, 00:00, does not start in the future at 08:00."""
    text = """@area:LIE
Feature: Dates
  @id:LIE-10 @prio:must
  Scenario: A date is a moment
    When "fatima" opens "LGB-09"
    Then course "LGB-09" starts in the future
"""
    for hours, outcome in [(-8, "failed"), (8, "passed")]:
        with folder() as place, Demo(binary, place) as demo:
            write_project(place, demo.base, demo.token, top="content:\n  course: [LGB-09]")
            now = datetime.datetime.now(datetime.timezone.utc)
            morning = (now + DAY).replace(hour=8, minute=0, second=0, microsecond=0)
            demo.post("/lmsaccept/clock?advance=%d&token=%s" % ((morning - now).total_seconds(), demo.token), {})
            demo.post("/webservice/rest/server.php", {
                "wstoken": demo.token, "moodlewsrestformat": "json", "wsfunction": "core_course_create_courses",
                "courses[0][shortname]": "LGB-09", "courses[0][fullname]": "L", "courses[0][categoryid]": 1,
                "courses[0][startdate]": int((morning + datetime.timedelta(hours=hours)).timestamp())})
            (pathlib.Path(place) / "dates.feature").write_text(text)
            run = binary(place, "run", "--quiet", "--format", "csv", "dates.feature")
            checks.equal(set(run.outcomes().values()), {outcome}, "a start %d hours from now is %s" % (hours, outcome), run.text)


def news_of_the_site(world):
    """Not a lie, and once taken for one: what stands in red after signing in is no refusal."""
    notice = b'<div class="alert alert-danger">Maintenance on Saturday</div></body>'
    def lie(request, demo):
        if request.path.startswith("/my/"):
            return lambda status, headers, content: (status, headers, content.replace(b"</body>", notice))
    rows, text = world.run(["USR-03"], lie)
    world.checks.check(rows and all(r["scenario_outcome"] == "passed" for r in rows), "news in red after signing in is no refusal", text)


def sums_of_moodle(world):
    """Not a lie, and once taken for one: Moodle says nothing of who was skipped or new when nobody was or could be."""
    def shorter(text):
        return text.replace("Users skipped: 0<br />\n", "").replace("Users created: 0<br />\n", "")
    rows, text = world.run(["IMP-01", "IMP-07"], answers("/admin/tool/uploaduser/index.php", shorter))
    said = [r for r in rows if "has read these rows" in r["text"] or "counts exactly" in r["text"]]
    world.checks.check(len(said) >= 4 and all(r["step_outcome"] == "passed" for r in said), "sums that Moodle leaves out are none", text)


def clock_turned_meanwhile(world):
    """Not a lie, and once taken for one: another scenario that waits turns the clock while the schedule is read."""
    turned = []

    def lie(request, demo):
        if request.path.startswith("/admin/tool/task/scheduledtasks.php"):
            turned.append(request.path)
            demo.post("/lmsaccept/clock?advance=840&token=%s" % demo.token, {})
    rows, text = world.run(["SMK-02"], lie)
    said = [r for r in rows if "ran without an error" in r["text"]]
    world.checks.check(turned and said and all(r["step_outcome"] == "passed" for r in said), "the clock is turned while the schedule is read", text)


def other_tests_in_the_bank(world):
    """Not a lie: a question bank may show the questions of other tests, too."""
    table, row = '<table id="categoryquestions">', '<tr><td><input type="checkbox" name="q1" value="1" /></td><td>Stelling 01 (1)</td></tr>'
    rows, text = world.run(["LIE-11"], answers("/question/edit.php", lambda t: t.replace(table, table + row)))
    world.checks.check(rows and all(r["scenario_outcome"] == "passed" for r in rows), "a test asks its own questions only", text)


def only_who_completed(checks, binary):
    with folder() as place:
        run = binary(place, "run", "--quiet", "--format", "csv", "--id", "LIE-12", "--id", "LIE-13", here / "lies.feature")
        said = {(r["scenario"], r["text"].split()[-1]): r["step_outcome"] for r in run.rows if "is issued" in r["text"]}
        checks.equal(said.get(("LIE-12", '"zoe"')), "passed", "who completed the course has a certificate", run.text)
        checks.equal(said.get(("LIE-12", '"tim"')), "failed", "who did not complete it has none", run.text)
        checks.equal(said.get(("LIE-13", '"zoe"')), "awaiting", "a certificate of which nothing was agreed is for a person", run.text)


def certificates_unsaid(checks, binary):
    """Whoever does not say that badges are the certificates of a site has them looked at by a person."""
    with folder() as place, Demo(binary, place) as demo:
        write_project(place, demo.base, demo.token, settings={"certificates": ""})
        run = binary(place, "run", "--quiet", "--format", "csv", "--id", "ASM-06", scenarios / "en")
        said = [r for r in run.rows if "is issued" in r["text"]]
        checks.check(said and all(r["step_outcome"] == "awaiting" and "setting certificates" in r["message"] for r in said),
                     "a person looks, and the row names the setting", run.text)
        seeded = [r["step_outcome"] for r in run.rows if '"certificates" exist' in r["text"]]
        checks.equal(seeded, ["passed"], "the seed is left out", run.text)


def nobody_else_is_marked(checks, binary):
    """Whoever was there before an import is not taken for somebody whom it made, and removed."""
    with folder() as place, Demo(binary, place) as demo:
        write_project(place, demo.base, demo.token)
        call = {"wstoken": demo.token, "moodlewsrestformat": "json"}
        person = {"username": "a.bakker", "firstname": "Anna", "lastname": "Bakker", "email": "a.bakker@example.org", "password": "Own.Pass1!"}
        demo.post("/webservice/rest/server.php", dict(
            call, wsfunction="core_user_create_users", **{"users[0][%s]" % k: v for k, v in person.items()}))
        run = binary(place, "run", "--quiet", "--format", "csv", "--id", "IMP-01", scenarios / "en")
        cleaned = binary(place, "clean", "--orphans")
        _, found = demo.post("/webservice/rest/server.php", dict(
            call, wsfunction="core_user_get_users_by_field", field="username", **{"values[0]": "a.bakker"}))
        checks.check(any("200101" in r["text"] for r in run.rows), "the import is about this person", run.text)
        checks.check(len(found) == 1 and not found[0].get("description"), "who was there is there and not marked", (found, cleaned.text))


def main():
    binary, checks = binary_argument(__doc__), Checks("lies")
    with folder() as place, Demo(binary, place) as demo:
        world = World(checks, binary, demo)
        proxied(world)
        leavers_ignored(world)
        news_of_the_site(world)
        sums_of_moodle(world)
        other_tests_in_the_bank(world)
        clock_turned_meanwhile(world)
    nobody_else_is_marked(checks, binary)
    only_who_completed(checks, binary)
    certificates_unsaid(checks, binary)
    clock_stopped(checks, binary)
    began_this_morning(checks, binary)
    checks.end()


main()
