#!/usr/bin/env python3
"""Switches each fault of the built-in LMS on and runs the pack: faults.py BINARY [--check]

Every fault must make a check fail of at least one scenario that is green (passed, or awaiting a person) without it.
Every requirement that a machine checks must have a fault at which a check of it fails, or a check that fails when an
answer to it is changed (replay.py tries that; what it did not manage stands in unproven.json: check steps, and comparisons of
others). Whether a fault does it instead is looked for here.
Writes docs/faults.md; with --check it compares instead and fails when the page is stale.
"""
import collections, difflib, json, sys
from acceptance import Checks, GREEN, RED, binary_argument, folder, root, scenarios
from judged import named, without_copies
from recordings import NOT_PLAYED

PAGE = root / "docs" / "faults.md"
# Faults that nothing in the pack can notice, each with the reason. An entry that is noticed after all is an error too.
GAPS = {}
# Faults at which no check can fail, each with the reason.
NO_CHECK = {"error-in-200": "every write says that it failed, so the step that writes ends its scenario"}
# How many check steps neither a fault nor a changed answer is known to turn red, and how many comparisons of others nothing is
# known to fail: a debt that may only shrink.
STEPS_WITHOUT_PROOF = 0
COMPARISONS_WITHOUT_PROOF = 0
UNPROVEN = root / "Tests" / "AcceptanceTests" / "unproven.json"

HEAD = """# Faults that the scenarios catch

<!-- Made by Tests/AcceptanceTests/faults.py; do not edit. -->

A check that cannot fail proves nothing. So the built-in LMS can be told to be wrong (`lmsaccept run --fault NAME`), and this
table says what then becomes of the English pack in `Scenarios/en`. Without a fault %d of its %d scenarios are green: they
pass, or wait for people after everything that a machine decides has passed.

*Failed*: the LMS was caught doing the wrong thing; *at a check*: by a check, and not because a When did not come about, behind
which no check ran. *Broken*: a scenario could not be carried out and says so; that is never counted as passed. *First noticed
by*: the scenarios that fail at a check, or those that fail otherwise where none does.

| fault | what is wrong | failed | at a check | broken | first noticed by |
|---|---|---|---|---|---|
"""


REQUIREMENTS = """
## By requirement

Each requirement that a machine checks on the built-in LMS, with what makes a check of it fail: how many faults, and of its
checks those that are known to fail when one value in the LMS's answers is changed (`Tests/AcceptanceTests/replay.py`).

| requirement | faults | the first of them | checks | that fail at a changed answer |
|---|---|---|---|---|
"""

STEPS = """
## Checks that only a fault is known to turn red

Every other check is known to fail when one value in the LMS's answers is changed.

"""

COMPARISONS = """
## Comparisons that only a fault is known to fail

A check may compare several things. Every other comparison of a check is known to fail when one value in the LMS's answers is
changed.

"""


def pack(binary, *arguments):
    with folder() as place:
        run = binary(place, "run", "--quiet", "--jobs", "1", "--format", "csv", *arguments, scenarios / "en")
        return run.code, name_steps(run.rows), run.text


def outcomes(rows):
    """(scenario, example) -> outcome of the scenario, in the order of the report."""
    return {(row["scenario"], row["example"]): row["scenario_outcome"] for row in rows}


def checks_of(rows):
    """The rows below a Then: what follows with And belongs to the keyword before it."""
    kept, before, keyword = [], None, ""
    for row in rows:
        result = row["scenario"], row["example"]
        if result != before:
            before, keyword = result, ""
        if row["keyword"].strip() in ("Given", "When", "Then"):
            keyword = row["keyword"].strip()
        if keyword == "Then":
            kept.append(row)
    return kept


def failed_at_a_check(rows):
    """(scenario, example) of which a check failed."""
    return {(row["scenario"], row["example"]) for row in checks_of(rows) if row["step_outcome"] == "failed"}


def checked(rows):
    """requirement -> the checks of a machine that passed: scenario, example and name."""
    found = collections.defaultdict(list)
    for row in rows:
        if row["step_outcome"] == "passed" and int(row["checks"]):
            for requirement in row["requirement"].split():
                found[requirement].append((row["scenario"], row["example"], row["name"]))
    return found


def name_steps(rows):
    """Each row gets the name that replay.py calls its step by."""
    count = collections.Counter()
    for row in rows:
        place = row["scenario"], row["example"], row["text"]
        count[place] += 1
        row["name"] = named(*place, count[place])
    return rows


def failing_comparisons(rows):
    """(name of a check step, label of what it compared and found wrong)."""
    return {(row["name"], without_copies(row["message"].split(": expected")[0])) for row in checks_of(rows)
            if row["step_outcome"] == "failed" and row["expected"]}


def table(entries, head):
    """The lines of a table of what fails at a fault, and the names of what does not. `entries`: name -> fault or nothing."""
    found = {name: fault for name, fault in entries.items() if fault}
    left = sorted(set(entries) - set(found))
    lines = [head, "|---|---|"] if found else []
    lines += ["| %s | `%s` |" % (name.replace("|", "\\|"), fault) for name, fault in sorted(found.items())]
    if left:
        lines += ([""] if found else []) + ["Nothing is known to do that to these %d:" % len(left), ""]
        lines += ["- %s" % name for name in left]
    return "\n".join(lines or ["There are none."]) + "\n", left


def by_step(steps, comparisons, failed_at):
    """The third and fourth table, and what neither a changed answer nor a fault is known to turn red. `failed_at`: (step, label)
    -> fault."""
    of_step = {}
    for (name, _), fault in failed_at.items():
        of_step.setdefault(name, fault)
    page, left = table({name: of_step.get(name) for name in steps}, "| check | fault at which it fails |")
    held = {}
    for name, all_held in comparisons.items():
        for one in all_held:
            label = without_copies(one.split(" ", 3)[-1])
            held["%s: comparison %s" % (name, without_copies(one))] = failed_at.get((name, label))
    more, left_of = table(held, "| comparison | fault at which it fails |")
    return STEPS + page + COMPARISONS + more, left, left_of


def by_requirement(rows, failing, unproven, checks):
    """The second table. `failing`: fault -> (scenario, example) of which a check fails at it."""
    page = REQUIREMENTS
    for requirement, steps in sorted(checked(rows).items()):
        mine = {(id, example) for id, example, _ in steps}
        faults = [name for name, failed in failing.items() if mine & set(failed)]
        proven = [step for step in steps if step[2] not in unproven and step[0] not in NOT_PLAYED]
        checks.check(faults or proven, "%s has a fault or a changed answer at which it fails" % requirement, steps)
        page += "| %s | %d | %s | %d | %d |\n" % (
            requirement, len(faults), ", ".join("`%s`" % name for name in faults[:3]) or "none", len(steps), len(proven))
    return page


def fault_list(binary):
    with folder() as place:
        lines = binary(place, "demo", "--faults").out.splitlines()
    return [tuple(line.split(None, 1)) for line in lines if line.strip()]


def ids(results, limit=6):
    names = list(dict.fromkeys(id for id, _ in results))
    return ", ".join(names[:limit]) + (" and %d more" % (len(names) - limit) if len(names) > limit else "")


def noticed_by(name, failed, at_check, broken):
    return "nothing: %s" % GAPS[name] if name in GAPS else ids(at_check or failed or broken)


def line(name, sentence, failed, at_check, broken):
    """Of the first table."""
    return "| `%s` | %s | %d | %d | %d | %s |\n" % (
        name, sentence, len(failed), len(at_check), len(broken), noticed_by(name, failed, at_check, broken))


def main():
    binary = binary_argument(__doc__)
    checks = Checks("faults")
    code, rows, text = pack(binary)
    healthy = outcomes(rows)
    green = {k for k, v in healthy.items() if v in GREEN}
    checks.equal(code, 0, "the pack ends with 0 without a fault", text)
    checks.equal(len(green), len(healthy), "every scenario is green without a fault",
                 [k for k, v in healthy.items() if v not in GREEN])
    faults = fault_list(binary)
    checks.check(len(faults) >= 20, "the list of faults is there", faults)
    page, failing, failed_at = HEAD % (len(green), len(healthy)), {}, {}
    print("%-26s %6s %8s %6s  %s" % ("fault", "failed", "at check", "broken", "noticed by"))
    old = PAGE.read_text() if PAGE.exists() else ""
    for name, sentence in faults:
        # Which of two errors a scenario meets first can hang on a moment: a run that differs from the page is done again, once.
        for attempt in (1, 2):
            code, told, text = pack(binary, "--fault", name)
            seen = outcomes(told)
            red = [k for k, v in seen.items() if v in RED and k in green]
            failed, broken = [k for k in red if seen[k] == "failed"], [k for k in red if seen[k] == "broken"]
            by_checks = failed_at_a_check(told)
            at_check = [k for k in failed if k in by_checks]
            if "--check" not in sys.argv or line(name, sentence, failed, at_check, broken) in old:
                break
        for comparison in failing_comparisons(told):
            failed_at.setdefault(comparison, name)
        failing[name] = at_check
        if name in GAPS:
            checks.check(not red, "%s is noticed after all: remove it from the gaps" % name)
        else:
            checks.check(red, "%s is noticed by a scenario" % name, text)
            checks.equal(not at_check, name in NO_CHECK, "%s makes a check fail, unless it is said why not" % name, at_check or text)
            checks.equal(code, 1 if failed else 5, "%s ends with 1 where something failed, else with 5" % name, text)
        shown = noticed_by(name, failed, at_check, broken)
        checks.equal(set(seen), set(healthy), "%s leaves no scenario out" % name)
        print("%-26s %6d %8d %6d  %s" % (name, len(failed), len(at_check), len(broken), shown))
        page += line(name, sentence, failed, at_check, broken)
    unproven = json.loads(UNPROVEN.read_text(encoding="utf-8"))
    steps, comparisons = unproven["steps"], unproven["comparisons"]
    page += by_requirement(rows, failing, steps, checks)
    shown, left, left_of = by_step(steps, comparisons, failed_at)
    page += shown
    print("%d check steps are red at no changed answer, %d of them at no fault either; %d comparisons of %d others fail at none, "
          "%d of them at no fault either" % (
              len(steps), len(left), sum(map(len, comparisons.values())), len(comparisons), len(left_of)))
    names = {name for found in checked(rows).values() for _, _, name in found}
    checks.check(names.issuperset(steps) and names.issuperset(comparisons), "what is unproven is a check that passes",
                 sorted((set(steps) | set(comparisons)) - names))
    checks.check(len(left) <= STEPS_WITHOUT_PROOF, "no more check steps are without a proof than before", left)
    checks.check(len(left_of) <= COMPARISONS_WITHOUT_PROOF, "no more comparisons are without a proof than before", left_of)
    if "--check" in sys.argv:
        checks.check(old == page, "docs/faults.md is what this run says; write it anew without --check",
                     "\n".join(difflib.unified_diff(old.splitlines(), page.splitlines(), "docs/faults.md", "now", lineterm="")))
    else:
        PAGE.write_text(page)
    checks.end()


main()
