#!/usr/bin/env python3
"""Compares what we print for feature files with what gherkin-official prints, as JSON values, line by line.

Usage: compare_gherkin.py [options] COMMAND...

COMMAND is a program that takes feature files and prints JSON Lines: `lmsaccept gherkin`. Compared are

  sweep      one feature for each keyword of each list of each of the 80 languages
  kit        the features of the cucumber-compatibility-kit wheel
  folder     every .feature and .feature.md file below --folder (repeatable)
  mutations  --mutations seeded mutations of all of the above but the sweep, plain and Markdown

Ends with `gherkin: N compared, N different` and exits 1 when anything differs. Needs the wheels gherkin-official
and, for kit, cucumber-compatibility-kit. Files that crash the official parser itself have no answer to compare with;
they are counted apart, and only have to be survived.
"""

import argparse
import pathlib
import random
import subprocess
import sys
import tempfile

from mutations import mutated
from oracle import Oracle, differences, ours
from seeds import SEEDS, SURVIVED
from sweep import keyword_features

BATCH = 500


class Comparison:
    def __init__(self, command, shown):
        self.command = command
        self.shown = shown
        self.compared = 0
        self.different = 0
        self.crashed = 0

    def files(self, paths):
        """Compares files in one call, so that ids run on from file to file."""
        oracle = Oracle()
        expected = {}
        survivors = []
        for path in paths:
            events = oracle.events(path)
            if events is None:
                self.crashed += 1
                ours(self.command, [path])
            else:
                expected[str(path)] = events
                survivors.append(path)
        if not survivors:
            return
        found = ours(self.command, survivors)
        for path, events in expected.items():
            self.compared += 1
            difference = differences(events, found.get(path, []))
            if difference is None:
                continue
            self.different += 1
            if self.different <= self.shown:
                print(f"--- {path}\n{pathlib.Path(path).read_bytes()!r}\n{difference}", file=sys.stderr)
        if set(found) - set(expected):
            sys.exit(f"lines for files that nobody asked for: {sorted(set(found) - set(expected))[:3]}")

    def texts(self, texts):
        """Compares (name ending, bytes) pairs through files of a temporary folder."""
        batch = []
        with tempfile.TemporaryDirectory() as folder:
            for number, (ending, content) in enumerate(texts):
                path = pathlib.Path(folder) / f"{number}{ending}"
                path.write_bytes(content)
                batch.append(path)
                if len(batch) == BATCH:
                    self.files(batch)
                    batch = []
            self.files(batch)


def kit_files():
    import cucumber_compatibility_kit

    return features_below(pathlib.Path(cucumber_compatibility_kit.__file__).parent)


def features_below(folder):
    return sorted([*folder.rglob("*.feature"), *folder.rglob("*.feature.md")])


def ending(path):
    return ".feature.md" if path.name.endswith(".md") else ".feature"


def arguments():
    parser = argparse.ArgumentParser(description="Compares with gherkin-official.")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    parser.add_argument("--folder", action="append", type=pathlib.Path, default=[])
    parser.add_argument("--mutations", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="how many differences to print")
    return parser.parse_args()


def main():
    options = arguments()
    comparison = Comparison(options.command, options.show)

    sweep = [(".feature", text.encode()) for text in keyword_features()]
    seeds = [(name, text.encode()) for name, text in SEEDS]
    comparison.texts(sweep)
    comparison.texts(seeds)
    comparison.texts([(name, text.encode()) for name, text in SURVIVED])
    files = kit_files() + [path for folder in options.folder for path in features_below(folder)]
    for start in range(0, len(files), BATCH):
        comparison.files(files[start : start + BATCH])
    print(f"sweep {len(sweep)}, seeds {len(seeds)}, files {len(files)}, mutations {options.mutations}")

    originals = seeds * 3 + [(ending(path), path.read_bytes()) for path in files]
    originals = [(name, content.decode()) for name, content in originals]
    random_source = random.Random(options.seed)
    comparison.texts(mutated(originals, options.mutations, random_source))

    if comparison.crashed:
        print(f"gherkin: {comparison.crashed} files crash the official parser")
    print(f"gherkin: {comparison.compared} compared, {comparison.different} different (seed {options.seed})")
    sys.exit(1 if comparison.different or not comparison.compared else 0)


if __name__ == "__main__":
    main()
