#!/usr/bin/env python3
"""Numbers that may only rise: floors.py BINARY

Compares what a run on the built-in LMS shows with Tests/floors.json. When LMSACCEPT_FLOORS names a file, the numbers are
appended to it, one a line: `floor NAME: VALUE (FLOOR)`. Raise a floor when the number has risen for good; never lower one.
"""
import json, os
from acceptance import Checks, binary_argument, folder, root, scenarios

FLOORS = root / "Tests" / "floors.json"


def is_machine(row):
    return row["step_outcome"] == "passed" and (int(row["requests"]) > 0 or int(row["checks"]) > 0)


def is_handed_over(row):
    return row["cause"] == "not-automated" or "not automated" in row["message"]


def numbers(rows):
    """What the floors are about, from the rows of results.csv."""
    by_id = {}
    for row in rows:
        by_id.setdefault(row["scenario"], []).append(row)
    whole = [id for id, rows in by_id.items()
             if any(map(is_machine, rows)) and not any(map(is_handed_over, rows)) and any(int(r["checks"]) for r in rows)]
    examples = {(r["scenario"], r["example"]) for r in rows if r["scenario_outcome"] == "passed"}
    return {
        "scenarios": len(by_id),
        "scenarios without a row that is not automated": len(whole),
        "examples that a machine passes alone": len(examples),
        "checks by machine": sum(int(r["checks"]) for r in rows if r["step_outcome"] == "passed"),
        "areas": len({r["area"] for r in rows}),
    }


def main():
    binary = binary_argument(__doc__)
    checks = Checks("floors")
    floors = json.loads(FLOORS.read_text())
    lines = []
    for target, arguments in (("built-in", [scenarios / "en"]), ("built-in, Dutch", ["--language", "nl", scenarios / "nl"])):
        with folder() as place:
            run = binary(place, "run", "--quiet", "--format", "csv", *arguments)
            checks.equal(run.code, 0, "%s: the pack passes" % target, run.text)
            found = numbers(run.rows)
        checks.equal(set(found), set(floors[target]), "%s: every number has a floor" % target)
        for name, floor in floors[target].items():
            lines.append("floor %s, %s: %d (%d)" % (target, name, found.get(name, 0), floor))
            checks.check(found.get(name, 0) >= floor, lines[-1])
    print("\n".join(lines))
    if os.environ.get("LMSACCEPT_FLOORS"):
        with open(os.environ["LMSACCEPT_FLOORS"], "a", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in lines))
    checks.end()


main()
