#!/usr/bin/env python3
"""Kills runs and interrupts them: what the terminal had shown is kept, and `clean` leaves the LMS as it was.

kill.py BINARY [--kills 20] [--kolibri URL | --provision] [--kolibri-kills 20] [--seed N]

The built-in LMS runs as a process of its own, so that it survives. --kolibri takes a Kolibri that Tests/Kolibri/provision.sh
has made, --provision makes one. What differs from call to call is the moment of each kill; the seed is printed.
"""
import argparse, copy, json, os, pathlib, random, re, signal, subprocess, sys, threading, time

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here.parent / "AcceptanceTests"), str(here.parent / "Kolibri")]
import acceptance, live_kolibri
from acceptance import Binary, Checks, Demo, Proxy, Stalled, folder, root

SCENARIOS = root / "Scenarios" / "en"
# Numbering, sign-ins and what the LMS writes down about the past; nobody would call it contents.
VOLATILE = {"tokens", "sessions", "log", "clockOffset", "instances", "drafts", "notifications", "gradeHistory",
            "dataRequests"}  # an LMS keeps what was asked of it, done or not
LINE = re.compile(r"^\[\d+/\d+\] (not applicable|[a-z ]+?)  (\S.*?)  \S")
STEP = re.compile(r"^[+~x!?.-] (?:Given|When|Then|And|But|\*) .*")


class BuiltIn:
    name, secrets, scenarios, least = "built-in LMS", {}, [SCENARIOS], 50
    # Scenarios that may await a person while something of an earlier run is still there, each with the reason.
    may_wait = set()
    # What a step says when the LMS lost something by itself, whoever was killed.
    loses = None

    def __init__(self, demo):
        self.demo = demo
        # The first write makes the file.
        demo.post("/webservice/rest/server.php", {
            "wstoken": demo.token, "moodlewsrestformat": "json", "wsfunction": "core_user_update_users",
            "users[0][id]": "2", "users[0][city]": "Utrecht"})

    def project(self, place):
        acceptance.write_project(place, self.demo.base, self.demo.token)

    def contents(self):
        found = {}
        for name, table in copy.deepcopy(self.demo.state()).items():
            if name in VOLATILE or not isinstance(table, dict):
                continue
            found[name] = []
            for row in table.get("rows", []):
                if not row.get("isDeleted"):
                    found[name].append(str(sorted((k, json.dumps(v, sort_keys=True)) for k, v in row.items() if k not in ("lastAccess", "firstAccess", "texts"))))
        return found


class OnKolibri:
    """With the areas in which it makes and removes things; the others take long and leave nothing."""

    name, secrets, least = "Kolibri", live_kolibri.SECRETS, 10
    scenarios = [SCENARIOS / "usr.feature", SCENARIOS / "acc.feature"]
    # Kolibri tells of a completed document the first time only: as long as who completed it is there, a person compares.
    may_wait = {"USR-05"}
    # Coaches are told from a queue that Kolibri 0.19.5 loses an entry of now and then; then nobody is told however long one waits.
    loses = "coaches are not told that"

    def __init__(self, kolibri):
        self.kolibri = kolibri

    def project(self, place):
        live_kolibri.write_project(place, self.kolibri.base)

    def contents(self):
        return self.kolibri.dump()


class Campaign:
    """A project folder for one system, and what the commands say there."""

    def __init__(self, checks, binary, system, place):
        self.checks, self.binary, self.system, self.place = checks, binary, system, pathlib.Path(place)
        system.project(place)
        self.before = system.contents()

    def call(self, *arguments):
        return self.binary(self.place, *arguments, environment=self.system.secrets)

    def start(self, **more):
        environment = dict(os.environ, COLUMNS="400", NO_COLOR="1", **self.system.secrets)
        return subprocess.Popen(
            [self.binary.path, "run", "--format", "csv", "--jobs", "4", *map(str, self.system.scenarios)],
            cwd=self.place, env=environment,
            stdin=subprocess.DEVNULL, text=True, encoding="utf-8", **more)

    def last_run(self):
        """(number, line) of the newest run; (0, "") before there is one."""
        lines = self.call("show", "--list").out.splitlines()
        found = re.match(r"(\d+)  ", lines[0]) if lines else None
        return (int(found.group(1)), lines[0]) if found else (0, "")

    def steps(self, run, title):
        return [line for line in self.call("show", run, title).out.splitlines() if STEP.match(line)]

    def lost(self, run, titles):
        """Those of the scenarios in which the LMS lost something by itself."""
        lost = {t for t in titles if self.system.loses and self.system.loses in self.call("show", run, t).out}
        if lost:
            print("run %d: %s lost something by itself (%s)" % (run, self.system.name, ", ".join(sorted(lost))))
        return lost

    def clean(self, title):
        clean = self.call("clean")
        self.checks.equal(clean.code, 0, title + ": clean ends with 0", clean.text)
        after = self.system.contents()
        self.checks.check(
            after == self.before, title + ": clean leaves the LMS as it was", live_kolibri.difference(self.before, after))


def shown(text):
    """Scenarios that the terminal had told the end of: (outcome, title)."""
    return [found.groups() for found in map(LINE.match, text.splitlines()) if found]


def kills(checks, binary, system, count, dice):
    with folder() as place:
        campaign = Campaign(checks, binary, system, place)
        for attempt in range(3):
            start = time.monotonic()
            whole = campaign.call("run", "--format", "csv", "--jobs", "4", *system.scenarios)
            seconds = time.monotonic() - start
            outcomes = {title: outcome for outcome, title in shown(whole.err)}
            checks.check(len(outcomes) > system.least and whole.code in (0, 1), "%s: the whole run ends" % system.name, whole.text)
            whole_run, _ = campaign.last_run()
            is_whole = not campaign.lost(whole_run, [t for t, o in outcomes.items() if o in ("failed", "broken")])
            campaign.clean("%s, after a whole run" % system.name)
            if is_whole:
                break
        checks.check(is_whole, "%s: it loses something by itself now and then, not three times running" % system.name)
        steps, hit, left, losses = {}, 0, 0, 0
        for number in range(1, count + 1):
            after = dice.uniform(0.05, max(0.1, seconds * 0.95))
            title = "%s, kill %d after %.2f s" % (system.name, number, after)
            last, _ = campaign.last_run()
            with open(campaign.place / "progress", "w+", encoding="utf-8") as progress:
                process, begun = campaign.start(stdout=subprocess.DEVNULL, stderr=progress), time.monotonic()
                try:
                    process.wait(after)
                    # A whole run is quicker than the one that was measured.
                    seconds = min(seconds, time.monotonic() - begun)
                except subprocess.TimeoutExpired:
                    process.kill()
                    hit += process.wait() == -signal.SIGKILL
                progress.seek(0)
                told = shown(progress.read())
            run, line = campaign.last_run()
            if told:
                checks.equal(run, last + 1, title + ": the run that was killed is listed", line)
            page = campaign.call("show", run).out if run > last else ""
            if run > last and process.returncode == -signal.SIGKILL:
                # The reports are written after the last scenario, and what is stored is told a moment later: a kill there
                # finds a run whose results are whole.
                kept = set(shown_in(page))
                ended = len(told) == len(outcomes) or kept >= {(o, t) for t, o in outcomes.items()}
                checks.check("(not finished)" in line or ended, title + ": the list says that it was not finished", line)
            missing = [t for t in told if not re.search(r"^%s +%s  " % (re.escape(t[0]), re.escape(t[1])), page, re.M)]
            checks.check(not missing, title + ": show tells every scenario that the terminal had shown", missing)
            waits = {t for o, t in told if t in system.may_wait and o == "awaiting" != outcomes.get(t)}
            other = [t for t in told if outcomes.get(t[1]) != t[0] and t[1] not in waits]
            lost = campaign.lost(run, [t for _, t in other])
            losses += bool(lost)
            other = [t for t in other if t[1] not in lost]
            checks.check(not other, title + ": what an earlier kill left changes no outcome", other)
            worked = [t for o, t in told if o != "not applicable" and t not in waits | lost]
            for one in dice.sample(worked, min(3, len(worked))):
                if one not in steps:
                    steps[one] = campaign.steps(whole_run, one)
                checks.check(
                    steps[one] and campaign.steps(run, one) == steps[one], "%s: show tells every step of %s" % (title, one),
                    "whole:  %s\nkilled: %s" % (steps[one], campaign.steps(run, one)))
            plan = campaign.call("clean", "--plan").out if run else ""
            left += "nothing was sent" in plan and not plan.startswith("0 things")
            # Now and then the next run finds what this one has left.
            if dice.random() < 0.6 or number == count:
                campaign.clean(title)
        print("%s: %d of %d runs were killed while they ran (a whole one takes %.1f s), %d left something in the LMS" % (
            system.name, hit, count, seconds, left))
        checks.check(losses * 5 <= count, "%s: what kills leave is not why something is lost" % system.name, losses)
        checks.check(hit * 2 >= count and left > 0, "%s: enough kills hit a run at work" % system.name, (hit, left))


def interrupted(checks, binary, system, dice):
    """Ctrl-C in the middle: an orderly end, with nothing left but what stays until `clean` and what waits for people."""
    with folder() as place:
        campaign = Campaign(checks, binary, system, place)
        title = "%s, Ctrl-C" % system.name
        process = campaign.start(stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        wanted, progress = dice.randint(1, 4), ""
        for line in process.stderr:
            progress += line
            found = LINE.match(line)
            wanted -= bool(found and found.group(1) == "passed")
            if wanted == 0:
                process.send_signal(signal.SIGINT)
                wanted = -1
        output = process.stdout.read()
        checks.equal(process.wait(60), 130, title + ": the run ends with 130", output + progress)
        checks.check("Interrupted." in output, title + ": the summary says that it was interrupted", output)
        checks.check("cleaning up" in progress, title + ": the terminal says what happens now", progress)
        run, line = campaign.last_run()
        page = campaign.call("show", run).out
        ended = [t for o, t in shown(progress)]
        checks.check(
            len(ended) < len(shown_in(page)), title + ": not every scenario had ended", "%d of %d" % (len(ended), len(shown_in(page))))
        waiting = {t.split(" [")[0] for o, t in shown_in(page) if o == "awaiting"}
        plan = campaign.call("clean", "--plan").out
        held = {found.group(1).split(" [")[0] for found in re.finditer(r" \(for (.*)\)$", plan, re.M)}
        checks.check(held <= waiting, title + ": only what waits for people is kept for a scenario", "%s\n%s" % (waiting, plan))
        campaign.clean(title)


def shown_in(page):
    """(outcome, title) of each line of `show N`."""
    lines = [re.match(r"^(\S+(?: \S+)*) {2,}(\S.*?)  \S", line) for line in page.splitlines()]
    return [l.groups() for l in lines if l and re.match(r"[A-Z0-9]+-\d", l.group(2))]


def interrupted_twice(checks, binary, system, dice):
    """The LMS stops answering in the middle, also to the clean-up; the second Ctrl-C does not wait for it."""
    title = "%s, Ctrl-C twice" % system.name
    with folder() as place:
        campaign = Campaign(checks, binary, system, place)
        limit, stuck = dice.randint(40, 120), threading.Event()

        def spoil(request):
            if request.number < limit:
                return None
            stuck.set()
            return Stalled()

        with Proxy(system.demo.base, spoil) as proxy:
            acceptance.write_project(place, proxy.base, system.demo.token)
            process = campaign.start(stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            checks.check(stuck.wait(60), title + ": the run reaches the moment")
            process.send_signal(signal.SIGINT)
            progress = ""
            for line in process.stderr:
                progress += line
                if "cleaning up" in line:
                    process.send_signal(signal.SIGINT)
            try:
                code = process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
        checks.equal(code, 130, title + ": the run ends with 130", progress)
        checks.check("ended at once" in progress, title + ": it says that it did not clean up", progress)
        system.project(place)
        campaign.clean(title)


def test(checks, binary, system, count, dice):
    start = time.monotonic()
    kills(checks, binary, system, count, dice)
    interrupted(checks, binary, system, dice)
    if isinstance(system, BuiltIn):
        interrupted_twice(checks, binary, system, dice)
    print("%s took %d s" % (system.name, time.monotonic() - start))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--kolibri")
    parser.add_argument("--provision", action="store_true")
    parser.add_argument("--kolibri-kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    arguments = parser.parse_args()
    print("seed of the kills: %d (repeat with --seed %d)" % (arguments.seed, arguments.seed))
    binary, checks, dice = Binary(arguments.binary), Checks("kills"), random.Random(arguments.seed)
    if arguments.kills:
        with folder() as place, Demo(binary, place) as demo:
            test(checks, binary, BuiltIn(demo), arguments.kills, dice)
    if arguments.kolibri or arguments.provision:
        with live_kolibri.Kolibri(arguments.kolibri) if arguments.kolibri else live_kolibri.Kolibri.start() as kolibri:
            if arguments.provision:
                kolibri.furnish()
            test(checks, binary, OnKolibri(kolibri), arguments.kolibri_kills, dice)
    checks.end()


if __name__ == "__main__":
    main()
