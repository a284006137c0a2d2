#!/usr/bin/env python3
"""Refuses two Dutch words for one term.

docs/glossary-nl.md fixes each term once. This reads the Dutch scenarios, the Dutch wordings of the vocabulary, the Dutch reasons
of the adapters and the Dutch texts of the program, and names every place that has a word of the column "never". Usage: glossary.py
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary-nl.md"
SOURCES = ["Campaign", "Planning", "Reporting", "RunModel", "Running", "SignOff", "StepLibrary", "Worksheets", "lmsaccept"]
STRING = r'"((?:[^"\\]|\\.)*)"'


def terms():
    """(English, Dutch, [words never]) by row of the tables."""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|") or len(cells) != 3 or cells[0] in ("English", "---"):
            continue
        yield cells[0], cells[1], [word.strip() for word in cells[2].split(",") if word.strip()]


def pattern(word):
    parts = [re.escape(part) for part in word.split("*")]
    return re.compile(r"(?<!\w)" + r"\w*".join(parts) + r"(?!\w)", re.IGNORECASE)


def scenario_texts():
    """What a scenario says in the team's words: no tables, no tags, nothing in quotes."""
    for path in sorted((ROOT / "Scenarios" / "nl").glob("*.feature")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and line.strip()[0] not in "#@|":
                yield f"{path.relative_to(ROOT)}:{number}", re.sub(r'"[^"]*"', '""', line)


def vocabulary_texts():
    """The Dutch wordings and words; parameters are no text."""
    for path in sorted((ROOT / "Library" / "vocabulary").glob("*.lua")):
        text = path.read_text(encoding="utf-8")
        for found in re.finditer(r"(?<!\w)nl\s*=\s*", text):
            place = f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}"
            rest = text[found.end() :]
            if rest.startswith('"'):
                words = re.match(STRING, rest)
                yield place, re.sub(r"\{[^}]*\}", "", words.group(1))
                continue
            at = 1
            while rest[at : at + 1] != "}":
                words = re.compile(STRING).match(rest, at)
                if words:
                    yield place, re.sub(r"\{[^}]*\}", "", words.group(1))
                at = words.end() if words else at + 1


def reason_texts():
    """Why a step is not automated or does not apply: `{ en = "…", nl = ("…"):format(…) }` in the adapters and the prelude."""
    reason = re.compile(r"(?<![\w.])nl\s*=\s*\(?" + STRING)
    for folder in "adapters", "prelude":
        for path in sorted((ROOT / "Library" / folder).rglob("*.lua")):
            text = path.read_text(encoding="utf-8")
            for found in reason.finditer(text):
                yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}", found.group(1)


def program_texts():
    """The second of two texts that stand side by side: `texts("failed", "gefaald")`."""
    several = STRING + r"(?:\s*\+\s*" + STRING + r")*"
    pair = re.compile(r"\b(?:texts|self|Reason)\(\s*" + several + r"\s*,\s*(" + several + r")")
    for folder in SOURCES:
        for path in sorted((ROOT / "Sources" / folder).rglob("*.swift")):
            text = path.read_text(encoding="utf-8")
            for found in pair.finditer(text):
                dutch = re.sub(r"\\\([^)]*\)", "", found.group(3))
                yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}", dutch


def main():
    rows = list(terms())
    problems = []
    seen = {}
    for english, dutch, never in rows:
        if english in seen:
            problems.append(f'docs/glossary-nl.md: "{english}" stands there twice')
        seen[english] = dutch
        for word in never:
            if pattern(word).search(dutch):
                problems.append(f'docs/glossary-nl.md: "{word}" would refuse the term itself, "{dutch}"')
            # A word that would never be found refuses nothing.
            if not pattern(word).search(f"Dan staat {word.replace('*', '')} op de pagina"):
                problems.append(f'docs/glossary-nl.md: "{word}" is never found')
    never = [(pattern(word), word, dutch) for _, dutch, words in rows for word in words]
    counts = {}
    readings = {
        "scenario": scenario_texts(), "vocabulary": vocabulary_texts(), "reason": reason_texts(), "program": program_texts(),
    }
    for kind, texts in readings.items():
        for place, text in texts:
            counts[kind] = counts.get(kind, 0) + 1
            for found, word, dutch in never:
                match = found.search(text)
                if match:
                    problems.append(f'{place}: "{match.group(0)}", where the glossary says "{dutch}"')
    for kind, least in ("scenario", 500), ("vocabulary", 250), ("reason", 60), ("program", 400):
        if counts.get(kind, 0) < least:
            problems.append(f"only {counts.get(kind, 0)} {kind} texts were read: at least {least} are expected")
    for problem in problems:
        print(problem)
    read = ", ".join(f"{counts.get(kind, 0)} {kind} texts" for kind in readings)
    print(f"{len(rows)} terms, {len(never)} words that never stand for them; {read}: {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
