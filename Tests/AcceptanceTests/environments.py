#!/usr/bin/env python3
"""What is wrong with the environment is never blamed on the LMS, and never passes: environments.py BINARY

Tokens that do not work, servers that do not answer, answers that are no data: each ends as *broken* (exit 5), says so in
words that a tester understands, and stops a run that cannot go on. A small proxy spoils chosen answers of a built-in LMS.
"""
import pathlib, sys
from acceptance import (
    Checks, Demo, HangUp, NobodyThere, Proxy, Spoilt, Stalled, binary_argument, folder, moodle_error, page, scenarios, write_project)

# One scenario of checks only, one that ends with a judgement, one that tries what must be refused.
SOME = ["TST-01", "USR-06", "ACC-03"]
CREATE = "core_course_create_courses"
# Somebody who takes no part tries to open a course: the only request that answers with its contents.
WRAPPED = """Feature: Wrapped reasons
  @id:WRP-01 @role:learner
  Scenario: Nobody opens a course without taking part
    Given the following new "courses" exist:
      | shortname |
      | WRP-01    |
    When "sanne" tries to open "WRP-01"
    Then the request is refused
"""
REFUSED = {"failed", "passed"}


def only(function, answer):
    return lambda request: answer if request.function == function else None


def run_pack(binary, place, ids=SOME):
    return binary(place, "run", "--quiet", "--format", "csv,junit", *[a for id in ids for a in ("--id", id)], scenarios / "en")


def expect_broken(checks, title, run, sentences):
    checks.equal(run.code, 5, "%s: the run ends with 5" % title, run.text)
    judged = {k: v for k, v in run.outcomes().items() if v in REFUSED}
    checks.check(not judged, "%s: nothing passes and nothing fails" % title, judged)
    checks.check("broken" in run.outcomes().values(), "%s: something is broken" % title, run.text)
    for sentence in sentences:
        checks.check(sentence in run.out, "%s: it says \"%s\"" % (title, sentence), run.text)
    checks.check("FAILED" not in run.out, "%s: the word is BROKEN, not FAILED" % title, run.out)
    junit = (run.folder / "Reports" / "junit.xml").read_text()
    checks.check("<error" in junit and "<failure" not in junit, "%s: JUnit has errors and no failures" % title, junit)


def spoilt_answers(checks, binary, demo):
    """Both scenarios that make courses break; the third, which makes none, goes on."""
    cases = [
        ("an HTML page with 200", Spoilt(200, page("Site under maintenance"), "text/html; charset=utf-8"), {},
         ["HTTP 200 with an HTML page where data was asked", "Site under maintenance"]),
        ("an HTML page with 403", Spoilt(403, page("403 Forbidden by the firewall"), "text/html"), {},
         ["HTTP 403 with an HTML page where data was asked", "Forbidden by the firewall"]),
        ("an HTML page with 500", Spoilt(500, page("Internal Server Error"), "text/html"), {},
         ["HTTP 500 with an HTML page where data was asked", "Internal Server Error"]),
        ("a bare 502", Spoilt(502, b"upstream went away", "text/plain"), {}, ["HTTP 502", "upstream went away"]),
        ("too many requests", Spoilt(429, b"{}", headers=[("Retry-After", "1")]), {}, ["HTTP 429"]),
        ("JSON that ends too early", Spoilt(200, b'[{"id":4,"shortname":'), {}, ["the answer is not JSON", "[{\"id\":4"]),
        ("an answer of 200 MB", Spoilt(200, b" " * 1000000, repeat=200), {}, ["the answer is larger than"]),
        # The limit is that of every request, and the other scenario has to keep it on any machine.
        ("no answer in time", Stalled(), {"timeout": "5"}, ["not finished within 5 s"]),
        ("a connection that closes", HangUp(), {}, ["closed"]),
        ("a site in maintenance", moodle_error("sitemaintenance", "The site is undergoing maintenance"), {},
         ["sitemaintenance: The site is undergoing maintenance"]),
    ]
    for title, answer, settings, sentences in cases:
        with folder() as place, Proxy(demo.base, only(CREATE, answer)) as proxy:
            write_project(place, proxy.base, demo.token, settings=settings)
            run = run_pack(binary, place)
            expect_broken(checks, title, run, sentences)
            checks.equal(run.outcomes().get(("USR-06", "")), "awaiting", "%s: what does not meet it goes on" % title, run.text)


def tokens(checks, binary, demo):
    def small():
        _, answer = demo.post("/login/token.php", {"username": "admin", "password": "Admin.Pass1!", "service": "moodle_mobile_app"})
        return answer["token"]

    cases = [
        ("a wrong token of the administrator", "0123456789abcdef0123456789abcdef",
         ["invalidtoken: Invalid token - token not found", "the site does not know this token, or it has expired"]),
        ("a token of a too small service", small(),
         ["does not offer core_", "accessexception: Access control exception", "the service of this token does not offer the function"]),
    ]
    for title, token, sentences in cases:
        with folder() as place:
            write_project(place, demo.base, token)
            run = run_pack(binary, place)
            expect_broken(checks, title, run, sentences)
            checks.check(token not in run.text, "%s: the token itself is not shown" % title)
            # What the service lacks can be a person's in a step; in what comes before the first step it cannot.
            checks.equal(set(run.outcomes().values()) - {"awaiting"}, {"broken"}, "%s: no scenario comes to a verdict" % title)
            again = binary(place, "run", "--quiet", "--id", "TST-01", scenarios / "en")
            checks.equal(again.code, run.code, "%s: a second run, which prints worksheets, ends as the first" % title, again.text)
            checks.check(sentences[0] in again.out, "%s: and says why" % title, again.text)


EXPIRED = moodle_error("invalidtoken", "Invalid token - token expired")


def expired(checks, binary, demo):
    seen = set()

    def once(request):
        if request.token in ("", demo.token) or request.token in seen:
            return None
        seen.add(request.token)
        return EXPIRED

    with folder() as place, Proxy(demo.base, once) as proxy:
        write_project(place, proxy.base, demo.token)
        run = run_pack(binary, place)
        checks.equal(run.code, 0, "a token that has expired is renewed once", run.text)
        checks.check(len(seen) >= 2, "tokens of people had expired", seen)
        # Two scenarios of one person run beside each other: whichever asks first renews the session, and notes it.
        shown = [binary(place, "show", "1", identifier) for identifier in SOME]
        noted = sum(each.out.count("was stale and renewed once") for each in shown)
        checks.check(noted >= len(seen), "each renewal is noted", "\n".join(each.text for each in shown))

    def always(request):
        return EXPIRED if request.token not in ("", demo.token) else None

    with folder() as place, Proxy(demo.base, always) as proxy:
        write_project(place, proxy.base, demo.token)
        run = run_pack(binary, place)
        expect_broken(checks, "a token that stays expired", run, ["Invalid token - token expired"])
        sign_ins = [r for r in proxy.seen if r.path == "/login/token.php"]
        checks.check(len(sign_ins) <= 2 * 8, "a token that stays expired is not asked for again and again", len(sign_ins))

    # A sign-in that fails is our trouble, not the LMS refusing what the person tried.
    def refused(request):
        return Spoilt(200, b'{"error":"Invalid login, please try again","errorcode":"invalidlogin"}') if request.path == "/login/token.php" else None

    with folder() as place, Proxy(demo.base, refused) as proxy:
        write_project(place, proxy.base, demo.token)
        run = run_pack(binary, place, ["ACC-03", "ACC-08", "USR-06"])
        expect_broken(checks, "people who cannot sign in", run, ["the sign-in of 'joris' failed", "Invalid login"])


def wrapped_reasons(checks, binary, demo):
    """A code that wraps another reason says "refused" only when its text does."""
    for message, outcome in [("Course or activity not accessible. (Not enrolled)", "passed"),
                             ("You must change your password to proceed.", "broken")]:
        answer = moodle_error("errorcoursecontextnotvalid", message)

        def tried(request):
            return answer if request.function == "core_course_get_contents" and request.token != demo.token else None

        with folder() as place, Proxy(demo.base, tried) as proxy:
            write_project(place, proxy.base, demo.token)
            (pathlib.Path(place) / "wrapped.feature").write_text(WRAPPED)
            run = binary(place, "run", "--quiet", "--format", "csv", "wrapped.feature")
            checks.equal(set(run.outcomes().values()), {outcome}, "\"%s\" is %s" % (message, outcome), run.text)


def dead_servers(checks, binary, demo):
    with folder() as place, NobodyThere() as nobody:
        write_project(place, nobody.base, demo.token)
        run = binary(place, "run", "--quiet", "--format", "csv,junit", scenarios / "en")
        expect_broken(checks, "a dead server", run, ["Stopped early", "connection refused"])
        checks.equal(run.out.count("connection refused"), 1, "a dead server is reported once", run.out)
        count = len(run.outcomes())
        checks.check("never finished" not in run.out and "Not run: %d scenarios" % count in run.out, "what was not run is one line", run.out)
        checks.check(len(run.out.splitlines()) < 20, "a dead server fits one screen", run.out)

    alive = 150
    with folder() as place, Proxy(demo.base, lambda request: HangUp() if request.number >= alive else None) as proxy:
        write_project(place, proxy.base, demo.token)
        run = binary(place, "run", "--quiet", "--format", "csv", "--jobs", "2", scenarios / "en")
        checks.equal(run.code, 5, "a server that dies on the way ends the run with 5", run.text)
        checks.check("Stopped early" in run.out, "a server that dies on the way stops the run", run.out)
        checks.check("failed" not in run.outcomes().values(), "a server that dies on the way fails nothing", run.text)
        probes = [r for r in proxy.seen[alive:] if r.method == "GET" and r.path == "/"]
        checks.check(1 <= len(probes) <= 2, "it is probed once", [(r.method, r.path) for r in proxy.seen[alive:]])
        after = len(proxy.seen) - alive
        checks.check(after <= 40, "nothing more is begun on a dead server", after)
        checks.check(run.out.count("\nBROKEN") <= 4, "only what was under way is reported", run.out)

    with folder() as place:
        write_project(place, "http://no-such-host.invalid", demo.token)
        run = run_pack(binary, place)
        expect_broken(checks, "a host that does not exist", run, ["Stopped early", "no-such-host.invalid"])

    # The way back: what could not be removed is named, and the next clean removes it.
    with folder() as place:
        with Proxy(demo.base, lambda request: HangUp() if request.number >= 60 else None) as proxy:
            write_project(place, proxy.base, demo.token)
            run_pack(binary, place)
        write_project(place, demo.base, demo.token)
        clean = binary(place, "clean")
        checks.equal(clean.code, 0, "what a dead server left behind is removed later", clean.text)


def main():
    binary = binary_argument(__doc__)
    checks = Checks("environments")
    with folder() as place, Demo(binary, place) as demo:
        tokens(checks, binary, demo)
        spoilt_answers(checks, binary, demo)
        expired(checks, binary, demo)
        wrapped_reasons(checks, binary, demo)
        dead_servers(checks, binary, demo)
    checks.end()


main()
