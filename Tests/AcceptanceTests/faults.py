#!/usr/bin/env python3
"""Switches each fault of the built-in LMS on and runs the pack: faults.py BINARY [--check]

Every fault must turn at least one scenario red (failed or broken) that is green (passed, or awaiting a person) without it.
Writes docs/faults.md; with --check it compares instead and fails when the page is stale.
"""
import difflib, sys
from acceptance import Checks, GREEN, RED, binary_argument, folder, root, scenarios

PAGE = root / "docs" / "faults.md"
# Faults that nothing in the pack can notice, each with the reason. An entry that is noticed after all is an error too.
GAPS = {}

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


def pack(binary, *arguments):
    with folder() as place:
        run = binary(place, "run", "--quiet", "--jobs", "1", "--format", "csv", *arguments, scenarios / "en")
        return run.code, run.outcomes(), run.text


def fault_list(binary):
    with folder() as place:
        lines = binary(place, "demo", "--faults").out.splitlines()
    return [tuple(line.split(None, 1)) for line in lines if line.strip()]


def ids(results, limit=6):
    names = list(dict.fromkeys(id for id, _ in results))
    return ", ".join(names[:limit]) + (" and %d more" % (len(names) - limit) if len(names) > limit else "")


def main():
    binary = binary_argument(__doc__)
    checks = Checks("faults")
    code, healthy, text = pack(binary)
    green = {k for k, v in healthy.items() if v in GREEN}
    checks.equal(code, 0, "the pack ends with 0 without a fault", text)
    checks.equal(len(green), len(healthy), "every scenario is green without a fault",
                 [k for k, v in healthy.items() if v not in GREEN])
    faults = fault_list(binary)
    checks.check(len(faults) >= 20, "the list of faults is there", faults)
    page = HEAD % (len(green), len(healthy))
    print("%-26s %6s %6s  %s" % ("fault", "failed", "broken", "noticed by"))
    for name, sentence in faults:
        code, seen, text = pack(binary, "--fault", name)
        red = [k for k, v in seen.items() if v in RED and k in green]
        failed, broken = [k for k in red if seen[k] == "failed"], [k for k in red if seen[k] == "broken"]
        if name in GAPS:
            checks.check(not red, "%s is noticed after all: remove it from the gaps" % name)
            shown = "nothing: %s" % GAPS[name]
        else:
            checks.check(red, "%s is noticed by a scenario" % name, text)
            checks.equal(code, 1 if failed else 5, "%s ends with 1 where something failed, else with 5" % name, text)
            shown = ids(failed or broken)
        checks.equal(set(seen), set(healthy), "%s leaves no scenario out" % name)
        print("%-26s %6d %6d  %s" % (name, len(failed), len(broken), shown))
        page += "| `%s` | %s | %d | %d | %s |\n" % (name, sentence, len(failed), len(broken), shown)
    if "--check" in sys.argv:
        old = PAGE.read_text() if PAGE.exists() else ""
        checks.check(old == page, "docs/faults.md is what this run says; write it anew without --check",
                     "\n".join(difflib.unified_diff(old.splitlines(), page.splitlines(), "docs/faults.md", "now", lineterm="")))
    else:
        PAGE.write_text(page)
    checks.end()


main()
