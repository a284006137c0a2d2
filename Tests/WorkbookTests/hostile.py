"""Worksheets that were made to do harm, or are no worksheets: each ends in a sentence with its place, and stores nothing in part.

Every one is made from a sheet with one good verdict, and imported into a campaign of its own: what is read in spite of a bad
row stores that verdict and nothing else, what is refused stores nothing at all.

usage: hostile.py BINARY
"""

import io
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True  # the folder stays as it is

ROOT = Path(__file__).resolve().parents[2]
TABLES = ["received", "verdict", "extra_remark", "evidence_picture", "journal"]


def run(binary, folder, *arguments):
    return subprocess.run([binary, *arguments], cwd=folder, capture_output=True, timeout=120)


def repacked(original, change, compression=zipfile.ZIP_DEFLATED):
    """The workbook with its parts changed: `change` gets a dictionary of name -> bytes."""
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def part(name, change):
    def apply(parts):
        parts[name] = change(parts[name])
    return apply


SHEET = "xl/worksheets/sheet2.xml"  # read me, worksheet, known issues, keys


def cases(workbook, text, other):
    """name, bytes, wanted exit codes, a word of the sentence."""
    deep = lambda content: content.replace(b"<sheetData>", b"<sheetData>" + b"<a>" * 5000)
    wide = lambda content: content.replace(b"</row>", b'<c r="XFD9" t="str"><v>x</v></c></row>', 1)
    row = text.rstrip(b"\r\n").split(b"\r\n")[-4]
    yield "zip bomb", repacked(workbook, part(SHEET, lambda content: content + b" " * 300_000_000)), {3}, "xlsx."
    yield "ratio bomb", repacked(workbook, part(SHEET, lambda content: content + b" " * 40_000_000)), {3}, "xlsx."
    yield "truncated", workbook[:len(workbook) // 2], {3}, "xlsx."
    yield "a byte short", workbook[:-1], {3}, "xlsx."
    yield "document type", repacked(workbook, part(SHEET, lambda content: content.replace(
        b"<worksheet", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet', 1))), {3}, "doctype"
    yield "macros", repacked(workbook, lambda parts: parts.update({"xl/vbaProject.bin": b"x", "[Content_Types].xml": parts[
        "[Content_Types].xml"].replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                                       b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")})), {3}, "xlsx."
    yield "a million columns", text + b";" * 1_000_000 + b"\r\n", {3}, "columns"
    yield "the last column", repacked(workbook, part(SHEET, wide)), {3}, "xlsx."
    yield "elements within elements", repacked(workbook, part(SHEET, deep)), {3}, "xlsx."
    yield "a path out of the zip", repacked(workbook, lambda parts: parts.update({"../../evil.xml": b"x"})), {3}, "xlsx."
    yield "a cell of 200,000 characters", text.replace(row, row.replace(b";;;;;", b";;" + b"a" * 200_000 + b";;;", 1)), {3}, "field"
    yield "a cell of 40,000 characters without a verdict", text.replace(row, row.replace(b";;;;;", b";;" + b"a" * 40_000 + b";;;", 1)), {1}, "a remark without a verdict"
    yield "control characters", text.replace(row, row.replace(b";;;;;", b";\x1b[31mGeslaagd\x07\x00;;;;", 1)), {1}, "is not clear"
    yield "a verdict in Cyrillic letters", text.replace(row, row.replace(b";;;;;", ";P\u0430ssed;;;;".encode(), 1)), {1}, "is not clear"
    yield "a formula without a result", repacked(workbook, part(SHEET, lambda content: content.replace(
        b"</row>", b"</row>", 1).replace(b"</sheetData>", b'<row r="900"><c r="A900"><f>HYPERLINK("http://x.example")</f></c></row></sheetData>'))), {1}, "do not fit"
    yield "wrong project", other, {3}, "was not handed out"
    yield "encrypted", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4000, {3}, "password"
    yield "an old workbook", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 5000, {3}, "2003"
    yield "a web page", b"<html><table><tr><td>Rij</td></tr></table></html>", {3}, "web page"
    yield "a PDF", b"%PDF-1.7\n1 0 obj", {3}, "PDF"
    yield "an open document", repacked(workbook, lambda parts: parts.update({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"})), {3}, "OpenDocument"
    yield "another zip", repacked(workbook, lambda parts: (parts.clear(), parts.update({"a.txt": b"a"}))), {3}, "no workbook"
    yield "nothing", b"", {3}, "empty"
    yield "blanks", b" \r\n \r\n", {3}, "no row names the columns"
    yield "noise", bytes((place * 7919 >> 3) & 255 for place in range(50_000)), {3}, "error["
    yield "a letter", "Beste Marieke,\n\nHierbij het werkblad.\n".encode(), {3}, "no row names the columns"
    yield "an unclosed quote", text + b'"never closed', {3}, "line"
    yield "no code page", text.replace("check é".encode(), b"check") + b"\xe9\r\n", {3}, "UTF-8"
    yield "a renamed column", text.replace(b"Oordeel;", b"Mening;", 1), {3}, "no column"
    yield "a column twice", text.replace(b";Eerder;", b";Oordeel;", 1), {3}, "two columns"
    yield "ten thousand lines of noise", text + b"x;y\r\n" * 10_000, {1}, "and 9950 more"
    yield "thirty thousand rows", text + b"x;y\r\n" * 30_000, {3}, "rows"
    yield "more than is read", text + b"x" * 21_000_000, {3}, "at most"


def counts(campaign):
    with sqlite3.connect(campaign) as connection:
        return [connection.execute("SELECT count(*) FROM " + table).fetchone()[0] for table in TABLES]


def verdicts(campaign):
    with sqlite3.connect(campaign) as connection:
        return connection.execute("SELECT row, verdict FROM verdict ORDER BY id").fetchall()


def does(binary, folder, *words):
    done = run(binary, folder, *words)
    if done.returncode != 0:
        sys.exit("%s ended with %d: %s%s" % (" ".join(words), done.returncode, done.stdout[-2000:].decode(), done.stderr[-2000:].decode()))
    # The campaign is one file when a command has ended: who copies it alone has all of it.
    for path in folder.glob("Reports/campaign.sqlite"):
        alone = folder / "alone.sqlite"
        shutil.copy(path, alone)
        if counts(path) != counts(alone):
            sys.exit("%s left beside the campaign what belongs to it: %s, without %s" % (" ".join(words), counts(path), counts(alone)))
        alone.unlink()


def exported(binary, folder, form):
    shutil.rmtree(folder / form, ignore_errors=True)
    does(binary, folder, "worksheet", "export", "--language", "nl", "--role", "learner", "--out", form, "--format", form)
    return next((folder / form).glob("*." + form)).read_bytes()


def lines(text):
    """Of a CSV, the ids of its rows in order."""
    return re.findall(rb"^(R-[^N;][^;]*);", text, re.M)


def said(text, row, verdict, observed=b""):
    """The CSV with a verdict on a row."""
    start = text.index(b"\r\n" + row + b";") + 2
    end = text.index(b"/S-", start)
    line = text[start:end]
    if b";;;;;" not in line:
        sys.exit("no room for a verdict on %s" % row.decode())
    return text[:start] + line.replace(b";;;;;", b";" + verdict + b";" + observed + b";;;", 1) + text[end:]


def older(binary, folder, text):
    """A campaign in which a newer issue of the sheet has come back, and the issue before it with another word on the same row."""
    place = folder / "older"
    place.mkdir()
    shutil.copytree(folder / "Reports", place / "Reports")
    shutil.copytree(folder / "Scenarios", place / "Scenarios")
    one, two = lines(text)[:2]
    (place / "back.csv").write_bytes(said(text, one, b"Geslaagd"))
    does(binary, place, "worksheet", "import", "--apply", "--tester", "Joris", "back.csv")
    newer = exported(binary, place, "csv")
    if one in lines(newer) or two not in lines(newer):
        sys.exit("the newer issue holds %s" % lines(newer))
    (place / "back.csv").write_bytes(said(newer, two, b"Geslaagd"))
    does(binary, place, "worksheet", "import", "--apply", "--tester", "Joris", "back.csv")
    return place / "Reports" / "campaign.sqlite", said(said(text, one, b"Geslaagd"), two, b"Gefaald", b"kapot")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary = str(Path(sys.argv[1]).resolve())
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for pack in ("nl", "data"):
            shutil.copytree(ROOT / "Scenarios" / pack, folder / "Scenarios" / pack)
        does(binary, folder, "run", "--quiet", "--language", "nl", "Scenarios/nl")
        workbook, text = exported(binary, folder, "xlsx"), exported(binary, folder, "csv")
        text = text.replace(b"Getest door;", b"Getest door;Joris", 1)
        good = lines(text)[0]
        campaigns = {"": folder / "Reports" / "campaign.sqlite"}
        campaigns["an older issue"], issue = older(binary, folder, text)
        text = said(text, good, b"Geslaagd")
        workbook = repacked(workbook, part(SHEET, lambda content: re.sub(
            rb'<c r="J4" s="(\d+)"/>', rb'<c r="J4" s="\1" t="inlineStr"><is><t>Geslaagd</t></is></c>', content, count=1)))
        # A sheet with a right check letter that nobody here handed out.
        identity = text.split(b";")[1].decode()
        letters = "23456789BCDFGHJKLMNPQRSTVWXYZ"
        values = [letters.index(letter) for letter in identity[2:8]]
        values[0] = (values[0] + 1) % 29
        check = sum((place + 2) * value for place, value in enumerate(values)) % 29
        other = text.replace(identity.encode(), ("S-" + "".join(letters[value] for value in values) + letters[check]).encode())
        corpus = [("nothing hostile", text, {0}, "good"), ("nothing hostile in the workbook", workbook, {0}, "good"),
                  ("an older issue", issue, {1}, "another sheet that is no newer says otherwise")]
        for name, content, exits, word in corpus + list(cases(workbook, text, other)):
            file = folder / "hostile file"
            file.write_bytes(content)
            campaign = folder / "import" / "Reports" / "campaign.sqlite"
            shutil.rmtree(folder / "import", ignore_errors=True)
            campaign.parent.mkdir(parents=True)
            shutil.copy(campaigns.get(name, campaigns[""]), campaign)
            shutil.copytree(folder / "Scenarios", folder / "import" / "Scenarios")
            before, known = counts(campaign), verdicts(campaign)
            done = run(binary, folder / "import", "worksheet", "import", "--apply", "--tester", "Joris", str(file))
            after, stored = counts(campaign), verdicts(campaign)
            output = (done.stdout + done.stderr).decode("utf-8", "replace")
            faults = []
            if done.returncode not in exits:
                faults.append("exit %d, not %s" % (done.returncode, exits))
            if word not in " ".join(output.split()) or "hostile file" not in output:
                faults.append("the sentence lacks %r" % word)
            if any(ord(letter) < 32 and letter != "\n" for letter in output):
                faults.append("a control character reached the terminal")
            if "stale" in output:
                faults.append("a row is stale")
            if done.returncode == 3 and after != before:
                faults.append("something was stored: %s -> %s" % (before, after))
            if done.returncode != 3:
                # The one good row, and no other: of an older issue it says what is known already.
                wanted = known if name == "an older issue" else known + [(good.decode(), "passed")]
                if stored != wanted or after[0] != before[0] + 1 or after[2:4] != before[2:4]:
                    faults.append("stored %s -> %s, verdicts %s" % (before, after, stored))
            if faults:
                failed += 1
                print("%s: %s\n%s" % (name, "; ".join(faults), output[:1500]))
            else:
                passed += 1
    print("hostile worksheets: %d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


main()
