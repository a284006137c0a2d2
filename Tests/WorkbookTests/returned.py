"""Worksheets that come back from other people's programs: every verdict and remark arrives, character for character.

usage: returned.py BINARY [SEED]

The sheets of the shipped Dutch pack are exported by the binary, filled in by openpyxl, rearranged as people do it (rows and
columns in another order, more of them, sheets and notes), saved again as workbooks and as CSV by openpyxl, LibreOffice
(soffice) and gnumeric (ssconvert), and as CSV in the usual encodings and separators. What a tester relies on (lists to choose
from, protection, colours, hidden sheets) must still be there after each of them.
"""

import csv
import io
import random as randomness
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is

import openpyxl
from openpyxl.comments import Comment

ROOT = Path(__file__).resolve().parents[2]
VERDICTS = {"Geslaagd": "passed", "Geslaagd met opmerking": "passed-with-remark", "Gefaald": "failed", "Geblokkeerd": "blocked",
            "Niet uitgevoerd": "not-run", "Niet van toepassing": "not-applicable"}
PLAIN = ["kapot", " ", "  ", "\n", "é", "ë", "€", "=1+1", "+31", "-2", "@x", "'", '"', ";", ",", "3-4", "1E5", "007", "1,5", "WAAR", "<b>", "&amp;"]
WHOLE = PLAIN + ["\t", "字", "😀", "e\u0301", "]]>", "\u2028"]


class Failed(Exception):
    pass


def run(binary, folder, *arguments):
    return subprocess.run([binary, *arguments], cwd=folder, capture_output=True, text=True, timeout=300)


def scenarios(folder):
    """The Dutch scenarios with the tables they read."""
    for part in ("nl", "data"):
        shutil.copytree(ROOT / "Scenarios" / part, folder / "Scenarios" / part)


def ran(binary, folder, status, *options):
    done = run(binary, folder, "run", "--quiet", "--language", "nl", *options, "Scenarios/nl")
    if done.returncode != status:
        sys.exit("the run ended with %d: %s%s" % (done.returncode, done.stdout[-1500:], done.stderr[-1500:]))


def words(random, pieces):
    return "x" + "".join(random.choice(pieces) for _ in range(random.randint(1, 8))) + "y"


def answers(random, ids, pieces):
    """What a tester says: row id -> label of the verdict, remark, severity."""
    said = {}
    for row in ids:
        label = random.choice(list(VERDICTS))
        said[row] = (label, words(random, pieces), "Ernstig" if label == "Gefaald" else "")
    return said


def stored(campaign):
    with sqlite3.connect(campaign) as connection:
        return {row: (verdict, observed) for row, verdict, observed in connection.execute("SELECT row, verdict, observed FROM verdict ORDER BY id")}


class Desk:
    """Imports files into copies of one campaign and compares."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.compared, self.rows, self.different = 0, 0, []

    def check(self, what, path, said, *options, status=0, told=None, kept=()):
        """Imports `path` and wants exactly what was `said` stored, this exit code, `told` in what the lead reads, and each
        text of `kept` whole in the file of what was not taken."""
        self.compared += 1
        self.rows += len(said)
        place = self.folder / "import"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        (place / "Reports").mkdir()
        shutil.copy(self.folder / "Reports" / "campaign.sqlite", place / "Reports")
        shutil.copytree(self.folder / "Scenarios", place / "Scenarios")
        done = run(self.binary, place, "worksheet", "import", "--apply", *options, str(path))
        wanted = {row: (VERDICTS[label], remark) for row, (label, remark, _) in said.items()}
        found = stored(place / "Reports" / "campaign.sqlite")
        files = "".join(file.read_text("utf-8-sig") for file in (place / "Reports").glob("problems-*.csv"))
        lost = [text for text in kept if text not in files]
        if done.returncode != status or found != wanted or (told or "") not in " ".join(done.stdout.split()) or lost:
            wrong = {row: (wanted.get(row), found.get(row)) for row in {*wanted, *found} if wanted.get(row) != found.get(row)}
            self.different.append("%s: exit %d, %d rows differ %s\n%s%s" % (what, done.returncode, len(wrong), list(wrong.items())[:3],
                                                                           done.stdout[-1500:], done.stderr[-1500:]))
            return
        again = run(self.binary, place, "worksheet", "import", "--apply", *options, str(path))
        if again.returncode != 0 or "already imported" not in again.stdout or stored(place / "Reports" / "campaign.sqlite") != wanted:
            self.different.append("%s: the second time is not the first: %s" % (what, again.stdout))


    def keep(self, what, program, handed_out, saved):
        self.compared += 1
        wanted, found = relied_on(handed_out, program), relied_on(saved, program)
        lost = ["%s: %s became %s" % (key, wanted[key], found[key]) for key in wanted if found[key] != wanted[key]]
        if lost or not wanted["lists"] or not wanted["protected"]:
            self.different.append("%s: %s" % (what, "; ".join(lost) or wanted))


def columns(header):
    return {label: place for place, label in enumerate(header)}


def fill(path, target, random):
    """Fills an exported workbook in with openpyxl; what was said."""
    book = openpyxl.load_workbook(path)
    for line in book["Lees mij"].iter_rows():
        if line[0].value == "Getest door":
            line[1].value = "Sanne de Vries"
    sheet = book["Werkblad"]
    lines = list(sheet.iter_rows())
    header = next(place for place, line in enumerate(lines) if line[0].value == "Rij")
    at = columns([cell.value for cell in lines[header]])
    ids = [line[0].value for line in lines[header + 1:] if not line[0].value.startswith("R-NEW")]
    said = answers(random, ids, WHOLE)
    for line in lines[header + 1:]:
        label, remark, severity = said.get(line[0].value, ("", "", ""))
        for name, value in [("Oordeel", label), ("Wat zag u?", remark), ("Ernst", severity)]:
            if value:
                line[at[name]].value = value
                line[at[name]].data_type = "s"  # "=1+1" is meant as a text
    book.save(target)
    return said


def office(folder, paths, name, kind):
    """What LibreOffice makes of files, all in one start: file name without ending -> new file."""
    target = folder / name
    target.mkdir()
    run("soffice", folder, "-env:UserInstallation=file://%s" % (folder / "profile"), "--headless", "--convert-to", kind,
        "--outdir", str(target), *map(str, paths))
    return {path.stem: next(target.glob(path.stem + "*.*")) for path in paths}


def table(sheet):
    """Row of the header, and all cells from there on."""
    lines = [[(cell.value, cell.data_type) for cell in line] for line in sheet.iter_rows()]
    header = next(place for place, line in enumerate(lines) if line[0][0] == "Rij")
    return header, lines[header:]


def write(sheet, header, lines):
    for place, line in enumerate(lines):
        for column, (value, kind) in enumerate(line):
            cell = sheet.cell(header + 1 + place, column + 1)
            cell.value = value
            if kind == "s" and value is not None:
                cell.data_type = "s"


def line_of(path, sheet, label):
    return next(line[0].row for line in openpyxl.load_workbook(path)[sheet].iter_rows() if line[0].value == label)


def mutated(folder, path, random):
    """The filled-in workbook as people rearrange it: what they did, the file, the exit code, words the lead must read, and
    at times a text that must stand whole in the lead's file of what was not taken."""
    def moved(lines, start, target):
        for line in lines:
            line.insert(target, line.pop(start))
        return lines

    def added(lines):
        width = max(map(len, lines))
        lines[0].insert(3, ("Mijn notitie", "s"))
        for line in lines[1:]:
            line.insert(3, ("gezien" if line[0][0] and len(line) == width and random.random() < 0.5 else None, "s"))
        lines[1][3] = ("viel twee keer uit", "s")
        return lines

    first = lambda lines: lines[:1]
    rest = lambda lines: lines[1:]
    changes = [
        ("reversed", lambda lines: first(lines) + rest(lines)[::-1], 0, None),
        ("shuffled", lambda lines: first(lines) + random.sample(rest(lines), len(lines) - 1), 0, None),
        ("sorted by verdict", lambda lines: first(lines) + sorted(rest(lines), key=lambda line: str(line[9][0])), 0, None),
        ("verdict first", lambda lines: moved(lines, 9, 0), 0, None),
        ("check in the middle", lambda lines: moved(lines, 18, 7), 0, None),
        ("a column added", added, 0, 'column "Mijn notitie" is not the sheet\'s own and was not read'),
        ("header in capitals", lambda lines: [[(value and value.upper(), kind) for value, kind in lines[0]]] + rest(lines), 0, None),
        ("blank lines", lambda lines: [item for line in lines for item in (line, [(None, "n")] * len(line))], 0, None),
        ("a row doubled", lambda lines: lines + [list(lines[1])], 1, "this row stands more than once, also in row"),
        ("a foreign line", lambda lines: lines + [[("Groeten, Sanne", "s")]], 1, "do not fit together"),
    ]
    for name, change, status, told in changes:
        book = openpyxl.load_workbook(path)
        sheet = book["Werkblad"]
        header, lines = table(sheet)
        write(sheet, header, change([list(line) for line in lines]))
        target = folder / ("mutated-" + path.name)
        book.save(target)
        yield name, target, status, told
    book = openpyxl.load_workbook(path)
    book.create_sheet("Blad1")["B2"] = "inloggen duurt vijf minuten"
    book["Werkblad"].cell(4, 11).comment = Comment("zie ook de kop", "Sanne")
    target = folder / ("mutated-" + path.name)
    book.save(target)
    yield "a sheet and a note added", target, 0, 'sheet "Blad1" is not the sheet\'s own and was not read: B2'
    long = "bel mij voor tien uur, " * 9 + "want daarna niet meer"
    for what, sheet, cell, told in [
        ("text on the first sheet", "Lees mij", "D3", 'text on "Lees mij" is not the sheet\'s own and was not read: D3 "bel mij'),
        ("text behind an answer", "Lees mij", "C%d" % line_of(path, "Lees mij", "Getest door"), 'text on "Lees mij" is not'),
        ("text on the known issues", "Bekende problemen", "A20", 'text on "Bekende problemen" is not'),
        ("text above the table", "Werkblad", "F1", "what stands above the table is not the sheet's own and was not read: Werkblad!F1"),
        ("text in a printed column", "Werkblad", "D5", "which is not read:"),
        ("text in a free row's printed column", "Werkblad", "H%d" % line_of(path, "Werkblad", "R-NEW-2"), "in a column that is not read:"),
    ]:
        book = openpyxl.load_workbook(path)
        before = book[sheet][cell].value
        book[sheet][cell] = (before or "") + long
        book.save(target)
        yield what, target, 0, told, long


def resaved(folder, paths):
    """The same workbooks as other programs save them: (path as filled in, program, new file, whether it is a CSV)."""
    by_office = office(folder, paths, "office", "xlsx")
    # UTF-8 with the separator of the country, and what Windows programs call ANSI; only the second sheet.
    tokens = "csv:Text - txt - csv (StarCalc):59,34,%d,1,,0,false,true,false,false,false,2"
    by_comma = office(folder, paths, "office-utf8", tokens % 76)
    for path in paths:
        yield path, "openpyxl", path, False
        twice = folder / ("twice-" + path.name)
        openpyxl.load_workbook(path).save(twice)
        yield path, "openpyxl twice", twice, False
        yield path, "LibreOffice", by_office[path.stem], False
        yield path, "LibreOffice as CSV", by_comma[path.stem], True
        for program, source in [("gnumeric", path), ("LibreOffice and gnumeric", by_office[path.stem])]:
            target = folder / ("gnumeric-" + path.name)
            run("ssconvert", folder, str(source), str(target))
            yield path, program, target, False
        run("ssconvert", folder, "-S", str(path), str(folder / ("%s-%%n.csv" % path.stem)))
        yield path, "gnumeric as CSV", folder / (path.stem + "-1.csv"), True


def relied_on(path, program):
    """What a tester relies on, as openpyxl reads it."""
    book = openpyxl.load_workbook(path)
    sheet = book["Werkblad"]
    lists = {(str(rule.sqref), rule.formula1.lstrip("=")) for rule in sheet.data_validations.dataValidation
             if rule.type == "list"}
    guard = sheet.protection
    unlocked = sorted({cell.column for cell in sheet[5] if not cell.protection.locked})
    told = {
        "lists": sorted(lists), "protected": bool(guard.sheet), "may filter": not guard.autoFilter,
        "may widen columns": not guard.formatColumns, "may paste pictures": not guard.objects, "open columns": unlocked,
        "colours": len([rule for rules in sheet.conditional_formatting for rule in rules.rules]),
        "filter": sheet.auto_filter.ref, "sheets": [s.title for s in book][:3],
    }
    if "LibreOffice" not in program:  # its headless conversion drops what belongs to the window
        told["frozen"] = sheet.freeze_panes
    if "gnumeric" not in program:  # it forgets which sheets are hidden
        told["hidden"] = [s.title for s in book if s.sheet_state != "visible"]
    return told


def fill_csv(path, random, pieces):
    lines = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";" if b";" in path.read_bytes()[:40] else ","))
    header = next(place for place, line in enumerate(lines) if line[0] in ("Rij", "row"))
    keys = lines[header][0] == "row"
    at = columns(lines[header])
    for line in lines[:header]:
        if line[0] == "Getest door":
            line[1] = "Sanne de Vries"
    said = answers(random, [line[0] for line in lines[header + 1:] if not line[0].startswith("R-NEW")], pieces)
    for line in lines[header + 1:]:
        label, remark, severity = said.get(line[0], ("", "", ""))
        for name, value in zip(["verdict", "observed", "severity"] if keys else ["Oordeel", "Wat zag u?", "Ernst"], [label, remark, severity]):
            line[at[name]] = value
    return lines, said


def csv_bytes(lines, separator, encoding, mark):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(lines)
    head = "sep=%s\r\n" % separator if mark else ""
    # A code page has no letter for everything that stands in the columns that nobody fills in.
    return (head + text.getvalue()).encode(encoding, errors="replace")


def evidence(binary, folder, desk):
    """Where a machine step failed, what it expected and found lies in the workbook, and its row leads there."""
    place = folder / "faulty"
    scenarios(place)
    ran(binary, place, 1, "--fault", "write-other-person")
    done = run(binary, place, "worksheet", "export", "--language", "nl", "--out", "xlsx")
    shown, links = [], []
    for path in (place / "xlsx").glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        if "Wat de machine zag" in book.sheetnames:
            shown += list(book["Wat de machine zag"].iter_rows(min_row=4, values_only=True))
            links += [cell.hyperlink.location for line in book["Werkblad"].iter_rows() for cell in line if cell.hyperlink]
    desk.compared += 1
    if not any(line[3] and line[4] for line in shown) or len([link for link in links if "Wat de machine zag" in link]) != len(shown):
        desk.different.append("evidence: %s, links %s\n%s%s" % (shown, links, done.stdout[-800:], done.stderr[-800:]))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for program in ["soffice", "ssconvert"]:
        if not shutil.which(program):
            sys.exit("%s is not on the PATH: install libreoffice-calc and gnumeric" % program)
    binary = str(Path(sys.argv[1]).resolve())
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    random = randomness.Random(seed)
    programs = set()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        scenarios(folder)
        ran(binary, folder, 0)
        for options in [["--out", "xlsx"], ["--format", "csv", "--out", "people"], ["--format", "csv", "--dialect", "rfc4180", "--out", "rfc"]]:
            done = run(binary, folder, "worksheet", "export", "--language", "nl", *options)
            if done.returncode != 0:
                sys.exit("the export failed: " + done.stderr + done.stdout)
        desk = Desk(binary, folder)
        sheets = sorted((folder / "xlsx").glob("*.xlsx"))
        said_on = {folder / path.name: fill(path, folder / path.name, random) for path in sheets}
        for path, program, saved, is_csv in resaved(folder, list(said_on)):
            programs.add(program)
            what = "%s by %s" % (path.name, program)
            # The tester's name stands on another sheet, which a CSV has not.
            desk.check(what, saved, said_on[path], *(["--tester", "Sanne de Vries"] if is_csv else []))
            # gnumeric does not understand the lists as LibreOffice writes them; what was filled in is there all the same.
            if not is_csv and program != "LibreOffice and gnumeric":
                desk.keep(what, program, folder / "xlsx" / path.name, saved)
        for path in list(said_on):
            for name, saved, status, told, *kept in mutated(folder, path, random):
                desk.check("%s, %s" % (path.name, name), saved, said_on[path], status=status, told=told, kept=kept)
        evidence(binary, folder, desk)
        for path in sorted((folder / "people").glob("*.csv")):
            for encoding, pieces in [("utf-8-sig", WHOLE), ("utf-8", WHOLE), ("cp1252", PLAIN), ("mac_roman", PLAIN), ("utf-16", WHOLE)]:
                for separator, mark in [(";", False), (",", True), ("\t", False)]:
                    lines, said = fill_csv(path, random, [piece for piece in pieces if separator != "\t" or piece != "\t"])
                    target = folder / "back.csv"
                    target.write_bytes(csv_bytes(lines, separator, encoding, mark))
                    desk.check("%s as %s with %r" % (path.name, encoding, separator), target, said)
        for path in sorted((folder / "rfc").glob("*.csv")):
            lines, said = fill_csv(path, random, WHOLE)
            target = folder / "back.csv"
            target.write_bytes(csv_bytes(lines, ",", "utf-8", False))
            desk.check(path.name + " by RFC 4180", target, said, "--tester", "Sanne de Vries")
    for difference in desk.different[:12]:
        print(difference[:4000])
    print("worksheets by %s, %d rows, seed %d: %d compared, %d different"
          % (", ".join(sorted(programs)), desk.rows, seed, desk.compared, len(desk.different)))
    sys.exit(1 if desk.different or not desk.rows else 0)


main()
