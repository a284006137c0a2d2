"""Writes the feature files that every runner gets, and the bigger ones that are only parsed."""

import pathlib
import random

WORDINGS = [
    "record {n} carries its number",
    "the number of record {n} is right",
    "record {n} is found under its number",
    "looking for {n} finds record {n}",
    "number {n} leads to one record",
    "record {n} can be read",
    "the shelf holds record {n}",
    "a reader sees record {n}",
    "the index points to record {n}",
    "record {n} answers to its number",
]
FEATURES = 20


def write_requests(folder, scenarios):
    """Feature files with `scenarios` scenarios of ten steps; step k of the whole asks for record k, from 1."""
    folder.mkdir(parents=True)
    number = 0
    per_feature = -(-scenarios // FEATURES)
    for feature in range(0, scenarios, per_feature):
        lines = [f"Feature: Shelf {feature // per_feature + 1}"]
        for scenario in range(feature, min(feature + per_feature, scenarios)):
            lines += ["", f"  Scenario: Reader {scenario + 1} looks up ten records"]
            for wording in WORDINGS:
                number += 1
                keyword = "Then" if wording is WORDINGS[0] else "And"
                lines.append(f"    {keyword} " + wording.format(n=number))
        name = f"shelf-{feature // per_feature + 1:02}.feature"
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return number


PEOPLE = ["sanne", "tim", "vera", "joris", "wies", "Åsa", "Zoë", "李雷"]
COURSES = ["AVG-01", "VCA", "BHV basic", "Fire safety", "Hygiëne 2"]


def write_parsing(folder, megabytes):
    """Feature files as people write them: tags, backgrounds, rules, outlines, tables, doc strings, comments, Dutch."""
    folder.mkdir(parents=True)
    source = random.Random(20260901)
    paths = []
    total = 0
    while total < megabytes * 1_000_000:
        path = folder / f"area-{len(paths) + 1:03}.feature"
        text = dutch(source, 60) if len(paths) % 5 == 4 else english(source, 60)
        path.write_text(text, encoding="utf-8")
        total += path.stat().st_size
        paths.append(path)
    return paths, total


def english(source, scenarios):
    lines = ["# what the training department agreed on", "@area:USR @must", "Feature: Enrolment and progress",
             "  A learner sees only what is meant for that learner.", "", "  Background:",
             '    Given the following "users" exist:']
    lines += table(source, ["username", "firstname", "department"], 4)
    for number in range(scenarios):
        if number % 20 == 10:
            lines += ["", f"  Rule: Part {number} of the agreement", "    Words about it that nobody runs."]
        lines += ["", f"  @id:USR-{number:02} @req:USR-R{number % 9} @role:learner"]
        if number % 4 == 3:
            lines.append(f"  Scenario Outline: Case {number} with <result>")
            lines += steps(source, ["Given", "When", "Then", "And"], "<person>")
            lines += ["", "    Examples: as agreed", "      | person | result | days |"]
            lines += [f"      | {source.choice(PEOPLE)} | {source.choice(['passed', 'failed'])} | {row} |" for row in range(6)]
            continue
        lines.append(f"  Scenario: Case {number} of {source.choice(COURSES)}")
        lines += steps(source, ["Given", "When", "Then", "And"], None)
        if number % 6 == 1:
            lines += ['    And the message reads:', '      """', "      Dear reader,", "", '      Your course "VCA" starts soon.', '      """']
        if number % 6 == 2:
            lines.append("    And the list holds:")
            lines += table(source, ["user", "course", "role", "until"], 6)
    return "\n".join(lines) + "\n"


def dutch(source, scenarios):
    lines = ["# language: nl", "Functionaliteit: Inschrijven", "", "  Achtergrond:", '    Gegeven de volgende "gebruikers" bestaan:']
    lines += table(source, ["gebruikersnaam", "voornaam"], 3)
    for number in range(scenarios):
        lines += ["", f"  @id:NL-{number:02}", f"  Scenario: Geval {number}"]
        lines += steps(source, ["Gegeven", "Als", "Dan", "En"], None)
    return "\n".join(lines) + "\n"


def steps(source, keywords, person):
    who = lambda: person or source.choice(PEOPLE)
    return [
        f'    {keywords[0]} "{who()}" is learner of "{source.choice(COURSES)}"',
        f'    {keywords[1]} "{who()}" opens activity {source.randrange(100)} of "{source.choice(COURSES)}"',
        f'    {keywords[2]} the progress of "{who()}" is {source.randrange(101)}%',
        f'    {keywords[3]} "{who()}" sees {source.randrange(20)} courses and no \\"secret\\" one',
    ]


def table(source, header, rows):
    lines = ["      | " + " | ".join(header) + " |"]
    for _ in range(rows):
        cells = [source.choice(PEOPLE + COURSES) if source.random() < 0.9 else "a \\| b" for _ in header]
        lines.append("      | " + " | ".join(f"{cell:<10}" for cell in cells) + " |")
    return lines
