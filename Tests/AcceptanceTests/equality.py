#!/usr/bin/env python3
"""The same pack gives the same outcomes whatever the order, the width and the language: equality.py BINARY

And on a system that stays: what is there is not made again, and `clean` leaves the system as it was.
"""
import copy, json, pathlib, re, sys
from acceptance import Checks, Demo, binary_argument, folder, read_store, scenarios, write_project

# Not part of what somebody would call the contents of an LMS: numbering, sign-ins, what was written down about the past.
VOLATILE = {"tokens", "sessions", "log", "clockOffset", "instances", "drafts", "notifications", "gradeHistory",
            "dataRequests"}  # an LMS keeps what was asked of it, done or not
# What seeds make for the whole campaign; everything else belongs to one scenario.
LASTING = ["users", "categories", "courses", "frameworks", "competencies", "cohorts"]


def steps(run):
    """(scenario, example, number) -> outcome of the step and of its scenario, with the number of checks."""
    return {(r["scenario"], r["example"], int(r["step"])): (r["step_outcome"], r["scenario_outcome"], r["checks"])
            for r in run.rows}


def pack(binary, *arguments, paths=(scenarios / "en",)):
    with folder() as place:
        run = binary(place, "run", "--quiet", "--format", "csv", *arguments, *paths)
        return run.code, steps(run), run.text


def difference(one, other):
    keys = [k for k in sorted(set(one) | set(other)) if one.get(k) != other.get(k)]
    return "\n".join("%s: %s / %s" % (k, one.get(k), other.get(k)) for k in keys[:8])


def order_and_width(checks, binary):
    code, first, text = pack(binary, "--jobs", "1")
    checks.equal(code, 0, "the pack passes with --jobs 1", text)
    for arguments in (["--jobs", "8"], ["--shuffle", "1"], ["--shuffle", "2"], ["--shuffle", "3", "--jobs", "8"]):
        code, seen, text = pack(binary, *arguments)
        name = " ".join(arguments)
        checks.equal(code, 0, "the pack passes with " + name, text)
        checks.check(seen == first, "the outcome of every step with %s is that with --jobs 1" % name, difference(first, seen))
    return first


def by_scenario(outcomes):
    """scenario -> outcomes of its examples in the order of the file (examples have other names in another language)."""
    found = {}
    for (scenario, example, _), (_, outcome, _) in outcomes.items():
        found.setdefault(scenario, {})[example] = outcome
    return {k: list(v.values()) for k, v in found.items()}


def languages(checks, binary, english):
    code, dutch, text = pack(binary, "--language", "nl", paths=(scenarios / "nl",))
    checks.equal(code, 0, "the Dutch twins pass", text)
    en, nl = by_scenario(english), by_scenario(dutch)
    checks.check(len(nl) >= 6, "there are Dutch twins", sorted(nl))
    for scenario, outcomes in nl.items():
        # A twin may show fewer examples; those it has come to the same.
        checks.check(
            scenario in en and set(outcomes) == set(en[scenario]), "%s comes to the same in both languages" % scenario,
            "en: %s\nnl: %s" % (en.get(scenario), outcomes))
    code, both, text = pack(binary, "--language", "nl,en", paths=(scenarios,))
    mixed = by_scenario(both)
    checks.equal(code, 0, "one run takes each scenario in the first language that has it", text)
    checks.equal(sorted(mixed), sorted(en), "each scenario runs once, whatever the language")


def contents(state):
    """The state without what is volatile: rows of things that exist."""
    state = copy.deepcopy(state)
    found = {}
    for name, table in state.items():
        if name in VOLATILE or not isinstance(table, dict):
            continue
        rows = [r for r in table.get("rows", []) if not r.get("isDeleted")]
        for row in rows:
            for stamp in ("lastAccess", "firstAccess"):
                row.pop(stamp, None)
            for texts in ("texts", "customFields"):  # a form writes every field, empty ones too
                if texts in row:
                    row[texts] = {k: v for k, v in row[texts].items() if v}
        found[name] = rows
    return found


def held_people(place):
    """Whom scenarios hold until people have looked, and would remove or put back: user names that an import brought in, and
    the numbers of accounts that were there and are changed."""
    store = read_store(place)
    rows = store.execute("SELECT name, key, data FROM ledger WHERE lifetime = 'held' AND state IN ('intended', 'made')").fetchall()
    store.close()
    names = {key for name, key, _ in rows if name == "user"}
    return names | {json.loads(data)["id"] for name, _, data in rows if name == "user.put_back"}


def lasting(state, kept=()):
    """What was made for the campaign: rows of the lasting kinds without those of one scenario (their keys hold a ~, those of
    people a - and six letters), and without whom a scenario holds."""
    rows = contents(state)
    own = re.compile(r"~|^[a-z]+-[0-9a-z]{6}$")
    found = {k: [r for r in rows[k] if not any(own.search(str(r.get(f, ""))) for f in ("shortname", "idnumber", "username"))] for k in LASTING}
    found["users"] = [r for r in found["users"] if r["id"] not in kept and r["username"] not in kept]
    return found


def made(state):
    """How many things of the lasting kinds were ever made; a number that only grows."""
    return {k: state[k]["lastID"] for k in LASTING}


def compare(checks, title, one, other):
    lines = []
    for name in one:
        old, new = ({r["id"]: r for r in rows} for rows in (one[name], other[name]))
        for id in sorted(set(old) | set(new)):
            a, b = old.get(id), new.get(id)
            if a != b and a and b:
                lines += ["%s %s: %s was %r, is %r" % (name, id, k, a.get(k), b.get(k)) for k in a if a.get(k) != b.get(k)]
            elif a != b:
                lines.append("%s %s %s: %.200s" % (name, id, "is gone" if a else "is new", a or b))
    checks.check(not lines, title, "\n".join(lines))


def staying_system(checks, binary):
    with folder() as place, Demo(binary, place) as demo:
        write_project(place, demo.base, demo.token)
        # One harmless write, so that the file is there before anything of the project is.
        demo.post("/webservice/rest/server.php", {
            "wstoken": demo.token, "moodlewsrestformat": "json", "wsfunction": "core_user_update_users",
            "users[0][id]": "2", "users[0][city]": "Utrecht"})
        before = demo.state()

        first_seed = binary(place, "seed", scenarios / "en")
        checks.equal(first_seed.code, 0, "seeding succeeds", first_seed.text)
        seeded = demo.state()
        checks.check(made(seeded)["users"] > made(before)["users"] + 10, "seeding makes people", made(seeded))
        again = binary(place, "seed", scenarios / "en")
        checks.equal(again.code, 0, "seeding again succeeds", again.text)
        checks.equal(made(demo.state()), made(seeded), "seeding again makes nothing")
        compare(checks, "seeding again changes nothing", contents(seeded), contents(demo.state()))

        runs, kept = [], set()
        # Scenarios that wait for people keep what they made, each run in the place of the one before.
        for title in ("a run", "a second run", "a third run"):
            run = binary(place, "run", "--quiet", "--format", "csv", scenarios / "en")
            checks.equal(run.code, 0, "%s on the same system passes" % title, run.text)
            runs.append((run.rows, steps(run), demo.state()))
            kept |= held_people(place)
        checks.check(kept, "scenarios that wait hold people whom an import brought in", kept)
        for later in runs[1:]:
            checks.check(runs[0][1] == later[1], "each run comes to the same", difference(runs[0][1], later[1]))
        compare(checks, "a run leaves what was seeded for the campaign as it was", lasting(seeded, kept), lasting(runs[0][2], kept))
        compare(checks, "a second run neither makes nor changes anything of the campaign", lasting(runs[0][2], kept), lasting(runs[1][2], kept))

        courses = [len(contents(state)["courses"]) for _, _, state in runs]
        checks.check(courses[0] > len(contents(seeded)["courses"]), "a run keeps courses for people to look at", courses)
        checks.equal(courses[1:], courses[:1] * 2, "a run again keeps as many things for people as the first, not more")

        # Scenarios that await nobody leave nothing behind: relations and own copies go at their end.
        ended = sorted({r["scenario"] for r in runs[0][0]} - {r["scenario"] for r in runs[0][0] if r["scenario_outcome"] != "passed"})
        checks.check(len(ended) >= 8, "there are scenarios that a machine ends", ended)
        # What somebody has shown to be able to do stays with the person, as in a Moodle.
        held = {k: v for k, v in contents(demo.state()).items() if k != "evidence"}
        run = binary(place, "run", "--quiet", "--format", "csv", *[a for id in ended for a in ("--id", id)], scenarios / "en")
        checks.equal(run.code, 0, "the scenarios that await nobody pass again", run.text)
        compare(checks, "what they made is gone at their end", held, contents(demo.state()))

        held = contents(demo.state())
        plan = binary(place, "clean", "--plan")
        checks.check("nothing was sent" in plan.out and re.search(r"[1-9][0-9]* things", plan.out), "clean --plan says what it would do", plan.text)
        compare(checks, "clean --plan changes nothing", held, contents(demo.state()))
        clean = binary(place, "clean")
        checks.equal(clean.code, 0, "clean succeeds", clean.text)
        compare(checks, "clean leaves the system as it was before", contents(before), contents(demo.state()))
        nothing = binary(place, "clean")
        checks.check(nothing.code == 0 and "0 of 0" in nothing.out, "a second clean finds nothing", nothing.text)


def lost_store(checks, binary):
    """What was made carries a mark, so that it is found when the campaign file is gone."""
    with folder() as place, Demo(binary, place) as demo:
        write_project(place, demo.base, demo.token)
        demo.post("/webservice/rest/server.php", {
            "wstoken": demo.token, "moodlewsrestformat": "json", "wsfunction": "core_user_update_users",
            "users[0][id]": "2", "users[0][city]": "Utrecht"})
        before = demo.state()
        checks.equal(binary(place, "seed", scenarios / "en").code, 0, "seeding before the loss succeeds")
        seeded = demo.state()
        for file in pathlib.Path(place).glob("campaign.sqlite*"):
            file.unlink()
        checks.equal(binary(place, "clean").code, 2, "without its store clean knows of nothing and says so")
        plan = binary(place, "clean", "--orphans", "--plan")
        found = plan.out.count("orphan: ")
        checks.check(plan.code == 0 and found > 30, "clean --orphans --plan lists what carries the mark", plan.text)
        compare(checks, "and changes nothing", contents(seeded), contents(demo.state()))
        clean = binary(place, "clean", "--orphans")
        checks.equal(clean.code, 0, "clean --orphans succeeds", clean.text)
        # A report has no field that could carry a mark and that nobody reads.
        left = contents(demo.state())
        left["reports"] = contents(before)["reports"]
        compare(checks, "clean --orphans leaves the system as it was before", contents(before), left)


def main():
    binary = binary_argument(__doc__)
    checks = Checks("equality")
    english = order_and_width(checks, binary)
    languages(checks, binary, english)
    staying_system(checks, binary)
    lost_store(checks, binary)
    checks.end()


main()
