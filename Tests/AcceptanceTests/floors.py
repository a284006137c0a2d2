#!/usr/bin/env python3
"""Numbers that may only rise: floors.py BINARY

Compares what a run on the built-in LMS shows with Tests/floors.json. When LMSACCEPT_FLOORS names a file, the numbers are
appended to it, one a line: `floor NAME: VALUE (FLOOR)`. Raise a floor when the number has risen for good; never lower one.
What the README shows of a run has to be what the run says.
"""
import json, os, re
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


def compare_with_readme(checks, run):
    """The block below "What a run says", line by line; what stands behind "…" is left out there."""
    text = (root / "README.md").read_text(encoding="utf-8")
    block = re.search(r"What a run says:\n\n```\n(.*?)```", text, re.S)
    shown = [line for line in (block.group(1) if block else "").splitlines() if line]
    checks.check(len(shown) >= 4, "README.md shows what a run says", text)
    told = run.out.splitlines()
    for line in shown:
        begin = line.split("…")[0]
        checks.check(any(t == line or begin != line and t.startswith(begin) for t in told),
                     "README.md: a run says %s" % line, run.out)


def compare_with_regression(checks, binary):
    """The pack for every new build of an LMS: each scenario of its list, and nothing in them needs another system."""
    swift = (root / "Sources" / "ProjectFile" / "StandardPacks.swift").read_text(encoding="utf-8")
    listed = set(swift.split('regression = """')[1].split('"""')[0].split())
    with folder() as place:
        run = binary(place, "run", "--quiet", "--format", "csv", "--pack", "regression", scenarios / "en")
        checks.equal(run.code, 0, "the pack regression passes", run.text)
        rows = run.rows
    checks.equal({r["scenario"] for r in rows}, listed, "every scenario of the pack regression is there")
    # The built-in LMS has no HTTPS; whoever has one needs nothing else.
    left = ["%s: %s" % (r["scenario"], r["text"]) for r in rows if r["step_outcome"] != "passed"
            and " judges " not in r["text"] and "an address with HTTPS" not in r["message"]]
    checks.equal(left, [], "what waits for a person in the pack regression is a judgement", run.text)


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
        if target == "built-in":
            compare_with_readme(checks, run)
            compare_with_regression(checks, binary)
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
