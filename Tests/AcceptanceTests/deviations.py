#!/usr/bin/env python3
"""docs/deviations.md lists what the built-in LMS does otherwise than a Moodle: deviations.py BINARY [--check]

Made from Sources/DemoLMS/Rules/Deviations.swift, the list that the built-in LMS itself is held to. With --check it compares
and fails when the page is stale. The binary is not needed; it is taken so that every driver is called alike.
"""
import difflib, re, sys
from acceptance import Checks, root

SOURCE = root / "Sources" / "DemoLMS" / "Rules" / "Deviations.swift"
PAGE = root / "docs" / "deviations.md"
HEAD = """# What the built-in LMS does otherwise than a Moodle

<!-- Made by Tests/AcceptanceTests/deviations.py from Sources/DemoLMS/Rules/Deviations.swift; do not edit. -->

The built-in LMS answers as recorded answers of Moodle 5.1 do (`Tests/DemoLMSTests/Recorded` replays them), apart from this
list. It shows how scenarios work and whether they notice faults; a run against it is never evidence about a Moodle.

*Can be switched*: an option of `DemoLMS.Options` brings Moodle's behaviour back, for tests.

| a stock Moodle 5.1 | the built-in LMS | can be switched |
|---|---|---|
"""


TEXT = r'"((?:[^"\\]|\\.)*)"'
ENTRY = re.compile(r"Deviation\(\s*moodle:\s*%s,\s*here:\s*%s,\s*option:\s*(?:nil|%s)\s*\)" % (TEXT, TEXT, TEXT))


def deviations(swift):
    """(moodle, here, option) of each entry."""
    return [(moodle, here, option or None) for moodle, here, option in ENTRY.findall(swift)]


def main():
    checks = Checks("deviations")
    swift = SOURCE.read_text()
    listed = deviations(swift)
    checks.equal(len(listed), swift.count("    Deviation(\n"), "every entry of the list is read")
    checks.check(len(listed) >= 15, "the list is there", len(listed))
    rows = ["| %s | %s | %s |\n" % (moodle.replace("|", "\\|"), here.replace("|", "\\|"), "`%s`" % option if option else "no")
            for moodle, here, option in listed]
    if "--check" not in sys.argv:
        PAGE.write_text(HEAD + "".join(rows))
    page = PAGE.read_text() if PAGE.exists() else ""
    for (moodle, _, _), row in zip(listed, rows):
        checks.check(row in page, "docs/deviations.md says: %s" % moodle)
    difference = "\n".join(difflib.unified_diff(page.splitlines(), (HEAD + "".join(rows)).splitlines(), "docs/deviations.md", "the list", lineterm=""))
    checks.check(not difference, "docs/deviations.md is what the list says; write it anew without --check", difference)
    options = (root / "Sources" / "DemoLMS" / "DemoLMS.swift").read_text()
    for _, here, option in listed:
        if option:
            checks.check(re.search(r"\b%s\b" % option, options), "the option %s exists" % option)
    checks.end()


main()
