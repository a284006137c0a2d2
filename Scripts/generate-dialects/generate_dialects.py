#!/usr/bin/env python3
"""Writes Sources/Gherkin/Dialects+generated.swift from the dialect list of the gherkin-official wheel.

Usage: python3 Scripts/generate-dialects/generate_dialects.py [--check]

--check writes nothing and exits 1 when the file in the repository is not what would be written.
"""

import importlib.metadata
import json
import pathlib
import sys

import gherkin

HERE = pathlib.Path(__file__).resolve()
TARGET = HERE.parents[2] / "Sources" / "Gherkin" / "Dialects+generated.swift"

# The last field holds no keyword that ends with a space, so no line ends with one.
FIELDS = [
    "rule", "background", "scenario", "scenarioOutline", "examples",
    "given", "when", "then", "and", "but", "feature",
]

HEAD = """\
// Made by Scripts/generate-dialects/generate_dialects.py; do not edit.
// The keywords are facts taken from gherkin-languages.json of the wheel gherkin-official {version}
// (Cucumber Ltd, Gaspar Nagy, Björn Rasmusson, Peter Sergeant and contributors; MIT licence).
// swift-format-ignore-file

/// Every dialect as one line of text, read only when a dialect is asked for.
///
/// Fields are parted by tabs: language, English name, own name, then the keywords, parted by bars, of
/// {fields}. Step keywords keep their space.
enum DialectTable {{
  static let text: StaticString = #\"\"\"
{lines}
\"\"\"#
}}
"""


def dialect_line(language, spec):
    fields = [language, spec["name"], spec["native"]]
    for field in FIELDS:
        for keyword in spec[field]:
            if not keyword or any(character in keyword for character in "\t|\n\r"):
                sys.exit(f"{language}: the table has no way to hold the keyword {keyword!r}")
        fields.append("|".join(spec[field]))
    return "\t".join(fields)


def generated():
    path = pathlib.Path(gherkin.__file__).parent / "gherkin-languages.json"
    dialects = json.loads(path.read_text(encoding="utf-8"))
    return HEAD.format(
        version=importlib.metadata.version("gherkin-official"),
        fields=", ".join(FIELDS),
        lines="\n".join(dialect_line(language, spec) for language, spec in dialects.items()),
    )


def main():
    text = generated()
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET.name} is stale: run {HERE.name}")
        return
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
