#!/usr/bin/env python3
"""Fills exported worksheets in as testers would: fill.py FOLDER WORKBOOK...

Every row is judged; one fails, one passes with a remark. With LibreOffice on the PATH the workbooks are saved by it.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

import openpyxl

WORDS = {"nl": ("Lees mij", "Getest door", "Werkblad", "Rij", "Oordeel", "Wat zag u?", "Ernst", "Geslaagd", "Gefaald", "Matig"),
         "en": ("Read me", "Tested by", "Worksheet", "Row", "Verdict", "What did you see?", "Severity", "Passed", "Failed", "Moderate")}
TESTER = "Wilma Terpstra"


def fill(path, fails):
    """How many rows were judged."""
    book = openpyxl.load_workbook(path)
    words = next(words for words in WORDS.values() if words[2] in book.sheetnames)
    readme, by, rows, first, verdict, seen, severity, passed, failed, moderate = words
    for line in book[readme].iter_rows():
        if line[0].value == by:
            line[1].value = TESTER
    lines = list(book[rows].iter_rows())
    header = next(place for place, line in enumerate(lines) if line[0].value == first)
    at = {cell.value: place for place, cell in enumerate(lines[header])}
    count = 0
    for line in lines[header + 1:]:
        if not str(line[0].value or "").startswith("R-") or line[0].value.startswith("R-NEW"):
            continue
        line[at[verdict]].value = passed
        if fails and count == 0:
            line[at[verdict]].value, line[at[severity]].value = failed, moderate
            line[at[seen]].value = "Wilma saw an empty page where the list should be"
        count += 1
    book.save(path)
    return count


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    total = 0
    for number, source in enumerate(sorted(map(Path, sys.argv[2:]))):
        target = folder / source.name
        shutil.copy(source, target)
        total += fill(target, fails=number == 0)
        if shutil.which("soffice"):
            with tempfile.TemporaryDirectory() as place:
                done = subprocess.run(["soffice", "-env:UserInstallation=file://%s/profile" % place, "--headless", "--convert-to", "xlsx",
                                       "--outdir", place, str(target)], capture_output=True, timeout=180)
                saved = Path(place) / target.name
                if done.returncode == 0 and saved.exists():
                    shutil.copy(saved, target)
    print("%d rows judged" % total)


if __name__ == "__main__":
    main()
