#!/usr/bin/env python3
"""Switches each fault of the built-in LMS on and runs the pack: faults.py BINARY [--check]

Every fault must turn at least one scenario red (failed or broken) that is green (passed, or awaiting a person) without it.
Every requirement that a machine checks must have a fault at which a scenario of it fails, or a check that fails when an
answer to it is changed (replay.py tries that; what it did not manage stands in unproven.json).
Writes docs/faults.md; with --check it compares instead and fails when the page is stale.
"""
import collections, difflib, json, sys
from acceptance import Checks, GREEN, RED, binary_argument, folder, root, scenarios
from recordings import NOT_PLAYED

PAGE = root / "docs" / "faults.md"
# Faults that nothing in the pack can notice, each with the reason. An entry that is noticed after all is an error too.
GAPS = {}
# How many check steps neither a fault nor a changed answer is known to turn red: a debt that may only shrink.
UNPROVEN_AND_NO_FAULT = 14
UNPROVEN = root / "Tests" / "AcceptanceTests" / "unproven.json"

HEAD = """# Faults that the scenarios catch

<!-- Made by Tests/AcceptanceTests/faults.py; do not edit. -->

A check that cannot fail proves nothing. So the built-in LMS can be told to be wrong (`lmsaccept run --fault NAME`), and this
table says what then becomes of the English pack in `Scenarios/en`. Without a fault %d of its %d scenarios are green: they
pass, or wait for people after everything that a machine decides has passed.

*Failed*: the LMS was caught doing the wrong thing. *Broken*: a scenario could not be carried out and says so; that is never
counted as passed. *First noticed by*: the scenarios that fail, or those that break where none fails.

| fault | what is wrong | failed | broken | first noticed by |
|---|---|---|---|---|
"""


REQUIREMENTS = """
## By requirement

Each requirement that a machine checks on the built-in LMS, with what makes a scenario of it fail: how many faults, and of its
checks those that are known to fail when one value in the LMS's answers is changed (`Tests/AcceptanceTests/replay.py`).

| requirement | faults | the first of them | checks | that fail at a changed answer |
|---|---|---|---|---|
"""

STEPS = """
## Checks that only a fault is known to turn red

Every other check is known to fail when one value in the LMS's answers is changed.

| check | fault at which it fails |
|---|---|
"""


def pack(binary, *arguments):
    with folder() as place:
        run = binary(place, "run", "--quiet", "--jobs", "1", "--format", "csv", *arguments, scenarios / "en")
        return run.code, run.rows, run.text


def outcomes(rows):
    """(scenario, example) -> outcome of the scenario, in the order of the report."""
    return {(row["scenario"], row["example"]): row["scenario_outcome"] for row in rows}


def checked(rows):
    """requirement -> the checks of a machine that passed: scenario, example and text."""
    found = collections.defaultdict(list)
    for row in rows:
        if row["step_outcome"] == "passed" and int(row["checks"]):
            for requirement in row["requirement"].split():
                found[requirement].append((row["scenario"], row["example"], row["text"]))
    return found


def named(scenario, example, text):
    """As replay.py calls a check step."""
    return "%s%s: %s" % (scenario, example and " (%s)" % example, text)


def failing_steps(rows):
    """The check steps that compared something and found it wrong."""
    return {named(row["scenario"], row["example"], row["text"]) for row in rows
            if row["step_outcome"] == "failed" and row["expected"]}


def by_step(unproven, failed_at, rows):
    """The third table, and the check steps that neither a changed answer nor a fault is known to turn red."""
    steps = {named(*step) for steps in checked(rows).values() for step in steps}
    left = [name for name in unproven if name in steps and name not in failed_at]
    page = STEPS
    for name in sorted(set(unproven) & set(failed_at)):
        page += "| %s | `%s` |\n" % (name.replace("|", "\\|"), failed_at[name])
    page += "\nNothing is known to turn these %d red:\n\n" % len(left) if left else "\nThat leaves none.\n"
    return page + "".join("- %s\n" % name for name in left), left


def by_requirement(rows, failing, unproven, checks):
    """The second table. `failing`: fault -> (scenario, example) that fail at it."""
    page = REQUIREMENTS
    for requirement, steps in sorted(checked(rows).items()):
        mine = {(id, example) for id, example, _ in steps}
        faults = [name for name, failed in failing.items() if mine & set(failed)]
        proven = [step for step in steps if named(*step) not in unproven and step[0] not in NOT_PLAYED]
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


def noticed_by(name, failed, broken):
    return "nothing: %s" % GAPS[name] if name in GAPS else ids(failed or broken)


def line(name, sentence, failed, broken):
    """Of the first table."""
    return "| `%s` | %s | %d | %d | %s |\n" % (name, sentence, len(failed), len(broken), noticed_by(name, failed, broken))


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
    print("%-26s %6s %6s  %s" % ("fault", "failed", "broken", "noticed by"))
    old = PAGE.read_text() if PAGE.exists() else ""
    for name, sentence in faults:
        # Which of two errors a scenario meets first can hang on a moment: a run that differs from the page is done again, once.
        for attempt in (1, 2):
            code, told, text = pack(binary, "--fault", name)
            seen = outcomes(told)
            red = [k for k, v in seen.items() if v in RED and k in green]
            failed, broken = [k for k in red if seen[k] == "failed"], [k for k in red if seen[k] == "broken"]
            if "--check" not in sys.argv or line(name, sentence, failed, broken) in old:
                break
        for step in failing_steps(told):
            failed_at.setdefault(step, name)
        failing[name] = failed
        if name in GAPS:
            checks.check(not red, "%s is noticed after all: remove it from the gaps" % name)
        else:
            checks.check(red, "%s is noticed by a scenario" % name, text)
            checks.equal(code, 1 if failed else 5, "%s ends with 1 where something failed, else with 5" % name, text)
        shown = noticed_by(name, failed, broken)
        checks.equal(set(seen), set(healthy), "%s leaves no scenario out" % name)
        print("%-26s %6d %6d  %s" % (name, len(failed), len(broken), shown))
        page += line(name, sentence, failed, broken)
    unproven = json.loads(UNPROVEN.read_text(encoding="utf-8"))
    page += by_requirement(rows, failing, unproven, checks)
    shown, left = by_step(unproven, failed_at, rows)
    page += shown
    print("%d of %d unproven check steps fail at a fault" % (len(set(unproven) & set(failed_at)), len(unproven)))
    checks.check(len(left) <= UNPROVEN_AND_NO_FAULT, "no more check steps are without a proof than before", left)
    if "--check" in sys.argv:
        checks.check(old == page, "docs/faults.md is what this run says; write it anew without --check",
                     "\n".join(difflib.unified_diff(old.splitlines(), page.splitlines(), "docs/faults.md", "now", lineterm="")))
    else:
        PAGE.write_text(page)
    checks.end()


main()
