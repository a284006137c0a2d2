#!/usr/bin/env python3
"""An adapter that is wrong, or an LMS that lies to it, passes nothing and leaves nothing: wrong.py BINARY

A small adapter for the small LMS of docs/adapters.md is right in everything that is asked here. Then it is made wrong in one way
at a time, each of which once passed, and the result must be another one, with the cause named.
"""
import json, pathlib, subprocess, sys, urllib.request

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "AcceptanceTests"))
from acceptance import Checks, Proxy, Spoilt, binary_argument, folder

ADAPTER = """
local common = require "common"
local lms = target "lms" { base = setting "base", speaks = "json" }
local classes = {
  forbidden = "refused", bad_login = "refused", unauthenticated = "broken", taken = "conflict", no_such_user = "not-found",
  no_such_course = "not-found", no_such_page = "not-found",
}
function lms.failure(answer)
  if answer.status < 400 then return end
  return classes[answer.json.error] or "invalid", answer.json.error .. ": " .. answer.json.message
end
function lms.prepare(site, request)
  if site.session then request.headers = merge(request.headers, { Authorization = "Bearer " .. site.session.token }) end
end
local admin = account { username = "root", password = "root" }
session(lms, "main", function(site, person)
  return { token = secret(site:post("/api/login", { json = { user = person.username, password = person.password } }).json.token) }
end)
control(lms, function(site) site:get "/api/me" end)
local function as(person) return lms:as(person) end
fingerprint(function() return { version = lms:nobody():get("/api/version").json.version } end)

roles { learner = { id = "student", level = "course" }, trainer = { id = "teacher", level = "course" },
  tadmin = { id = "admin", level = "system" }, fadmin = { id = "admin", level = "system" } }

local function user_called(name) return first(as(admin):get("/api/users", { query = { user = name } }).json) end
local function canonical_user(u) return u and { id = u.id, username = u.user, email = u.email, idnumber = u.staff_no } end
entity "user" {
  accepts = { "username", "firstname", "lastname", "email", "password", "idnumber" },
  write_only = { "firstname", "lastname" },
  find = function(user) return canonical_user(user_called(user.username)) end,
  create = function(user, by)
    return as(by or admin):post("/api/users", { json = { user = user.username, password = user.password or common.fresh "Pw.",
      first = user.firstname, last = user.lastname, email = user.email, staff_no = user.idnumber } }).json
  end,
  remove = function(found) as(admin):delete("/api/users/" .. found.id) end,
}
entity "role assign" {
  find = function(a) return user_called(a.user.username).right == role(a.role).id and { user = a.user, role = a.role } or nil end,
  create = function(a, by) as(by or admin):patch("/api/users/" .. a.user.id, { json = { right = role(a.role).id } }) end,
  remove = function(a) as(admin):patch("/api/users/" .. a.user.id, { json = { right = "member" } }) end,
}
local function course_of(c) return c and { id = c.id, shortname = c.code, fullname = c.title, summary = c.about, visible = true } end
entity "category" { left_out = "the small LMS has no categories" }
entity "course" {
  accepts = { "shortname", "fullname", "summary", "visible" },
  ignores = { "category", "startdate", "enddate", "numsections", "sections" },
  find = function(c) return course_of(first(as(admin):get("/api/courses", { query = { code = c.shortname } }).json)) end,
  create = function(c, by)
    return as(by or admin):post("/api/courses", { json = { code = c.shortname, title = c.fullname, about = c.summary } }).json
  end,
  remove = function(found) as(admin):delete("/api/courses/" .. found.id) end,
  new_key = function(code, suffix) return code .. "-" .. suffix end,
}
local function new_user(actor) return create("user", { username = common.fresh "new", firstname = "New", lastname = "User" }, actor) end
on("user.create", function(actor) expect(new_user(actor).exists, "the account").equals(true) end)
on("course.create", function(actor)
  local code = common.fresh "X-"
  expect(create("course", { shortname = code, fullname = code }, actor).exists, "the course").equals(true)
end)
on("course.open", function(actor, course) as(actor):get("/api/courses/" .. course.id, { classes = { [404] = "refused" } }) end)
on("course.rename", function(actor, course, name)
  as(actor):patch("/api/courses/" .. course.id, { json = { title = name } })
end)
"""

FEATURE = """
Feature: Wrong adapters

  @id:MAY
  Scenario: Who may
    When "joris" tries to create a user
    Then the request is accepted

  @id:DOES
  Scenario: Who does
    When "joris" creates a course
    Then the tester judges that it is there

  @id:NOT
  Scenario: Who may not
    When "sanne" tries to create a user
    Then the request is refused

  @id:HIDDEN
  Scenario: What is hidden
    Given the following new "courses" exist:
      | shortname |
      | AVG-01    |
    When "sanne" tries to open "AVG-01"
    Then the request is %s

  @id:SEED
  Scenario: What is there
    Given the following "courses" exist:
      | shortname | fullname |
      | EX-01     | Right    |
    When "joris" opens "EX-01"
    Then the tester judges that it is there
"""

PEOPLE = """people:
  sanne: { role: learner, firstname: Sanne, lastname: Wit, password: pw-sanne }
  joris: { role: fadmin, firstname: Joris, lastname: Vos, password: pw-joris }
"""


class SmallLMS:
    def __init__(self, *options):
        command = [sys.executable, "-B", str(ROOT / "docs" / "adapters" / "example" / "small_lms.py"), "0", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().strip()

    def __enter__(self):
        self.token = self.ask("POST", "/api/login", {"user": "root", "password": "root"})["token"]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method, path, body=None):
        request = urllib.request.Request(self.base + path, data=json.dumps(body).encode() if body else None, method=method)
        if hasattr(self, "token"):
            request.add_header("Authorization", "Bearer " + self.token)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def users(self):
        return {user["user"]: user for user in self.ask("GET", "/api/users")}


class World:
    """A project of the right adapter, with what is wrong of it, before a small LMS."""

    def __init__(self, binary, base, wrong=(), hidden="not found"):
        self.binary, self.place = binary, folder()
        self.path = pathlib.Path(self.place.name)
        adapter = ADAPTER
        for old, new in wrong:
            if adapter.count(old) != 1:
                raise SystemExit("the adapter has no longer once: " + old)
            adapter = adapter.replace(old, new)
        (self.path / "Adapters").mkdir()
        (self.path / "Scenarios").mkdir()
        (self.path / "Adapters" / "small.lua").write_text(adapter.lstrip("\n"))
        (self.path / "Scenarios" / "wrong.feature").write_text(FEATURE % hidden)
        (self.path / "lmsaccept.yaml").write_text(
            "project: wrong\ntarget: lms\ntargets:\n  lms:\n    adapter: small\n    base: %s\n    environment: test\n%s" % (base, PEOPLE))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.place.cleanup()

    def __call__(self, *arguments):
        return self.binary(self.path, *arguments)

    def run(self, *ids):
        """The scenario's outcome, and everything that is said about it."""
        done = self("run", "--format", "csv", *[word for id in ids for word in ("--id", id)])
        if not (self.path / "Reports" / "results.csv").exists():
            raise SystemExit(done.text)
        rows = done.rows
        said = "\n".join(row["message"] + " " + row["cause"] for row in rows) + "\n" + done.text
        return ({row["scenario"]: row["scenario_outcome"] for row in rows}, said, done)


def right(checks, binary):
    """All of it is right as long as nothing is wrong."""
    with SmallLMS() as lms, World(binary, lms.base, hidden="refused") as world:
        before = lms.users(), lms.ask("GET", "/api/courses")
        done = world("check")
        checks.check(done.code == 0 and "error" not in done.text, "the right adapter is understood", done.text)
        outcomes, said, done = world.run("MAY", "DOES", "NOT", "HIDDEN", "SEED")
        checks.equal(outcomes, {"MAY": "passed", "DOES": "awaiting", "NOT": "passed", "HIDDEN": "passed", "SEED": "awaiting"},
                     "the right adapter is right", said)
        again, said, done = world.run("SEED")
        checks.equal(again, {"SEED": "awaiting"}, "what is there and equal is right", said)
        cleaned = world("clean")
        checks.check(cleaned.code == 0 and " gone from lms" in cleaned.out, "all of it is gone", cleaned.text)
        checks.equal((lms.users(), lms.ask("GET", "/api/courses")), before, "nothing is left", cleaned.text)


def somebody_else_did_it(checks, binary):
    """What the account did is not what the actor may."""
    ignores = [("as(by or admin):post(\"/api/%s\"" % what, "as(admin):post(\"/api/%s\"" % what) for what in ("users", "courses")]
    with SmallLMS() as lms, World(binary, lms.base, ignores) as world:
        outcomes, said, _ = world.run("MAY", "DOES")
        checks.equal(outcomes, {"MAY": "broken", "DOES": "broken"}, "nothing was sent as the actor", said)
        checks.check("nothing was sent as joris: the body worked for that person with another account" in said, "and it says so", said)
    reason = ".by_account \"its courses come from the catalogue\""
    ends = ["expect(new_user(actor).exists, \"the account\").equals(true) end)", "actor).exists, \"the course\").equals(true)\nend)"]
    excused = ignores + [(end, end + reason) for end in ends]
    with SmallLMS() as lms, World(binary, lms.base, excused) as world:
        outcomes, said, _ = world.run("MAY", "DOES")
        checks.equal(outcomes, {"MAY": "broken", "DOES": "awaiting"}, "an exception holds for what is done, not for an attempt", said)
        shown = world("show", "DOES").out
        checks.check("the account did it for joris: its courses come from the catalogue" in shown, "an exception stands in the record", shown)


def control_of_somebody_else(checks, binary):
    right = "control(lms, function(site) site:get \"/api/me\" end)"
    cases = [
        ("as nobody", "control(lms, function(site) lms:nobody():get \"/api/version\" end)"),
        ("as the account", "control(lms, function(site) lms:as(admin):get \"/api/me\" end)"),
        ("whose no is not looked at", "control(lms, function(site) site:get(\"/api/none\", { check = false }) end)"),
        ("that sends nothing", "control(lms, function(site) end)"),
        ("of a public page", "control(lms, function(site) site:get \"/api/version\" end)"),
    ]
    for title, wrong in cases:
        with SmallLMS() as lms, World(binary, lms.base, [(right, wrong)]) as world:
            outcomes, said, _ = world.run("NOT")
            checks.equal(outcomes, {"NOT": "awaiting"}, "a control %s shows nothing" % title, said)
            checks.check("no-control" in said, "a control %s is no control" % title, said)


def sign_in_for_an_attempt(checks, binary):
    """Somebody who may not is refused, and so is whoever comes with a wrong password: only the first is what was asked."""
    wrong = [("on(\"user.create\", function(actor) expect(new_user(actor)",
              "on(\"user.create\", function(actor) lms:sign_in(actor, \"main\", \"no such password\") expect(new_user(actor)")]
    with SmallLMS() as lms, World(binary, lms.base, wrong) as world:
        outcomes, said, _ = world.run("NOT")
        checks.equal(outcomes, {"NOT": "awaiting"}, "a refused sign-in is no refusal of what comes after it", said)
        checks.check("says nothing of what was to be tried then" in said, "and that is said", said)


def path_that_nobody_finds(checks, binary):
    wrong = [("as(actor):get(\"/api/courses/\" .. course.id, { classes = { [404] = \"refused\" } })",
              "as(actor):get(\"/api/curses/\" .. course.id, { classes = { [404] = \"refused\" } })")]
    plain = [("as(actor):get(\"/api/courses/\" .. course.id, { classes = { [404] = \"refused\" } })", "as(actor):get(\"/api/curses/\" .. course.id)")]
    for title, changes, verdict in [("a hidden refusal", wrong, "refused"), ("not found", plain, "not found")]:
        with SmallLMS() as lms, World(binary, lms.base, changes, hidden=verdict) as world:
            outcomes, said, _ = world.run("HIDDEN")
            checks.equal(outcomes, {"HIDDEN": "broken"}, "%s on a path that nobody finds is none" % title, said)
            checks.check("the path is wrong" in said and "/api/curses/" in said, "%s: the path is named" % title, said)

    # An LMS that truly hides the course from her; the path is right.
    with SmallLMS() as lms:
        account = []

        def hide(request):
            if request.path == "/api/login" and b"root" in request.body:
                def note(status, headers, body):
                    account.append(json.loads(body)["token"])
                    return status, headers, body
                return note
            who = (request.headers.get("Authorization") or "")[len("Bearer "):]
            if request.method == "GET" and request.path.startswith("/api/courses/") and who not in account:
                return Spoilt(404, json.dumps({"error": "no_such_course", "message": "there is no such course"}).encode())
        true_path = [("as(actor):get(\"/api/courses/\" .. course.id, { classes = { [404] = \"refused\" } })", "as(actor):get(\"/api/courses/\" .. course.id)")]
        with Proxy(lms.base, hide) as proxy:
            for changes, verdict in [((), "refused"), (true_path, "not found")]:
                with World(binary, proxy.base, changes, hidden=verdict) as world:
                    asked = len(proxy.seen)
                    outcomes, said, _ = world.run("HIDDEN")
                    checks.equal(outcomes, {"HIDDEN": "passed"}, "a course that is hidden is %s" % verdict, said)
                    looks = [r for r in proxy.seen[asked:] if r.method == "GET" and r.path.startswith("/api/courses/")]
                    checks.equal(len(looks), 2, "one request more, as the account", [r.path for r in looks])
            # One path for those who manage it, another for those who take part, which the account does not.
            read = "as(actor):get(\"/api/courses/\" .. course.id, { classes = { [404] = \"refused\" } })"
            mine = "if not try(function() return as(actor):get(\"/api/courses/\" .. course.id) end) then as(actor):get(\"/api/mine/\" .. course.id, { classes = { [404] = \"refused\" } }) end"
            with World(binary, proxy.base, [(read, mine)], hidden="refused") as world:
                outcomes, said, _ = world.run("HIDDEN")
                checks.equal(outcomes, {"HIDDEN": "passed"}, "the account finds it at another path that she tried", said)
                shown = world("show", "HIDDEN").out
                checks.check("admin finds at /api/courses/" in shown, "and the record says at which", shown)


def find_that_reads_more(checks, binary):
    """Of what a sentence names find gets the key: another column would be looked up by find, and so without end."""
    reads = [("{ query = { code = c.shortname } }", "{ query = { code = c.shortname, about = c.summary } }"),
             ("on(\"course.open\", function(actor, course) ", "on(\"course.open\", function(actor, course) log(course.fullname) ")]
    with SmallLMS() as lms, World(binary, lms.base, reads, hidden="refused") as world:
        outcomes, said, _ = world.run("HIDDEN")
        checks.equal(outcomes, {"HIDDEN": "broken"}, "find reads a column that the sentence does not say", said)
        checks.check("find of 'course' reads the column 'summary'" in said and "(shortname)" in said, "it says which, and the key", said)


def refused_sign_in_was_sent(checks, binary):
    """Who guesses passwords sends nothing but sign-ins that are refused."""
    guess = ("on(\"login.guess\", function(count, person)\n  for n = 1, count do\n"
             "    local _, failure = try(lms.sign_in, lms, person, \"main\", \"wrong-\" .. n)\n"
             "    expect(failure and failure.class, \"a guess\").equals \"refused\"\n  end\nend)\n")
    with SmallLMS() as lms, World(binary, lms.base, [("on(\"course.rename\"", guess + "on(\"course.rename\"")]) as world:
        text = world.path / "Scenarios" / "wrong.feature"
        text.write_text(text.read_text() + "\n  @id:GUESS\n  Scenario: Guessing\n    When a visitor tries 2 wrong passwords for \"sanne\"\n    Then the tester judges it\n")
        outcomes, said, _ = world.run("GUESS")
        checks.equal(outcomes, {"GUESS": "awaiting"}, "a refused sign-in was sent", said)


def find_that_leaves_out(checks, binary):
    leaves_out = ("fullname = c.title, ", "")
    for title, changes, base_title, wanted, words in [
        ("a wrong value", [], "Wrong", "broken", "was not made by this campaign and differs"),
        ("a column left out", [leaves_out], "Wrong", "broken",
         "find of course does not give fullname, so nobody knows whether that of EX-01 is right"),
        ("a misspelt column", [("fullname = c.title, ", "fulname = c.title, ")], "Wrong", "broken", "(it gives 'fulname')"),
        ("an LMS that tells nobody", [leaves_out, ("  accepts = { \"shortname\", \"fullname\"", "  write_only = { \"fullname\" },\n  accepts = { \"shortname\", \"fullname\"")],
         "Wrong", "awaiting", ""),
    ]:
        with SmallLMS() as lms, World(binary, lms.base, changes) as world:
            lms.ask("POST", "/api/courses", {"code": "EX-01", "title": base_title})
            outcomes, said, _ = world.run("SEED")
            checks.equal(outcomes, {"SEED": wanted}, "a seed that is there: " + title, said)
            checks.check(words in said, "%s: it says why" % title, said)
            if wanted == "awaiting":
                shown = world("show", "SEED").out
                checks.check("course EX-01 was there before, and what it has as fullname this LMS tells nobody" in shown, title + ": it is said", shown)


def removal_that_removes_nothing(checks, binary):
    def keeps(request):
        return Spoilt(200, b"{}") if request.method == "DELETE" else None
    with SmallLMS() as lms, Proxy(lms.base, keeps) as proxy, World(binary, proxy.base) as world:
        outcomes, said, _ = world.run("MAY")
        checks.check("could not be removed: the LMS said yes and still has it" in said, "a run says what it could not remove", said)
        there = len(lms.users())
        cleaned = world("clean")
        checks.check(cleaned.code != 0 and cleaned.text.count("the LMS said yes and still has it") == there - 1, "clean looks again", cleaned.text)
        # The role is taken with another request than the people are removed with.
        checks.check("1 of %d gone" % (there) in cleaned.out, "nothing else is called gone", cleaned.text)
        checks.check("things of this campaign" in world("clean", "--plan").out, "it stays in the ledger", cleaned.text)
        later = world("clean", "--set", "base=" + lms.base)
        checks.equal((later.code, list(lms.users())), (0, ["root"]), "and goes when the LMS removes things", later.text)

    # An adapter that removes nothing of one kind.
    with SmallLMS() as lms, World(binary, lms.base, [("remove = function(found) as(admin):delete(\"/api/courses/\" .. found.id) end", "remove = function(found) end")]) as world:
        _, said, _ = world.run("HIDDEN", "MAY")
        checks.check(said.count("the LMS said yes and still has it") >= 1 and "course AVG-01" in said, "an adapter that removes no course", said)


def refused_and_made(checks, binary):
    """It says no, and has the thing all the same."""
    for title, status, code in [("refused", 403, "forbidden"), ("invalid", 422, "incomplete"), ("a server error", 500, "crash")]:
        with SmallLMS("--forgiving") as lms:
            def refuse(request):
                if request.method == "POST" and request.path == "/api/users" and b'"new' in request.body:
                    return lambda s, headers, body: (status, headers, json.dumps({"error": code, "message": "no"}).encode())
            with Proxy(lms.base, refuse) as proxy, World(binary, proxy.base) as world:
                _, said, _ = world.run("NOT")
                world("clean")
                checks.equal(sorted(lms.users()), ["root"], "what was made although it was %s is removed" % title, said)
                if status == 403:
                    shown = world("show", "NOT").out
                    checks.check("the LMS said no" in shown and "all the same" in shown, "and the record says so", shown)

    # What was there before stays, whatever the LMS says of making it again.
    taken = [("username = common.fresh \"new\"", "username = \"vera\"")]
    for options in [(), ("--forgiving",)]:
        with SmallLMS(*options) as lms, World(binary, lms.base, taken) as world:
            lms.ask("POST", "/api/users", {"user": "vera", "password": "x"})
            _, said, _ = world.run("NOT", "MAY")
            world("clean")
            checks.equal(sorted(lms.users()), ["root", "vera"], "who was there before stays", said)


    # Nor is it removed when the LMS breaks down over it, and nobody knows what came of the request.
    def crash(request):
        if request.method == "POST" and request.path == "/api/users" and b"vera" in request.body:
            return Spoilt(500, json.dumps({"error": "unauthenticated", "message": "no"}).encode())
    with SmallLMS() as lms, Proxy(lms.base, crash) as proxy, World(binary, proxy.base, taken) as world:
        lms.ask("POST", "/api/users", {"user": "vera", "password": "x"})
        outcomes, said, _ = world.run("MAY")
        world("clean")
        checks.equal((outcomes, sorted(lms.users())), ({"MAY": "broken"}, ["root", "vera"]), "who was there before outlives a server error", said)


def lost_role(checks, binary):
    with SmallLMS() as lms, World(binary, lms.base) as world:
        checks.equal(world("seed").code, 0, "people are made")
        done = world("doctor")
        checks.equal(done.code, 0, "doctor finds all well", done.text)
        lms.ask("PATCH", "/api/users/%d" % lms.users()["joris"]["id"], {"right": "member"})
        done = world("doctor")
        checks.check(done.code != 0 and "signs in, but the LMS does not give this person the role 'fadmin'" in " ".join(done.out.split()),
                     "doctor says who has lost a role", done.text)


def names(checks, binary):
    """A misspelt name is told by check, with its line; nothing is sent."""
    def line_of(text):
        return ADAPTER.lstrip("\n").split(text)[0].count("\n") + 1
    cases = [
        ("a global in a body that may never run", "on(\"course.open\", function(actor, course) as(actor):get", "on(\"course.open\", function(actor, course) lsm:as(actor):get",
         "unknown name 'lsm' (did you mean 'lms'?)"),
        ("a global of one's own", "function(found) as(admin):delete(\"/api/users/\" .. found.id) end", "function(found) last = found end", "'last' would be a global: write `local last`"),
        ("a function that a library has not", "first = user.firstname,", "first = text.number(user.firstname),", "text has no 'number'"),
        ("a misspelt function of a library", "first = user.firstname,", "first = text.trmi(user.firstname),", "text has no 'trmi' (did you mean 'trim'?)"),
        ("a function that Lua has elsewhere", "first = user.firstname,", "first = string.match(user.firstname, \"a\"),", "text.matches"),
        ("a role", "tadmin = { id = \"admin\", level = \"system\" }", "tadmni = { id = \"admin\", level = \"system\" }", "no word of role is \"tadmni\" (did you mean 'tadmin'?)"),
        ("a level", "id = \"student\", level = \"course\"", "id = \"student\", level = \"cuorse\"", "the role \"learner\" has no level \"cuorse\" (did you mean 'course'?)"),
        ("a capability", "fingerprint(", "provides { \"graading\" }\nfingerprint(", "no scenario needs \"graading\" (did you mean 'grading'?)"),
        ("a column", "write_only = { \"firstname\"", "write_only = { \"fistname\"", "kind \"user\" has no column \"fistname\" (did you mean 'firstname'?)"),
        ("a person's step that has a body", "on(\"user.create\"", "manual \"course.create\" \"nobody\"\non(\"user.create\"", "step \"course.create\" has a body, so what manual says of it never counts"),
        ("what cannot be, and is", "entity \"category\"", "unsupported { [\"course.open\"] = \"no\" }\nentity \"category\"", "step \"course.open\" has a body, so what unsupported says of it never counts"),
        ("an exception without a reason", "course.id, { json = { title = name } })\nend)", "course.id, { json = { title = name } })\nend).by_account()", "wants the reason"),
    ]
    for title, old, new, words in cases:
        with World(binary, "http://127.0.0.1:9", [(old, new)]) as world:
            done = world("check")
            checks.check(done.code != 0 and words in done.text, "check tells of " + title, done.text)
            checks.check("Adapters/small.lua:" in done.text, title + ": with its line", done.text)
            if "lsm" in new:
                checks.check(":%d:" % line_of(old) in done.text and done.text.count("lsm") <= 3, title + ": once, and there", done.text)
    free = [("fingerprint(", "provides { \"vouchers\" }\nfingerprint(")]
    with World(binary, "http://127.0.0.1:9", free) as world:
        done = world("check")
        checks.equal(done.code, 0, "a capability of the project's own is no mistake", done.text)


def said_when_it_runs(checks, binary):
    cases = [
        ("a class of answers", "forbidden = \"refused\"", "forbidden = \"refsued\"", ["NOT"], "lms.failure gave the class \"refsued\", and there is none (did you mean 'refused'?)"),
        ("a class of one request", "{ classes = { [404] = \"refused\" } }", "{ classes = { [403] = \"refsued\" } }", ["HIDDEN"], "the option classes gave the class \"refsued\""),
        ("time.add", "local code = common.fresh \"X-\"", "local code = time.iso(time.add(time.now(), { days = 7 }))", ["COURSE"], "time.add(when, more), as in time.add(time.now(), 7 * 24 * 3600), wants seconds, it got {days = 7}"),
    ]
    for title, old, new, ids, words in cases:
        with SmallLMS() as lms, World(binary, lms.base, [(old, new)]) as world:
            if ids == ["COURSE"]:
                text = world.path / "Scenarios" / "wrong.feature"
                text.write_text(text.read_text() + "\n  @id:COURSE\n  Scenario: A course\n    When \"joris\" tries to create a course\n    Then the request is accepted\n")
            outcomes, said, _ = world.run(*ids)
            checks.equal(set(outcomes.values()), {"broken"}, title + " is broken", said)
            checks.check(words in said, title + " is told", said)
    with SmallLMS() as lms, World(binary, lms.base) as world:
        text = world.path / "Scenarios" / "wrong.feature"
        text.write_text(text.read_text() + "\n  @id:NEW\n  Scenario: New activities\n    Given the following \"courses\" exist:\n"
                        "      | shortname |\n      | AVG-01 |\n    And the following new \"activities\" exist:\n"
                        "      | activity | name | course |\n      | page | P | AVG-01 |\n    When \"joris\" creates a course\n    Then the tester judges it\n")
        checked = world("check")
        checks.check(checked.code == 3 and "\"activity\" has no name of its own, so there is no new one" in checked.text,
                     "a kind without a key of its own is refused before anything is sent", checked.text)


def main():
    binary, checks = binary_argument(__doc__), Checks("wrong")
    for part in [right, somebody_else_did_it, control_of_somebody_else, sign_in_for_an_attempt, path_that_nobody_finds, find_that_reads_more,
                 refused_sign_in_was_sent, find_that_leaves_out, removal_that_removes_nothing, refused_and_made, lost_role, names,
                 said_when_it_runs]:
        if len(sys.argv) < 3 or part.__name__ in sys.argv[2:]:
            part(checks, binary)
    checks.end()


main()
