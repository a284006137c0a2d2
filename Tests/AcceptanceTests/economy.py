#!/usr/bin/env python3
"""What the pack costs its readers and the LMS: economy.py BINARY

Its vocabulary stays small: at most 150 definitions, half of them or more used three times by the English pack, and whoever is
used once, or not at all, says in `doc` why. The driver is tried on vocabularies that break each of these.

It asks little: at most 10 requests an example on the built-in LMS in the mean, as they come in at its door: with people, seeds,
redirects that are followed, what is removed at the end of a scenario, and what `clean` removes later of all that waits for people.
"""
import json, pathlib
from acceptance import Checks, Demo, Proxy, binary_argument, folder, read_store, root, scenarios, write_project

MOST_DEFINITIONS = 150
LEAST_MEDIAN = 3
MOST_REQUESTS = 10
VOCABULARY = root / "Library" / "vocabulary"
# What `doc` says of a definition that is used so often. Said of any other it is out of date.
REASON = {0: "Used nowhere: ", 1: "Used once: "}


def definitions(binary, language, *options):
    """The definitions that a machine may run, as `steps --usage --json` tells of them."""
    with folder() as place:
        told = binary(place, "steps", "--usage", "--json", "--in", scenarios / language, *options)
    if told.code != 0:
        raise SystemExit(told.text)
    return [d for d in json.loads(told.out)["steps"] if not d["id"].startswith("human.")]


def problems(found):
    """What is wrong with a vocabulary, a line each. Of an even number the lower of the two in the middle is the median."""
    lines = []
    uses = sorted(d["uses"] for d in found)
    median = uses[(len(uses) - 1) // 2] if uses else 0
    if len(found) > MOST_DEFINITIONS:
        lines.append("there are %d definitions, at most %d are allowed" % (len(found), MOST_DEFINITIONS))
    if median < LEAST_MEDIAN:
        lines.append("the median use is %d, at least %d is wanted" % (median, LEAST_MEDIAN))
    for d in found:
        for number, words in REASON.items():
            says = words in d["doc"] and d["doc"].split(words)[1].strip(" .") != ""
            if says != (d["uses"] == number):
                lines.append('%s is used %d times and its doc says %s"%s..."' % (d["id"], d["uses"], "" if says else "no ", words))
    return lines


def vocabulary(checks, binary):
    found = definitions(binary, "en")
    uses = sorted(d["uses"] for d in found)
    print("%d definitions, median use %d, %d used once, %d not at all" % (
        len(found), uses[(len(uses) - 1) // 2], uses.count(1), uses.count(0)))
    wrong = problems(found)
    checks.check(not wrong, "the vocabulary is small, used again, and says why where it is not", "\n".join(wrong))
    dutch = {d["id"]: d["uses"] for d in definitions(binary, "nl")}
    other = ["%s: %d in English, %d in Dutch" % (d["id"], d["uses"], dutch[d["id"]]) for d in found if d["uses"] != dutch[d["id"]]]
    checks.check(not other, "twins use each definition equally often", "\n".join(other))


def doctored(checks, binary):
    """A vocabulary that breaks one of the rules is found out, and nothing else is said of it."""
    def wrong_with(name, change):
        text = (VOCABULARY / name).read_text(encoding="utf-8")
        with folder() as place:
            laid_over = pathlib.Path(place) / "vocabulary" / name
            laid_over.parent.mkdir()
            laid_over.write_text(change(text), encoding="utf-8")
            return problems(definitions(binary, "en", "--library", place))

    once = "Used once: guessing is one requirement."
    if (VOCABULARY / "protection.lua").read_text(encoding="utf-8").count(once) != 1:
        raise SystemExit("protection.lua has no longer: " + once)
    silent = wrong_with("protection.lua", lambda text: text.replace(once, ""))
    checks.check(len(silent) == 1 and silent[0].startswith("login.guess is used 1 times"), "a definition used once that says no why", silent)
    empty = wrong_with("protection.lua", lambda text: text.replace(once, "Used once: "))
    checks.check(len(empty) == 1 and empty[0].startswith("login.guess is used 1 times"), "a why without words", empty)
    stale = wrong_with("rights.lua", lambda text: text.replace('doc = "Counts the learners', 'doc = "Used once: old. Counts the learners'))
    checks.check(len(stale) == 1 and stale[0].startswith("course.participants is used"), "a why that is out of date", stale)
    more = "\n".join(
        'step "more.n%d" { en = "thing number %d is there", kind = "check", doc = "Used nowhere: a test." }' % (n, n) for n in range(60))
    many = wrong_with("site.lua", lambda text: text + "\n" + more)
    checks.check(
        len(many) == 2 and "definitions, at most 150" in many[0] and "the median use is " in many[1], "too many that nobody uses", many)


def requests(checks, binary):
    with folder() as place, Demo(binary, place) as demo, Proxy(demo.base, lambda request: None) as proxy:
        write_project(place, proxy.base, demo.token)
        # One at a time: what scenarios share is then asked for by the same one in every run.
        run = binary(place, "run", "--quiet", "--jobs", "1", scenarios / "en")
        in_run = len(proxy.seen)
        checks.equal(run.code, 0, "the pack passes", run.text)
        store = read_store(place)
        examples = store.execute("SELECT COUNT(*) FROM attempt").fetchone()[0]
        recorded, before, at_end = store.execute(
            "SELECT COUNT(*), TOTAL(scenario < 0), TOTAL(scenario >= 0 AND step < 0) FROM exchange").fetchone()
        store.close()
        clean = binary(place, "clean")
        later = len(proxy.seen) - in_run
        checks.equal(clean.code, 0, "clean removes what waited for people", clean.text)
        checks.check(min(examples, before, at_end, later) > 0, "requests of every kind were counted", (examples, before, at_end, later))
        # A redirect that is followed is recorded with the request that led to it.
        checks.check(recorded <= in_run, "what was recorded came in at the door", (recorded, in_run))
        mean = (in_run + later) / examples
        print("%d examples, %d requests in the run (%d before the first, %d to remove, %d redirects), %d by clean: %.2f an example" % (
            examples, in_run, before, at_end, in_run - recorded, later, mean))
        checks.check(mean <= MOST_REQUESTS, "at most %d requests an example in the mean" % MOST_REQUESTS, mean)


def main():
    binary, checks = binary_argument(__doc__), Checks("economy")
    vocabulary(checks, binary)
    doctored(checks, binary)
    requests(checks, binary)
    checks.end()


main()
