#!/usr/bin/env python3
"""Holds the program against the Cucumber compatibility kit: run.py BINARY [SAMPLE...]

  parse  every sample: source, AST and pickles as `lmsaccept gherkin` prints them
  match  every sample: which definitions match which step, with which arguments, by `lmsaccept expressions`
  run    samples with a file in steps/: a project with these steps, run by `lmsaccept run`, and its messages

Samples that are not run, and why, are named. Needs the wheel cucumber-compatibility-kit. Ends with `cck: N passed,
N failed` and exits 1 when anything differs.
"""

import pathlib
import subprocess
import sys
import tempfile

import kit
from matching import match_level
from running import LET_STAND, REFUSED, DemoServer, left_out, run_level

here = pathlib.Path(__file__).resolve().parent


def parse_level(binary, sample):
    done = subprocess.run([binary, "gherkin", *map(str, sample.files)], capture_output=True, text=True, timeout=60)
    kinds = ("source", "gherkinDocument", "pickle")
    expected = [e for e in sample.envelopes if any(kind in e for kind in kinds)]
    forms = [kit.renumbered(kit.comparable(envelopes)) for envelopes in (expected, kit.read(done.stdout))]
    return kit.first_difference(*forms)


class Count:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def take(self, level, sample, difference):
        if difference is None:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {level} {sample.name}: {difference}")

    def line(self, level):
        print(f"{level}: {self.passed} passed, {self.failed} failed")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    names = set(sys.argv[2:])
    chosen = [sample for sample in kit.samples() if not names or sample.name in names]
    parse, match, run = Count(), Count(), Count()
    for sample in chosen:
        parse.take("parse", sample, parse_level(binary, sample))
        match.take("match", sample, match_level(binary, sample))
    skipped = {}
    with DemoServer(binary) as server, tempfile.TemporaryDirectory() as place:
        for sample in chosen:
            reason = left_out(sample, here / "steps")
            if reason is not None:
                skipped.setdefault(reason, []).append(sample.name)
            else:
                run.take("run", sample, run_level(binary, sample, here / "steps", server, pathlib.Path(place)))
    parse.line("parse")
    match.line("match")
    run.line("run")
    for name in sorted(REFUSED):
        ending = "run after the comment that lets the line stand" if name in LET_STAND else "the refusal is what is checked"
        print(f"refused by {REFUSED[name]}, {ending}: {name}")
    for reason, left in sorted(skipped.items()):
        print(f"not run, {reason}: {', '.join(left)}")
    counts = (parse, match, run)
    passed, failed = sum(c.passed for c in counts), sum(c.failed for c in counts)
    if not names and len(chosen) < 40:
        failed += 1
        print(f"FAILED: the kit has only {len(chosen)} samples")
    print(f"cck: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
