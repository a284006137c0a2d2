#!/usr/bin/env python3
"""Whether every check can fail: replay.py BINARY [PATH...] [--library=FOLDER]

Runs each scenario of the English pack alone on a fresh built-in LMS behind a proxy and keeps what was answered to each
step. Then, for every check step that passed, it runs the scenario again and again, each time with one leaf of one of
the step's answers changed, until each comparison (`expect`) of that step has failed once. One that nothing makes fail
proves nothing, and is an error. With --verbose each step is told as soon as its scenario is done.

replay.json remembers which changes did it; they are tried first, and all others when they do not do it any more. --learn
adds to that file.

unproven.json names the check steps that nothing turned red yet, which is a debt and not a proof: each run prints how many
there are. They are left out, so that a check that was proven once cannot become weak among them. --unproven tries them
and writes the list anew with what still nothing turned red (with --all every step, and the list with what is new); --tries N
gives each step up sooner.

A definition is tried in three check steps a run, others on another day: the seed (LMSACCEPT_SEED, default the day of the year)
chooses. --all tries every one of them.

A step that asks nothing itself (*the request is refused*) judges what an earlier one was answered: then those answers
are changed, the nearest first. *Accepted* has no leaf, for it is the absence of an error: there the whole answer may
become a refusal; and where the attempt itself compares what came of it, that comparison counts (*by the attempt*).
"""
import collections, concurrent.futures, json, os, pathlib, random, sqlite3, sys, tempfile, threading, time
from acceptance import RED, Checks, binary_argument, root, scenarios
from changes import LAST, changes, plain, refusals
from judged import Step
from recordings import NOT_PLAYED, Play, plans

# Definitions that turn red without a comparison only (an answer that cannot be read, a thing that is not there), each
# with the reason.
NOT_COMPARED = {}
# Definitions that compare what no leaf of an answer says: the fault of the built-in LMS that turns each red instead
# (docs/faults.md, which faults.py keeps).
NO_LEAF = {"pages.within": "slow-answers"}
# A check that holds out this long is given up, and that is an error.
TRIES = 300
SAMPLES = None if {"--all", "--unproven"} & set(sys.argv) else 3
if "--tries" in sys.argv:
    TRIES = int(sys.argv[sys.argv.index("--tries") + 1])
REMEMBERED = root / "Tests" / "AcceptanceTests" / "replay.json"
UNPROVEN = root / "Tests" / "AcceptanceTests" / "unproven.json"
LISTED = set(json.loads(UNPROVEN.read_text(encoding="utf-8")))
ONLY_LISTED = "--unproven" in sys.argv and "--all" not in sys.argv


def is_wanted(step):
    if ONLY_LISTED:
        return str(step) in LISTED
    return "--unproven" in sys.argv or str(step) not in LISTED


def may_hold_listed(id):
    return any(name.startswith((id + ":", id + " (")) for name in LISTED)


class Experience:
    """The changes that turned a definition red before are tried first the next time. `remembered`: from an earlier run."""

    def __init__(self, remembered=()):
        self.lock, self.known = threading.Lock(), collections.Counter()
        for definition, *mark, count in remembered:
            self.known[definition, tuple(mark)] = count

    @property
    def told(self):
        return [[definition, *mark, count] for (definition, mark), count in sorted(self.known.items())]

    def add(self, definition, mark):
        with self.lock:
            self.known[definition, mark] += 1

    def rank(self, definition, mark):
        return -self.known[definition, mark]


def candidates(step, recorded, experience):
    """(number of the answer, change, mark): all of them, the likeliest first. A mark is what changes have in common
    from run to run: function, place, kind. Each mark is tried once before any is tried again."""
    possible = []
    for number in step.numbers:
        request, content = recorded.requests[number], recorded.answers[number][1]
        function = request.function or request.path.split("?")[0]
        # What is judged and not asked for: the nearest step first, and of its answers the shortest.
        distance = (step.ordinal - step.steps[number], len(content)) if step.judges else (0, -number)
        others = [] if not request.function else [
            recorded.answers[n][1] for n, r in enumerate(recorded.requests) if r.function == request.function]
        found = changes(function, content, step.names(number), others) + (refusals(content) if step.judges else [])
        for change in found:
            mark = function, change.spot, change.kind
            possible.append((change.near, distance, len(possible), number, change, mark))
    result, seen = [], collections.Counter()
    for near, distance, order, number, change, mark in sorted(possible, key=lambda p: p[:3]):
        seen[number, mark] += 1
        rank = (experience.rank(step.definition, mark), near >= 0, step.judges and distance, seen[number, mark],
                change.kind in LAST, len(result))
        result.append((rank, (number, change, mark)))
    return [told for _, told in sorted(result, key=lambda r: r[0])]


def different(tries, recorded):
    """The candidates without those that change nothing or the same as one before."""
    seen = {(number, plain(content), status) for number, (status, content) in recorded.answers.items()}
    for number, change, mark in tries:
        status, content = recorded.answers[number]
        changed = number, plain(change.make(content, lambda name: name)), change.status or status
        if changed not in seen:
            seen.add(changed)
            yield number, change, mark


class Found:
    """What became of one check step. `compared`: each of its comparisons (from 1) -> the change that failed it, in
    words; `otherwise`: the first change that turned it red without a comparison. `is_whole`: nothing is left to try."""

    def __init__(self, step):
        self.step, self.tried, self.is_whole = step, 0, False
        self.compared, self.otherwise, self.strayed = {}, "", ""
        self.labels = set()

    def failed_at(self, made, message):
        """The number of the comparison that failed after so many were made; None for one that is known already. A step that
        waits compares again and again, so that the count says nothing there: what is compared is told by its name."""
        if made <= self.step.comparisons:
            return None if made in self.compared else made
        label = message.split(": expected")[0]
        if label in self.labels or not self.missing:
            return None
        self.labels.add(label)
        return self.missing[-1]

    @property
    def missing(self):
        return [n for n in range(1, self.step.comparisons + 1) if n not in self.compared]

    @property
    def is_red(self):
        return not self.missing or bool(self.otherwise) and self.step.definition in NOT_COMPARED

    @property
    def told(self):
        """The change that failed the last comparison, which is what the step is about; those before guard it."""
        return self.compared.get(max(self.compared)) if self.compared else self.otherwise

    def __str__(self):
        lines = ["%d changes tried%s" % (self.tried, " and no more to try" if self.is_whole else ""), self.strayed]
        lines += ["comparison %d of %d held whatever was changed" % (n, self.step.comparisons) for n in self.missing]
        lines += ["comparison %d failed: %s" % entry for entry in sorted(self.compared.items())]
        lines += ["red without a comparison: " + self.otherwise if self.otherwise else ""]
        return "\n".join(line for line in lines if line)


def search(binary, place, options, recorded, step, experience):
    """Changes one leaf after the other until each comparison of the step has failed once."""
    found = Found(step)
    for number, change, mark in different(candidates(step, recorded, experience), recorded):
        if found.tried == TRIES:
            return found
        play = Play(binary, place, options, recorded, number, change, step.sent)
        found.tried += 1
        outcome, message, expected, made = play.outcomes.get(step.ordinal, ("", "", None, 0))
        told = "%s %s" % (mark[0], change)
        if play.strayed or not play.made:
            found.strayed = "%s: %s" % (told, play.strayed or "the place is not there")
            return found
        failed = found.failed_at(made, message) if outcome == "failed" and expected is not None else None
        if failed:
            found.compared[failed] = told
            experience.add(step.definition, mark)
        elif not outcome or outcome == "skipped":
            # An attempt that looks itself whether it worked fails before anybody judges it.
            outcome, _, expected, _ = play.outcomes.get(step.attempt, ("", "", None, 0))
            if outcome == "failed" and expected is not None:
                found.compared.setdefault(step.comparisons, told + " (by the attempt)")
        elif outcome in RED and expected is None and not found.otherwise:
            found.otherwise = "%s: %s, %s" % (told, outcome, message)
        if found.is_red:
            return found
    found.is_whole = True
    return found


turns, turning = collections.Counter(), threading.Lock()


def turn(step):
    """Whether it is this step's turn: few of each definition a run."""
    if not SAMPLES:
        return True
    with turning:
        turns[step.definition] += 1
        return turns[step.definition] <= SAMPLES


def scenario(binary, place, options, experience):
    """Every check step of one scenario example that passes. First it is played again as it was: what differs then is no
    change of ours."""
    recorded = Play(binary, place, options)
    if recorded.plan is None or recorded.run.code not in (0, 4):
        raise SystemExit("%s does not pass: %s" % (place, recorded.run.text))
    again = Play(binary, place, options, recorded)
    if again.strayed or again.told() != recorded.told() or len(again.requests) != len(recorded.requests):
        raise SystemExit("%s: two runs differ: %s" % (place, again.strayed or again.run.text))
    steps = recorded.steps()
    checks = [s for s in recorded.plan["steps"] if s.get("definition", {}).get("kind") == "check"]
    passed = [s for s in checks if recorded.outcomes.get(s["ordinal"], ("",))[0] == "passed"
              and s["definition"]["id"] not in NO_LEAF]
    wanted = [step for step in (Step(recorded, steps, s) for s in passed) if is_wanted(step) and turn(step)]
    return [search(binary, place, options, recorded, step, experience) for step in wanted]


def places(binary, paths, options):
    """file:line of every scenario example; rows that stand in a file have one line, that of its name, and a number behind it:
    file:line#1."""
    with tempfile.TemporaryDirectory(prefix="lmsaccept-") as folder:
        run = binary(folder, "run", "--quiet", "--format", "csv", *options, *paths)
        if run.code:
            raise SystemExit(run.text)
        database = sqlite3.connect(pathlib.Path(folder) / "Reports" / "campaign.sqlite")
        named = ["%s:%d" % (plan["path"], plan["line"]) for plan in plans(database)
                 if not ONLY_LISTED or may_hold_listed(plan["id"])]
        count, found = collections.Counter(named), []
        for name in named:
            found.append(name if count[name] == 1 else "%s#%d" % (name, 1 + sum(f.startswith(name + "#") for f in found)))
        database.close()
    return found


def played(*scenario_of):
    try:
        return scenario(*scenario_of)
    except SystemExit as end:
        if "--unproven" in sys.argv:
            print("NOT PLAYED %s" % end, flush=True)
        elif not any(str(end).startswith(id + ":") for id in NOT_PLAYED):
            raise
        return []


def replay(binary, paths, options, experience):
    """What became of every check step, in the order of the scenarios; two at a time on two processors."""
    all_found = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        wanted = places(binary, paths, options)
        if SAMPLES:
            random.Random(os.environ.get("LMSACCEPT_SEED", time.strftime("%j"))).shuffle(wanted)
        for found in pool.map(lambda p: played(binary, p, options, experience), wanted):
            all_found += found
            for f in found if "--verbose" in sys.argv else []:
                print("%s %s\n  %s" % ("red  " if f.is_red else "GREEN", f.step, f.told if f.is_red else f), flush=True)
    return all_found


# The driver on itself: a check that asks and does not look.
HONEST = 'expect(best.hasgrade, "there is a grade").equals(true)'
BLIND = 'do expect(result, "result").equals(result) return end'


def blinded(binary, checks):
    """With `quiz.result` made blind, nothing turns it red; as it is, something does."""
    shipped = root / "Library" / "adapters" / "moodle" / "assessment.lua"
    text = shipped.read_text(encoding="utf-8")
    if text.count(HONEST) != 1:
        raise SystemExit("%s has no longer %s" % (shipped, HONEST))
    with tempfile.TemporaryDirectory(prefix="lmsaccept-") as folder:
        laid_over = pathlib.Path(folder) / "adapters" / "moodle" / "assessment.lua"
        laid_over.parent.mkdir(parents=True)
        laid_over.write_text(text.replace(HONEST, BLIND), encoding="utf-8")
        place = places(binary, [scenarios / "en" / "asm.feature"], [])[0]
        turns.clear()
        found = scenario(binary, place, ["--library", folder], Experience())
    quiz = [f for f in found if f.step.definition == "quiz.result"]
    checks.check(quiz, "%s checks the result of a test" % place)
    for f in quiz:
        checks.check(not f.is_red, "a check that does not look stays green whatever is changed", f)
        checks.check(f.is_whole, "all changes are tried before a check is found green", f)


def table(found):
    """One line a definition: check steps, how many turned red, changes tried, the change that did it most often."""
    print("%-28s %5s %5s %7s %5s  %s" % ("definition", "steps", "red", "compare", "tried", "the change that did it"))
    for definition in sorted({f.step.definition for f in found}):
        mine = [f for f in found if f.step.definition == definition]
        told = collections.Counter(f.told or "none" for f in mine).most_common(1)[0][0]
        counts = len(mine), sum(f.is_red for f in mine), sum(len(f.compared) for f in mine), sum(f.tried for f in mine)
        print("%-28s %5d %5d %7d %5d  %s" % (definition, *counts, told[:110]))


def main():
    binary, checks = binary_argument(__doc__), Checks("replay")
    given = [a for a in sys.argv[2:] if not a.isdigit()]
    options = [a for a in given if a.startswith("--library")]
    learns = "--learn" in given
    experience = Experience(json.loads(REMEMBERED.read_text(encoding="utf-8")))
    found = replay(binary, [a for a in given if not a.startswith("--")] or [scenarios / "en"], options, experience)
    table(found)
    if learns:
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in experience.told)
        REMEMBERED.write_text("[\n%s\n]\n" % lines, encoding="utf-8")
    if "--unproven" in given:
        names = sorted({str(f.step) for f in found if not f.is_red})
        UNPROVEN.write_text(json.dumps(names, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
        print("%d check steps are unproven" % len(names))
        return
    print("unproven: %d check steps, of which nothing is known to turn them red (unproven.json)" % len(LISTED))
    for f in found:
        checks.check(f.is_red, "%s fails when the LMS answers something else" % f.step, f)
    definitions = {f.step.definition for f in found}
    for definition in NOT_COMPARED:
        checks.check(not any(f.compared for f in found if f.step.definition == definition),
                     "%s compares after all: remove it from the list" % definition)
    faults = (root / "docs" / "faults.md").read_text(encoding="utf-8")
    for definition, fault in NO_LEAF.items():
        checks.check("| `%s` |" % fault in faults, "%s is turned red by the fault %s" % (definition, fault))
    blinded(binary, checks)
    print("%d check steps of %d definitions, %d comparisons, %d changes tried" % (
        len(found), len(definitions), sum(len(f.compared) for f in found), sum(f.tried for f in found)))
    checks.end()


if __name__ == "__main__":
    main()
