"""Random workbooks: what other programs write we read, and what we write they read, cell by cell.

usage: others.py BINARY [WORKBOOKS] [SEED]

The others are openpyxl, LibreOffice (soffice) and gnumeric (ssconvert).
"""

import datetime
import json
import random as randomness
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is

import openpyxl
from openpyxl.comments import Comment

PIECES = ["a", "=1+1", "+31", "-2", "@x", "é", "字", "😀", " ", "\n", "\t", "_x0041_", "_x", "_", '"', "'", "<b>", "&amp;", "]]>", "007",
          "1E5", "3-4", "1,5", "TRUE", "#REF!", "e\u0301", "\u2028", "R-7K2QXB-M", "http://a.example/", ""]
STATES = ["visible", "visible", "hidden", "veryHidden"]


def text(random):
    return "".join(random.choice(PIECES) for _ in range(random.randint(1, 5)))


def unescaped(value):
    """openpyxl writes `_x0041_` as it is, which means A to every reader."""
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), value)


def number(value):
    """As openpyxl writes it."""
    return "%.16g" % value


def fill(sheet, random):
    """Fills a sheet of openpyxl; what we should read of it."""
    cells = {}
    for row in range(1, random.randint(1, 15)):
        for column in range(1, random.randint(1, 10)):
            cell = sheet.cell(row, column)
            kind = random.choice(["text", "text", "text", "number", "flag", "day", "moment", "time", "formula", "error", "none"])
            if kind == "text":
                value = text(random)
                cell.value = value
                cell.data_type = "s"  # "=1+1" is meant as a text
                if value:
                    cells[cell.coordinate] = ["text", unescaped(value)]
            elif kind == "number":
                cell.value = random.choice([random.randint(-10**6, 10**6), round(random.random(), 9), random.randint(1, 99) / 4])
                cells[cell.coordinate] = ["number", number(cell.value)]
            elif kind == "flag":
                cell.value = random.random() < 0.5
                cells[cell.coordinate] = ["boolean", "TRUE" if cell.value else "FALSE"]
            elif kind == "day":
                cell.value = datetime.date(1904, 1, 2) + datetime.timedelta(random.randint(0, 60_000))
                cell.number_format = random.choice(["yyyy-mm-dd", "d-m-yyyy", "[$-413]d mmmm yyyy;@", "dd/mm/yy"])
                cells[cell.coordinate] = ["date", cell.value.isoformat()]
            elif kind == "moment":
                cell.value = datetime.datetime(2026, 1, 1) + datetime.timedelta(seconds=random.randint(1, 10**8))
                cells[cell.coordinate] = ["date", cell.value.isoformat().removesuffix("T00:00:00")]
            elif kind == "time":
                cell.value = datetime.time(random.randint(0, 23), random.randint(0, 59), random.randint(0, 59))
                cells[cell.coordinate] = ["date", cell.value.isoformat()]
            elif kind == "formula":
                cell.value = "=1+1"
                cells[cell.coordinate] = ["formula", ""]
            elif kind == "error":
                cell.value = "#DIV/0!"
                cell.data_type = "e"
                cells[cell.coordinate] = ["error", "#DIV/0!"]
    return cells


def workbook(random):
    book = openpyxl.Workbook()
    book.remove(book.active)
    if random.random() < 0.3:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    expected = []
    for place in range(random.randint(1, 3)):
        sheet = book.create_sheet("Sheet %d é" % place)
        sheet.sheet_state = "visible" if place == 0 else random.choice(STATES)
        cells = fill(sheet, random)
        notes, merged = {}, []
        if random.random() < 0.3:
            notes["C3"] = unescaped(text(random)) + "x"
            sheet["C3"].comment = Comment(notes["C3"], "tester")
        if random.random() < 0.3:
            sheet.merge_cells("L20:M22")
            merged.append("L20:M22")
        rows = sorted({openpyxl.utils.cell.coordinate_from_string(name)[1] for name in cells})
        hidden = [row for row in rows if random.random() < 0.2]
        for row in hidden:
            sheet.row_dimensions[row].hidden = True
        expected.append({"sheet": sheet.title, "state": sheet.sheet_state, "cells": cells, "notes": notes, "merged": merged,
                         "hiddenRows": hidden})
    return book, expected


def read(binary, path, *options):
    done = subprocess.run([binary, "workbook", str(path), *options], capture_output=True, timeout=60)
    if done.returncode != 0:
        return [{"refused": done.stderr.decode()}]
    return [json.loads(line) for line in done.stdout.decode().split("\n") if line]


def changes(expected, found):
    """What differs, without what does not."""
    if len(expected) != len(found) or "refused" in found[0]:
        return found
    return [{key: [entry for entry in map(list, sorted({**theirs[key], **ours[key]}.items())) if theirs[key].get(entry[0]) != ours[key].get(entry[0])]
             if isinstance(theirs[key], dict) else [theirs[key], ours[key]] for key in theirs if theirs[key] != ours[key]}
            for theirs, ours in zip(expected, found)]


def texts(sheets):
    return {(sheet["sheet"], name): value for sheet in sheets for name, (kind, value) in sheet["cells"].items() if value}


def resaved(folder, path):
    """The same workbook as other programs on this machine save it."""
    target = folder / "gnumeric.xlsx"
    subprocess.run(["ssconvert", str(path), str(target)], capture_output=True, timeout=120)
    yield "gnumeric", target
    (folder / "office").mkdir(exist_ok=True)
    subprocess.run(["soffice", "-env:UserInstallation=file://%s" % (folder / "profile"), "--headless", "--convert-to", "xlsx", "--outdir",
                    str(folder / "office"), str(path)], capture_output=True, timeout=180)
    yield "LibreOffice", folder / "office" / path.name


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for program in ["soffice", "ssconvert"]:
        if not shutil.which(program):
            sys.exit("%s is not on the PATH: install libreoffice-calc and gnumeric" % program)
    binary = str(Path(sys.argv[1]).resolve())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    random = randomness.Random(seed)
    compared, cells, different, programs = 0, 0, [], {"openpyxl"}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number_of_book in range(count):
            book, expected = workbook(random)
            theirs, ours = folder / "theirs.xlsx", folder / "ours.xlsx"
            book.save(theirs)
            found = read(binary, theirs, "--copy", str(ours))
            compared += 1
            cells += sum(len(sheet["cells"]) for sheet in expected)
            if found != expected:
                different.append({"workbook": number_of_book, "read": changes(expected, found)})
                continue
            back = openpyxl.load_workbook(ours)
            seen = {(sheet.title, cell.coordinate): str(cell.value) for sheet in back for row in sheet.iter_rows() for cell in row
                    if cell.value is not None}
            kinds = {cell.data_type for sheet in back for row in sheet.iter_rows() for cell in row if cell.value is not None}
            compared += 1
            if seen != texts(expected) or not kinds <= {"s"}:
                different.append({"workbook": number_of_book, "written": sorted(set(texts(expected).items()) ^ set(seen.items())),
                                  "kinds": sorted(kinds)})
            if number_of_book < 3:
                for program, path in resaved(folder, ours):
                    programs.add(program)
                    compared += 1
                    again = read(binary, path)
                    if "refused" in again[0] or texts(again) != texts(expected):
                        different.append({"workbook": number_of_book, "program": program, "read": again})
    for difference in different[:5]:
        print(json.dumps(difference, ensure_ascii=False)[:4000])
    print("workbooks of %s, %d cells, seed %d: %d compared, %d different"
          % (", ".join(sorted(programs)), cells, seed, compared, len(different)))
    sys.exit(1 if different or not cells else 0)


main()
