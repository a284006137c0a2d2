#!/usr/bin/env python3
"""`lmsaccept finish` in a process of its own, days after the run: what waited runs, what was held goes, twice changes nothing.

finishing.py BINARY
"""
import csv, io, pathlib, signal, sqlite3, subprocess, os, sys
from acceptance import Binary, Checks, Demo, Proxy, Spoilt, Stalled, folder, write_project

FEATURE = """Feature: Finish

  @id:FIN-01 @role:learner
  Scenario: A person acts in the middle
    Given the following new "courses" exist:
      | shortname | fullname |
      | FIN-26    | Finish   |
    And the following "course enrolments" exist:
      | user  | course | role    |
      | sanne | FIN-26 | learner |
    When "fatima" reads the profile of "sanne"
    And the tester opens the course page of "FIN-26" as "sanne"
    Then the profile shows personnel number "%s"
    And course "FIN-26" has name "Finish"
    And the tester judges that the page is readable

  @id:FIN-02 @role:learner
  Scenario: Only a judgement is open
    Given the following new "courses" exist:
      | shortname | fullname |
      | FIN-27    | Judge    |
    Then course "FIN-27" has name "Judge"
    And the tester judges that the page is readable
"""

CHANGE = """
  @id:FIN-03 @role:learner
  Scenario: A change waits
    Given the following new "courses" exist:
      | shortname | fullname |
      | FIN-28    | Change   |
    When the tester opens the course page of "FIN-28" as "sanne"
    And "fatima" enrols "tim" in "FIN-28"
    Then course "FIN-28" has name "Change"
"""

PEOPLE = """Feature: People

  @id:FIN-04 @role:learner
  Scenario: People alone act and judge
    When the tester opens the course page as "sanne"
    Then the tester judges that the page is readable

  @id:FIN-05 @role:learner
  Scenario: A judgement behind what a person did
    Given the following new "courses" exist:
      | shortname | fullname |
      | FIN-29    | People   |
    When the tester opens the course page of "FIN-29" as "sanne"
    And the tester closes it
    Then the tester judges that the page is readable
    And the tester judges that the page is complete

  @id:FIN-06 @role:learner
  Scenario: The lead makes ready
    Given the lead has ready a printed certificate
    Then the tester judges that it is readable
"""


class Campaign:
    def __init__(self, binary, place, base, token):
        self.binary, self.place = binary, pathlib.Path(place)
        write_project(place, base, token, top="language: en")
        self.write()

    def write(self, number="100101"):
        (self.place / "Scenarios").mkdir(exist_ok=True)
        (self.place / "Scenarios" / "finish.feature").write_text(FEATURE % number, encoding="utf-8")

    def __call__(self, *arguments):
        return self.binary(self.place, *arguments)

    def answer(self, words):
        """Fills in and stores worksheets: scenario -> words for the column Verdict, by row in the order of the sheet."""
        self("report")
        for sheet in (self.place / "Reports" / "worksheets").glob("*.csv"):
            text = sheet.read_text(encoding="utf-8-sig")
            mark = ";" if ";" in text.splitlines()[0] else ","
            rows = list(csv.reader(io.StringIO(text), delimiter=mark))
            head = next(n for n, row in enumerate(rows) if "Verdict" in row and "Scenario" in row)
            verdict, scenario = rows[head].index("Verdict"), rows[head].index("Scenario")
            observed = next(n for n, cell in enumerate(rows[head]) if cell == "What did you see?")
            said = {key: list(value) for key, value in words.items()}
            for row in rows[head + 1:]:
                for key, values in said.items():
                    if len(row) > scenario and row[scenario].startswith(key) and values:
                        row[verdict] = values.pop(0)
                        row[observed] = "seen" if row[verdict] else ""
            out = io.StringIO()
            csv.writer(out, delimiter=mark).writerows(rows)
            filled = self.place / "filled.csv"
            filled.write_text(out.getvalue(), encoding="utf-8-sig")
            yield self("worksheet", "import", "--apply", "--tester", "Piet", filled)

    def say(self, **words):
        return list(self.answer({key.replace("_", "-"): value for key, value in words.items()}))

    def query(self, sql):
        with sqlite3.connect(self.place / "campaign.sqlite") as db:
            return db.execute(sql).fetchall()

    def held(self):
        return self.query("SELECT count(*) FROM ledger WHERE lifetime <> 'campaign' AND state IN ('intended','made','stuck')")[0][0]

    def runs(self):
        return self.query("SELECT max(number) FROM run")[0][0]

    def steps(self, run, scenario="FIN-01"):
        return [row[0] for row in self.query(
            "SELECT t.outcome FROM step t JOIN run_scenario s ON s.run = t.run AND s.idx = t.scenario "
            "WHERE t.run = %d AND s.id = '%s' ORDER BY t.ordinal" % (run, scenario))]


def courses(demo):
    return sorted(r["shortname"] for r in demo.state()["courses"]["rows"] if not r.get("isDeleted"))


def whole(checks, binary):
    with folder() as place, Demo(binary, place) as demo:
        campaign = Campaign(binary, place, demo.base, demo.token)
        run = campaign("run")
        checks.equal(campaign.steps(1), ["passed"] * 3 + ["awaiting"] * 4, "what is behind the person waits", run.text)
        held = campaign.held()
        checks.check(held >= 3, "own copies and relations are held", held)
        before = campaign("finish")
        checks.check(before.code == 0 and "FIN-01 waits for learner (R-" in before.out, "finish says whom it waits for", before.text)
        checks.equal((campaign.runs(), campaign.held()), (1, held), "nothing is touched before a verdict is in")
        digest = campaign.query("SELECT digest FROM run WHERE number = 1")
        said = campaign.say(FIN_01=["passed", ""], FIN_02=["passed"])
        checks.check(all(s.code == 0 for s in said), "the worksheet comes back", [s.text for s in said])
        first = campaign("finish")
        checks.equal(first.code, 0, "finish ends with 0", first.text)
        checks.equal(campaign.steps(2), ["passed"] * 3 + ["awaiting", "passed", "passed", "awaiting"],
                     "the steps run with what the script knew and its own copies", campaign("show", 2, "FIN-01").text)
        checks.check(0 < campaign.held() < held, "what the open judgement needs stays, the rest goes", campaign.held())
        checks.equal(campaign.query("SELECT digest FROM run WHERE number = 1"), digest, "the old run is as it was")
        again = campaign("finish")
        checks.equal((again.code, campaign.runs()), (0, 2), "twice changes nothing", again.text)
        said = campaign.say(FIN_01=["passed with remark"])
        last = campaign("finish", "FIN-01")
        checks.equal((last.code, campaign.held()), (0, 0), "with the last row the rest goes", last.text + str([s.text for s in said]))
        checks.check(not [c for c in courses(demo) if c.startswith("FIN-2")], "the LMS holds nothing of it", courses(demo))
        end = campaign("finish")
        checks.check("nothing waits for a person" in end.out and campaign.runs() == 3, "and nothing is left", end.text)
        one = campaign("finish", "FIN-01")
        checks.check("waits for nobody" in one.out and one.code == 0, "by id, too", one.text)
        wrong = campaign("finish", "FIN-09")
        checks.check(wrong.code == 2 and "did you mean \"FIN-0" in wrong.err, "an unknown id has a hint", wrong.text)
        page = campaign("show", 3, "FIN-01").out
        checks.check("passed with remark" in page.splitlines()[2], "machine and people together", page)
        verify = campaign.query("SELECT count(*) FROM run WHERE digest IS NULL")
        checks.equal(verify[0][0], 0, "every run has its digest")


def people(checks, binary):
    """Where no machine step waits, `finish` only lets go of what was held: what people said stays said."""
    with folder() as place, Demo(binary, place) as demo:
        campaign = Campaign(binary, place, demo.base, demo.token)
        (campaign.place / "Scenarios" / "finish.feature").write_text(PEOPLE, encoding="utf-8")
        campaign("run")
        stored = campaign.say(FIN_04=["blocked"], FIN_05=["passed", "passed with remark"], FIN_06=["passed", "passed"])
        checks.check(all(s.code == 0 for s in stored), "the worksheets come back", [s.text for s in stored])
        words = lambda: {id: campaign("show", campaign.query(
            "SELECT max(run) FROM run_scenario WHERE id = '%s'" % id)[0][0], id).out.splitlines()[2] for id in
            ("FIN-04", "FIN-05", "FIN-06")}
        before = words()
        checks.equal(before, {"FIN-04": "blocked", "FIN-05": "passed with remark", "FIN-06": "passed"},
                     "what people said is the result", campaign("status").text)
        done = campaign("finish")
        checks.equal((done.code, campaign.held()), (5, 0), "finish lets go of what was held", done.text)
        checks.equal(words(), before, "and every verdict counts as before", done.text)
        again = campaign("finish")
        checks.check("nothing waits for a person" in again.out and campaign.runs() == 2, "twice changes nothing", again.text)
        left = campaign("worksheet", "export").out
        checks.check("wrote" not in left, "nobody is asked anew", left)
        rerun = campaign("run")
        checks.equal(words(), {"FIN-04": "blocked", "FIN-05": "awaiting", "FIN-06": "passed"},
                     "a newer run costs what was done with the things of the older one, and nothing else", rerun.text)
        checks.check("Verdicts on 2 rows no longer count" in rerun.out, "and says so", rerun.text)
        page = campaign("show", 3, "FIN-05").out
        checks.check(page.count("no longer counts: Piet") == 2, "show names the verdicts", page)


def refusals(checks, binary):
    with folder() as place, Demo(binary, place) as demo:
        campaign = Campaign(binary, place, demo.base, demo.token)
        campaign("run")
        campaign.say(FIN_01=["failed", ""])
        failed = campaign("finish", "FIN-01")
        checks.equal(failed.code, 1, "a person's failed fails the scenario", failed.text)
        checks.equal(campaign.steps(2), ["passed"] * 3 + ["awaiting"] + ["skipped"] * 3, "and skips what is behind it")
        campaign("run")
        campaign.say(FIN_01=["blocked", ""])
        blocked = campaign("finish", "FIN-01")
        checks.check(blocked.code != 0 and "passed" not in campaign.steps(4)[3:], "blocked passes nothing", blocked.text)

    with folder() as place, Demo(binary, place) as demo:
        campaign = Campaign(binary, place, demo.base, demo.token)
        campaign("run")
        campaign.say(FIN_01=["passed", ""])
        first = campaign.place / "first.csv"
        first.write_bytes((campaign.place / "filled.csv").read_bytes() + b"\r\n")
        campaign("run")
        old = campaign("finish", "FIN-01")
        checks.check("took the place of what the tester saw" in old.out, "a verdict on things of an earlier run is asked again", old.text)
        checks.equal(campaign.runs(), 2, "and nothing runs on it")
        rows = campaign("show", 2, "FIN-01").out
        checks.check("awaiting" in rows.splitlines()[2], "the row is open again", rows)
        late = campaign("worksheet", "import", "--apply", "--tester", "Piet", first)
        checks.check("stale" in late.text, "the sheet of the earlier run is stale", late.text)
        campaign.say(FIN_01=["passed", ""])
        renewed = campaign("finish", "FIN-01")
        checks.equal((renewed.code, campaign.steps(3)[4:6]), (0, ["passed", "passed"]),
                     "the same word on the new sheet is a new word", renewed.text)
        campaign("run")
        campaign.write("100102")
        changed = campaign("finish", "FIN-01")
        checks.check(changed.code == 2 and "its text was changed since run 4" in changed.err, "a changed text is refused", changed.text)
        campaign.write()
        with Proxy(demo.base, lambda request: None) as proxy:
            write_project(place, proxy.base, demo.token, top="language: en")
            other = campaign("finish", "FIN-01")
        checks.check(other.code == 2 and "and this is lms at" in other.err, "another system is refused", other.text)
        write_project(place, demo.base, demo.token, top="language: en")

    with folder() as place, Demo(binary, place) as demo:
        campaign = Campaign(binary, place, demo.base, demo.token)
        campaign("run")
        campaign.say(FIN_01=["passed", "passed"])
        early = campaign("freeze", "--rehearsal", "--evidence", "none")
        checks.check(early.code != 0 and "1 scenario waits for lmsaccept finish" in early.text,
                     "what the machine has not gone on with is not frozen as done", early.text)
        campaign("clean")
        gone = campaign("finish", "FIN-01")
        checks.check(gone.code == 5 and "was removed since" in gone.text, "what clean took is not guessed", gone.text)
        checks.check("passed" not in campaign.steps(2)[3:], "and passes nothing", campaign.steps(2))

    with folder() as place:
        alone = Binary(binary.path)(place, "finish")
        checks.check(alone.code == 2 and "begins anew with each run" in alone.err, "the built-in LMS keeps nothing", alone.text)


def interruptions(checks, binary):
    """The LMS answers no more in the middle, and the process is killed there."""
    with folder() as place, Demo(binary, place) as demo:
        hold = {"on": False}

        def spoil(request):
            return Stalled() if hold["on"] and b"core_course_get_courses_by_field" in request.body else None
        with Proxy(demo.base, spoil) as proxy:
            campaign = Campaign(binary, place, proxy.base, demo.token)
            campaign("run")
            held = campaign.held()
            campaign.say(FIN_01=["passed", ""])
            for name, sign, code in (("kill -9", signal.SIGKILL, -9), ("Ctrl-C", signal.SIGINT, 130)):
                hold["on"] = True
                seen = len(proxy.seen)
                process = subprocess.Popen(
                    [binary.path, "finish", "FIN-01"], cwd=place, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT, env={"PATH": os.environ["PATH"], "HOME": str(place), "NO_COLOR": "1"})
                while process.poll() is None and not any(
                        b"core_course_get_courses_by_field" in r.body for r in proxy.seen[seen:]):
                    pass
                process.send_signal(sign)
                told = process.communicate()[0].decode()
                hold["on"] = False
                checks.equal(process.returncode, code, name + " ends it", told)
                checks.equal(campaign.held(), held, name + " loses nothing that is held", told)
            after = campaign("finish", "FIN-01")
            checks.equal(after.code, 0, "the next finish goes on", after.text)
            checks.equal(campaign.steps(campaign.runs()), ["passed"] * 3 + ["awaiting", "passed", "passed", "awaiting"],
                         "and runs what was cut off", campaign("show", campaign.runs(), "FIN-01").text)
    with folder() as place, Demo(binary, place) as demo:
        hold = {"on": True}
        with Proxy(demo.base, lambda r: Stalled() if hold["on"] and b"enrol_manual_enrol_users" in r.body else None) as proxy:
            campaign = Campaign(binary, place, proxy.base, demo.token)
            feature = campaign.place / "Scenarios" / "finish.feature"
            feature.write_text("Feature: Finish\n" + CHANGE, encoding="utf-8")
            campaign("run")
            campaign.say(FIN_03=["passed"])
            process = subprocess.Popen(
                [binary.path, "finish"], cwd=place, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, env={"PATH": os.environ["PATH"], "HOME": str(place)})
            while process.poll() is None and not any(b"enrol_manual_enrol_users" in r.body for r in list(proxy.seen)):
                pass
            process.kill()
            process.wait()
            hold["on"] = False
            unsure = campaign("finish")
            checks.check(unsure.code == 5 and "may have been done already" in unsure.text,
                         "a change of which nobody knows whether it was made is not made again", unsure.text)
            checks.equal(campaign.held(), 0, "and what the scenario kept goes", unsure.text)


REPEATED = """Feature: Repeat

  @id:REP-01 @req:REP-R1 @retry:1
  Scenario: An answer is lost now and then
    Given the following new "courses" exist:
      | shortname | fullname |
      | REP-26    | Repeat   |
    Then course "REP-26" has name "Repeat"
"""


def repeats(checks, binary):
    """@retry over a proxy that spoils one answer, and @known with a finding that nobody has."""
    with folder() as place, Demo(binary, place) as demo:
        spoilt = []

        def spoil(request):
            # The first look of the check: whatever is asked once the course has been made.
            made = any(b"core_course_create_courses" in r.body for r in proxy.seen[:request.number])
            if made and not spoilt and b"core_course_get" in request.body:
                spoilt.append(request.number)
                return Spoilt(500, b"{}")
        with Proxy(demo.base, spoil) as proxy:
            write_project(place, proxy.base, demo.token, top="language: en")
            features = pathlib.Path(place) / "Scenarios"
            features.mkdir()
            (features / "repeat.feature").write_text(REPEATED, encoding="utf-8")
            call = lambda *arguments: binary(place, *arguments)
            run = call("run", "--format", "csv,junit,messages")
            checks.check(spoilt and run.code == 0 and "flaky" in run.out, "a pass after a repeat is flaky, and fails nothing", run.text)
            rows = run.rows
            checks.check(rows and all(r["attempt"] == "2" and r["earlier_attempts"].startswith("1: broken") for r in rows),
                         "the CSV tells both attempts", rows)
            page = call("show", 1, "REP-01").out
            checks.check("attempt 1: broken" in page and "attempt 2" in page, "show tells what went wrong first", page)
            reports = {f.suffix: f.read_text("utf-8") for f in (pathlib.Path(place) / "Reports").iterdir() if f.is_file()}
            checks.check('name="attempt-1" value="broken' in reports[".xml"], "so does JUnit", reports[".xml"])
            checks.check('"willBeRetried":true' in reports[".ndjson"], "so do the messages", reports[".ndjson"][-3000:])
            checks.check(not [c for c in courses(demo) if c.startswith("REP")], "both attempts cleaned up", courses(demo))
            del spoilt[:]
            proxy.seen.clear()
            strict = call("run", "--strict")
            checks.equal(strict.code, 1, "--strict fails on flaky", strict.text)
            (features / "repeat.feature").write_text(REPEATED.replace("@retry:1", "@known:F-0012,until=2099-01-31"), encoding="utf-8")
            for command in ("run", "check"):
                known = call(command)
                checks.check(known.code == 3 and "plan.unknown-finding" in known.err, command + " knows no such finding", known.text)


def main():
    binary, checks = Binary(sys.argv[1]), Checks("finishing")
    whole(checks, binary)
    people(checks, binary)
    refusals(checks, binary)
    interruptions(checks, binary)
    repeats(checks, binary)
    checks.end()


if __name__ == "__main__":
    main()
