#!/usr/bin/env python3
"""Whether every check can fail: replay.py BINARY [PATH...] [--library=FOLDER]

Runs each scenario of the English pack alone on a fresh built-in LMS behind a proxy and keeps what was answered to each
step. Then, for every check step that passed, it runs the scenario again and again, each time with one leaf of one of
the step's answers changed, until each comparison (`expect`) of that step has failed once. One that nothing makes fail
proves nothing, and is an error. With --verbose each step is told as soon as its scenario is done.

replay.json remembers which changes failed which comparison; they are tried first, and all others when they do not do it any
more. --learn writes that file anew.

unproven.json names what nothing turned red yet, which is a debt and not a proof: `steps`, of which no comparison ever failed,
and `comparisons`, those of other steps that never did. Each run prints how many there are. They are left out, so that a check
that was proven once cannot become weak among them. --unproven tries them and writes the list anew with what still nothing
turned red (with --all every step, and the list with what is new); --tries N gives each step up sooner.

A definition is tried in three check steps a run, others on another day: the seed (LMSACCEPT_SEED, default the day of the year)
chooses. --all tries every one of them. A scenario of which no step is tried is run with the whole pack only.

A step that asks nothing itself (*the request is refused*) judges what an earlier one was answered: then those answers
are changed, the nearest first. *Accepted* has no leaf, for it is the absence of an error: there the whole answer may
become a refusal; and where the attempt itself compares what came of it, that comparison counts (*by the attempt*).
"""
import collections, concurrent.futures, json, os, pathlib, random, re, shutil, sqlite3, sys, tempfile, threading, time
from acceptance import RED, Checks, binary_argument, root, scenarios
from changes import LAST, as_another, changes, late, plain, refusals
from judged import Step, named, without_copies
from recordings import NOT_PLAYED, Play, outcomes_of, plans, same

# Definitions that turn red without a comparison only (an answer that cannot be read, a thing that is not there), each
# with the reason.
NOT_COMPARED = {}
# Definitions about how long answers took, which no leaf of them says: there they come late.
LATE = {"pages.within"}
# A check that holds out this long is given up, and that is an error.
TRIES = 300
SAMPLES = None if {"--all", "--unproven"} & set(sys.argv) else 3
if "--tries" in sys.argv:
    TRIES = int(sys.argv[sys.argv.index("--tries") + 1])
REMEMBERED = root / "Tests" / "AcceptanceTests" / "replay.json"
UNPROVEN = root / "Tests" / "AcceptanceTests" / "unproven.json"


def debt():
    """(names of steps of which nothing failed, name of a step -> its comparisons that never failed)."""
    told = json.loads(UNPROVEN.read_text(encoding="utf-8"))
    return told["steps"], told["comparisons"]


LISTED = set(debt()[0]) | set(debt()[1])
ONLY_LISTED = "--unproven" in sys.argv and "--all" not in sys.argv


def is_wanted(name):
    if ONLY_LISTED:
        return name in LISTED
    return "--unproven" in sys.argv or name not in LISTED


class Experience:
    """The changes that failed a comparison of a definition before are tried first the next time. `remembered`: from an earlier
    run."""

    def __init__(self, remembered=()):
        self.lock, self.known = threading.Lock(), collections.Counter()
        for definition, comparison, *mark, count in remembered:
            self.known[definition, comparison, tuple(mark)] = count
        self.marks = {(definition, mark) for definition, _, mark in self.known}

    @property
    def told(self):
        return [[definition, comparison, *mark, count] for (definition, comparison, mark), count in sorted(self.known.items())]

    def add(self, definition, comparison, mark):
        with self.lock:
            self.known[definition, comparison, mark] += 1
            self.marks.add((definition, mark))

    def rank(self, definition, comparisons, mark):
        """0 for what never failed a comparison of the definition; the lower, the likelier it fails one of these. What failed
        another one comes behind: a loop compares the same over and over."""
        likely = max((self.known[definition, n, mark] for n in comparisons), default=0)
        return -likely if likely else -0.01 if (definition, mark) in self.marks else 0


def candidates(step, recorded):
    """(what comes first, number of the answer, change, mark): all of them, the likeliest first. A mark is what changes have in
    common from run to run: function, place, kind. Each mark is tried once before any is tried again."""
    if step.definition in LATE:
        return late_answers(step, recorded)
    possible = []
    for number in step.numbers:
        request, (status, content) = recorded.requests[number], recorded.answers[number]
        function = request.function or request.path.split("?")[0]
        # What is judged and not asked for: the nearest step first, and of its answers the shortest.
        distance = (step.ordinal - step.steps[number], len(content)) if step.judges else (0, -number)
        others = [] if not request.function else [
            recorded.answers[n][1] for n, r in enumerate(recorded.requests) if r.function == request.function]
        found = changes(function, content, step.names(number), others, status, recorded.headers[number])
        found += refusals(content) if step.judges else []
        alike = [n for n, r in enumerate(recorded.requests[:number])
                 if r.path.split("?")[0] == function and r.path != request.path]
        found += [as_another(*recorded.answers[n]) for n in alike[-1:]]
        for change in found:
            mark = function, change.spot, change.kind
            possible.append((change.near, distance, len(possible), number, change, mark))
    result, seen = [], collections.Counter()
    for near, distance, order, number, change, mark in sorted(possible, key=lambda p: p[:3]):
        seen[number, mark] += 1
        first = near >= 0, step.judges and distance, seen[number, mark], change.kind in LAST, len(result)
        result.append((first, number, change, mark))
    return sorted(result, key=lambda r: r[0])


def late_answers(step, recorded):
    """The last answer to what was asked for last comes too late; the last two; and so on."""
    last = max(step.numbers)
    alike = [n for n in step.numbers if same(recorded.requests[n]) == same(recorded.requests[last])]
    change = late(float(re.findall(r"\d+(?:\.\d+)?", step.text)[-1]) + 0.2)
    mark = recorded.requests[last].path.split("?")[0], change.spot, change.kind
    return [((n,), number, change, mark) for n, number in enumerate(alike[:-4:-1])]


def in_order(tries, step, missing, experience):
    """What failed one of the missing comparisons before comes first: of each such mark the likeliest, then the second."""
    known, others, nth = [], [], collections.Counter()
    for order, candidate in enumerate(tries):
        mark = candidate[-1]
        rank = experience.rank(step.definition, missing, mark)
        if rank:
            nth[mark] += 1
            known.append((nth[mark], rank, order, candidate))
        else:
            others.append(candidate)
    return [k[-1] for k in sorted(known, key=lambda k: k[:3])] + others


class Differing:
    """Whether a change changes anything, and something else than those before."""

    def __init__(self, recorded):
        self.recorded = recorded
        self.seen = {(number, plain(content), status, "") for number, (status, content) in recorded.answers.items()}

    def __call__(self, number, change):
        status, content = self.recorded.answers[number]
        headers = self.recorded.headers[number]
        told = repr(change.headers(headers)) if change.header else change.delay or ""
        changed = number, plain(change.make(content, lambda name: name)), change.status or status, told
        if changed in self.seen:
            return False
        self.seen.add(changed)
        return True


class Found:
    """What became of one check step. `compared`: each of its comparisons (from 1) -> the change that failed it, in
    words; `otherwise`: the first change that turned it red without a comparison. `is_whole`: nothing is left to try."""

    def __init__(self, step):
        self.step, self.tried, self.is_whole = step, 0, False
        self.compared, self.otherwise, self.strayed = {}, "", ""
        self.labels = {}

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

    @property
    def held(self):
        """The comparisons that never failed, as unproven.json names them."""
        return [("%d of %d %s" % (n, self.step.comparisons, self.labels.get(n, ""))).strip() for n in self.missing]

    def __str__(self):
        lines = ["%d changes tried%s" % (self.tried, " and no more to try" if self.is_whole else ""), self.strayed]
        lines += ["comparison %s held whatever was changed" % held for held in self.held]
        lines += ["comparison %d failed: %s" % entry for entry in sorted(self.compared.items())]
        lines += ["red without a comparison: " + self.otherwise if self.otherwise else ""]
        return "\n".join(line for line in lines if line)


def attempted(found, play, told):
    """An attempt that looks itself whether it worked fails before anybody judges it."""
    outcome, _, expected, _ = play.outcomes.get(found.step.attempt, ("", "", None, 0))
    if outcome == "failed" and expected is not None and found.step.comparisons in found.missing:
        found.compared[found.step.comparisons] = told + " (by the attempt)"
        return found.step.comparisons
    return None


def search(binary, place, options, recorded, step, experience):
    """Changes one leaf after the other until each comparison of the step has failed once."""
    found, left, differs = Found(step), candidates(step, recorded), Differing(recorded)
    while left and not found.is_red:
        order, failed = in_order(left, step, found.missing, experience), None
        while order and not failed and not found.is_red:
            _, number, change, mark = order.pop(0)
            if not differs(number, change):
                continue
            if found.tried == TRIES:
                return found
            told = "%s %s" % (mark[0], change)
            found.tried += 1
            # Of several hundred plays one may stumble over something else than the change: twice it has strayed.
            for _ in range(2):
                play = Play(binary, place, options, recorded, number, change, step.sent)
                strayed = play.strayed or ("the place is not there" if not play.made else
                    "an earlier step came out differently" if play.told(step.steps[number]) != recorded.told(step.steps[number]) else "")
                if not strayed:
                    break
            if strayed:
                found.strayed = "%s: %s" % (told, strayed)
                return found
            outcome, message, expected, made = play.outcomes.get(step.ordinal, ("", "", None, 0))
            if outcome == "failed" and expected is not None and made in found.missing:
                failed = made
                found.compared[made] = told
            elif not outcome or outcome == "skipped":
                failed = attempted(found, play, told)
            elif outcome in RED and expected is None and not found.otherwise:
                found.otherwise = "%s: %s, %s" % (told, outcome, message)
            if failed:
                experience.add(step.definition, failed, mark)
        left = sorted(order, key=lambda candidate: candidate[0])
    found.is_whole = True
    return found


# The labels of what a step compares are told by a library that notes each; a run tells that of what failed only.
COUNTED = "    P.counted()\n    check(actual, label, e, more)\n"
NOTED = "    P.counted()\n    P.note('compares ' .. P.step.checks .. ' ' .. (label or ''))\n    check(actual, label, e, more)\n"


def labels(binary, place, step):
    """Number of a comparison -> its label, as the scenario says it when nothing is changed."""
    with tempfile.TemporaryDirectory(prefix="lmsaccept-") as folder:
        library = pathlib.Path(folder) / "Library"
        shutil.copytree(root / "Library", library)
        prelude = library / "prelude" / "checks.lua"
        text = prelude.read_text(encoding="utf-8")
        if text.count(COUNTED) != 1:
            raise SystemExit("%s compares otherwise now: %s" % (prelude, COUNTED))
        prelude.write_text(text.replace(COUNTED, NOTED), encoding="utf-8")
        notes = Play(binary, place, ["--library=%s" % library]).notes[step.ordinal]
        return {int(number): label for number, label in (
            note[len("compares "):].split(" ", 1) for note in notes if note.startswith("compares "))}


class Place:
    """One scenario example of the pack as it was run with all others: file:line and perhaps #row, the check steps to
    try (ordinal -> (name, definition)), and what became of each step."""

    def __init__(self, place, steps, told):
        self.place, self.steps, self.told = place, steps, told

    def only(self, definition):
        return Place(self.place, {o: (name, d) for o, (name, d) in self.steps.items() if d == definition}, self.told)


def scenario(binary, wanted, options, experience):
    """Tries the wanted check steps of one scenario example. It has been run with the pack: what differs now that it is alone is
    no change of ours."""
    recorded = Play(binary, wanted.place, options)
    if recorded.plan is None or recorded.run.code not in (0, 4) or recorded.told() != wanted.told:
        recorded = Play(binary, wanted.place, options)
    if recorded.plan is None or recorded.run.code not in (0, 4):
        raise SystemExit("%s does not pass: %s" % (wanted.place, recorded.run.text))
    if recorded.told() != wanted.told:
        raise SystemExit("%s: two runs differ: %s" % (wanted.place, recorded.run.text))
    steps = recorded.steps()
    tried = [Step(recorded, steps, s) for s in recorded.plan["steps"] if s["ordinal"] in wanted.steps]
    all_found = [search(binary, wanted.place, options, recorded, step, experience) for step in tried]
    for found in all_found:
        if "--unproven" in sys.argv and found.compared and not found.is_red:
            found.labels = {n: without_copies(l) for n, l in labels(binary, wanted.place, found.step).items()}
    return all_found


def pack(binary, paths, options):
    """Every scenario example as (plan, place, what became of its steps), run together. Rows that stand in a file have one
    line, that of its name, and a number behind it: file:line#1."""
    with tempfile.TemporaryDirectory(prefix="lmsaccept-") as folder:
        run = binary(folder, "run", "--quiet", "--format", "csv", *options, *paths)
        if run.code:
            raise SystemExit(run.text)
        database = sqlite3.connect(pathlib.Path(folder) / "Reports" / "campaign.sqlite")
        found = list(zip(plans(database), outcomes_of(database)))
        database.close()
    lines, rows = ["%s:%d" % (plan["path"], plan["line"]) for plan, _ in found], collections.Counter()
    for (plan, outcomes), line in zip(found, lines):
        rows[line] += 1
        yield (plan, line if lines.count(line) == 1 else "%s#%d" % (line, rows[line]),
               {ordinal: outcome for ordinal, (outcome, *_) in outcomes.items()})


def passed_checks(plan, told):
    """(name, ordinal, definition) of the check steps that passed."""
    texts = collections.Counter()
    for step in plan["steps"]:
        texts[step["text"]] += 1
        definition = step.get("definition", {})
        if definition.get("kind") == "check" and told.get(step["ordinal"]) == "passed":
            name = named(plan["id"], plan.get("exampleText", ""), step["text"], texts[step["text"]])
            yield name, step["ordinal"], definition["id"]


def places(scenarios_run):
    """The scenario examples with check steps to try. Of each definition few are tried a run, wherever they come first in a
    shuffled pack."""
    scenarios_run, found, turns = list(scenarios_run), [], collections.Counter()
    if SAMPLES:
        random.Random(os.environ.get("LMSACCEPT_SEED", time.strftime("%j"))).shuffle(scenarios_run)
    for plan, place, told in scenarios_run:
        steps = {}
        for name, ordinal, definition in passed_checks(plan, told):
            if is_wanted(name) and not (SAMPLES and turns[definition] == SAMPLES):
                turns[definition] += 1
                steps[ordinal] = name, definition
        if steps:
            found.append(Place(place, steps, told))
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


def replay(binary, wanted, options, experience):
    """What became of every check step, in the order of the scenarios; two at a time on two processors."""
    all_found = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
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
        found = [place.only("quiz.result") for place in places(pack(binary, [scenarios / "en" / "asm.feature"], []))]
        place = next((place for place in found if place.steps), None)
        if not checks.check(place, "a scenario checks the result of a test"):
            return
        quiz = scenario(binary, place, ["--library", folder], Experience())
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
    wanted = places(pack(binary, [a for a in given if not a.startswith("--")] or [scenarios / "en"], options))
    found = replay(binary, wanted, options, experience)
    table(found)
    if learns:
        lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in experience.told)
        REMEMBERED.write_text("[\n%s\n]\n" % lines, encoding="utf-8")
    if "--unproven" in given:
        left = [f for f in found if not f.is_red]
        write_debt(left, {name for place in wanted for name, _ in place.steps.values()}, {str(f.step) for f in found})
        print("%d check steps are red at no change, of %d more %d comparisons held" % (
            sum(not f.compared for f in left), sum(bool(f.compared) for f in left),
            sum(len(f.held) for f in left if f.compared)))
        return
    steps, comparisons = debt()
    print("unproven (unproven.json): %d check steps that no change is known to turn red, and %d comparisons of %d others" % (
        len(steps), sum(map(len, comparisons.values())), len(comparisons)))
    for f in found:
        checks.check(f.is_red, "%s fails when the LMS answers something else" % f.step, f)
    definitions = {f.step.definition for f in found}
    for definition in NOT_COMPARED:
        checks.check(not any(f.compared for f in found if f.step.definition == definition),
                     "%s compares after all: remove it from the list" % definition)
    blinded(binary, checks)
    print("%d check steps of %d definitions, %d comparisons, %d changes tried" % (
        len(found), len(definitions), sum(len(f.compared) for f in found), sum(f.tried for f in found)))
    checks.end()


def write_debt(left, wanted, tried):
    """What is left of those that were to be tried, with those whose scenario was not played, and the others as they were."""
    steps, comparisons = debt()
    steps = (set(steps) - wanted) | (wanted - tried) | {str(f.step) for f in left if not f.compared}
    comparisons = {name: held for name, held in comparisons.items() if name not in wanted}
    comparisons.update((str(f.step), f.held) for f in left if f.compared)
    told = {"steps": sorted(steps), "comparisons": dict(sorted(comparisons.items()))}
    UNPROVEN.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
