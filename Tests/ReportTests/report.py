#!/usr/bin/env python3
"""The acceptance report in every format, as other programs see it: report.py BINARY

Some of the shipped scenarios are run on the built-in LMS with a fault on, others never; then every format has to hold the same
totals: the page in both languages, CSV and JSON as Python reads them, XLSX as openpyxl does, and both as LibreOffice
(soffice) does. No cell of the workbook is a formula. WeasyPrint makes a PDF; that it is missing, fails,
or writes nothing is said. axe finds nothing on the page at 1280 and 390 pixels in Chromium.
"""

import collections
import csv
import html
import importlib.util
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import openpyxl

binary = str(pathlib.Path(sys.argv[1]).resolve())
root = pathlib.Path(__file__).resolve().parent.parent.parent
passed, failed = 0, 0


def check(name, wanted, actual):
    global passed, failed
    if wanted == actual:
        passed += 1
        return
    failed += 1
    print("FAILED %s\n  wanted: %s\n  actual: %s" % (name, wanted, actual))


def holds(name, condition, detail=""):
    check(name + (": %s" % detail if detail and not condition else ""), True, bool(condition))


def run(*arguments, path=None):
    environment = dict(os.environ, PATH=path) if path else None
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, timeout=900, env=environment)
    return done.returncode, done.stdout, done.stderr


def totals_of_page(path):
    """Standing -> scenarios, as the table of results says."""
    page = path.read_text()
    rows = re.findall(r'<tr(?: class="sum")? data-standing="([^"]+)">(.*?)</tr>', page, re.S)
    return {html.unescape(name): int(re.findall(r'<td class="number">(\d+)</td>', cells)[-1]) for name, cells in rows}


def totals_of_rows(rows):
    """The same from results, a row a step."""
    columns, scenarios = rows[0], collections.OrderedDict()
    for row in rows[1:]:
        cells = dict(zip(columns, row))
        scenarios.setdefault((cells["scenario"], cells["example"]), []).append(cells)
    totals = collections.Counter()
    for steps in scenarios.values():
        first = steps[0]
        compared = sum(int(step["checks"] or 0) for step in steps)
        good = first["scenario_outcome"] in ("passed", "passed with remark", "flaky", "known")
        if first["stale"]:
            totals["stale"] += 1
        elif good and first["machine_outcome"] != "known" and not compared and not any(step["row"] for step in steps):
            totals["ran without a check"] += 1
        else:
            totals[first["scenario_outcome"]] += 1
    return dict(totals)


def rows_of_csv(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def rows_of_sheet(book, name):
    return [["" if cell is None else str(cell) for cell in row] for row in book[name].iter_rows(values_only=True)]


def squared(rows):
    """Without what some programs leave out: cells that are empty at the end of a row."""
    kept = [list(row) for row in rows]
    for row in kept:
        while row and row[-1] == "":
            row.pop()
    return [row for row in kept if row]


def through_libreoffice(folder, path, *filter):
    subprocess.run(["soffice", "-env:UserInstallation=file://%s" % (folder / "profile"), "--headless", *filter, "--convert-to", "xlsx",
                    "--outdir", str(folder / "office"), str(path)], capture_output=True, timeout=300, check=True)
    return openpyxl.load_workbook(folder / "office" / (path.stem + ".xlsx"))


def formats(folder):
    code, out, err = run("report", "--format", "html,csv,xlsx,json", "--language", "en")
    check("report ends well", 0, code)
    run("report", "--language", "nl", "--format", "html", "--out", "Reports/nl")
    reports = folder / "Reports"
    page = totals_of_page(reports / "acceptance.html")
    holds("the page has totals", page.get("all", 0) > 20 and page.get("failed", 0) > 0 and page.get("not run", 0) > 0, page)
    check("the page in Dutch", page, totals_of_page(reports / "nl" / "acceptance.html"))
    dutch = (reports / "nl" / "acceptance.html").read_text()
    holds("its reservations are in Dutch", "Er stonden fouten aan: update-ignored." in dutch and "Faults were" not in dutch)
    data = json.loads((reports / "acceptance.json").read_text())
    lines = {line["standing"]: line["total"] for line in data["results"]["by_standing"]}
    check("JSON", page, dict(lines, all=sum(lines.values())))
    text = (reports / "acceptance.json").read_text()
    check("JSON is canonical", text, json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n")
    run_only = {name: count for name, count in page.items() if name not in ("all", "not run")}
    tables = {name: rows_of_csv(reports / "acceptance" / (name + ".csv")) for name in ("results", "findings", "traceability", "criteria")}
    check("CSV", run_only, totals_of_rows(tables["results"]))
    book = openpyxl.load_workbook(reports / "acceptance.xlsx")
    check("the sheets of the workbook", list(tables), book.sheetnames)
    for name, rows in tables.items():
        check("the sheet %s as openpyxl reads it" % name, squared(rows), squared(rows_of_sheet(book, name)))
    formulas = [cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    check("no cell is a formula", [], formulas)
    holds("a text that begins like a formula is there", any("=1+1" in row for row in rows_of_sheet(book, "findings")))
    open_findings = [row for row in tables["findings"][1:] if row[1] == "yes"]
    check("open findings", len(open_findings), sum(1 for finding in data["findings"] if finding["open"]))
    office = through_libreoffice(folder, reports / "acceptance.xlsx")
    check("the workbook in LibreOffice", run_only, totals_of_rows(rows_of_sheet(office, "results")))
    for name, rows in tables.items():
        # Every column as text: a spreadsheet program takes 2026-11 for a date otherwise.
        columns = "/".join("%d/2" % (place + 1) for place in range(len(rows[0])))
        sheet = through_libreoffice(folder, reports / "acceptance" / (name + ".csv"), "--infilter=CSV:44,34,76,1,%s" % columns)
        check("%s.csv in LibreOffice" % name, squared(rows), squared(rows_of_sheet(sheet, sheet.sheetnames[0])))
        if name == "results":
            check("totals of results.csv in LibreOffice", run_only, totals_of_rows(rows_of_sheet(sheet, sheet.sheetnames[0])))


def gone(folder):
    """What is in no feature any more is in no total of any format, and stands apart."""
    twins = [folder / "Scenarios" / language / "acc.feature" for language in ("en", "nl")]
    texts = [path.read_text() for path in twins]
    for path in twins:
        path.unlink()
    run("report", "--format", "html,csv,json", "--language", "en", "--out", "Reports/gone")
    for path, text in zip(twins, texts):
        path.write_text(text)
    page = totals_of_page(folder / "Reports" / "gone" / "acceptance.html")
    before = totals_of_page(folder / "Reports" / "acceptance.html")
    data = json.loads((folder / "Reports" / "gone" / "acceptance.json").read_text())
    withdrawn = data["results"]["withdrawn"]
    holds("what is gone is listed", withdrawn and all(one["scenario"].startswith("ACC-") for one in withdrawn), withdrawn)
    check("and in no total", before["all"] - page["all"], len(withdrawn))
    check("nor in the rows", {name: count for name, count in page.items() if name not in ("all", "not run")},
          totals_of_rows(rows_of_csv(folder / "Reports" / "gone" / "acceptance" / "results.csv")))


def program(folder, text):
    place = folder / "bin"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    (place / "weasyprint").write_text("#!/bin/sh\n" + text)
    (place / "weasyprint").chmod(0o755)
    return "%s:/usr/bin:/bin" % place


def pdf(folder):
    empty = folder / "empty"
    empty.mkdir()
    code, _, err = run("report", "--format", "pdf", path=str(empty))
    holds("without WeasyPrint: what to install", code == 2 and "pip install weasyprint" in err, err)
    code, _, err = run("report", "--format", "pdf", path=program(folder, "echo a line >&2; echo no pango >&2; exit 3\n"))
    holds("WeasyPrint fails", code == 2 and "ended with 3: no pango" in err, err)
    code, _, err = run("report", "--format", "pdf", path=program(folder, "exit 0\n"))
    holds("WeasyPrint writes nothing", code == 2 and "wrote no PDF" in err, err)
    code, _, err = run("report", "--format", "pdf", path=program(folder, "echo hello > \"$2\"\n"))
    holds("WeasyPrint writes no PDF", code == 2 and "wrote no PDF" in err, err)
    holds("nothing was left", not (folder / "Reports" / "acceptance.pdf").exists())
    # Beside the Python that runs this.
    own = "%s:%s" % (pathlib.Path(sys.executable).parent, os.environ["PATH"])
    code, out, err = run("report", "--format", "pdf", path=own)
    holds("WeasyPrint makes a PDF", code == 0 and (folder / "Reports" / "acceptance.pdf").read_bytes().startswith(b"%PDF-"), err)


def accessible(folder):
    chromium = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)
    module = importlib.util.find_spec("axe_core_python")
    if not chromium or not module:
        return holds("Chromium is on the PATH, and axe-core-python is there", False, (chromium, module))
    axe = (pathlib.Path(module.origin).parent / "axe.min.js").read_text().replace("</script>", "<\\/script>")
    tell = """axe.run().then(found => { const box = document.createElement("pre"); box.id = "axe"; box.textContent = JSON.stringify(
      { bad: found.violations.map(bad => bad.id + ": " + bad.nodes[0].html), good: found.passes.length,
        beyond: document.documentElement.scrollWidth - document.documentElement.clientWidth });
      parent.document.body.append(box) })"""

    def look(page, width):
        # What the page forbids itself would keep axe out, too.
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        text = text.replace("</body>", "<script>%s</script><script>%s</script></body>" % (axe, tell))
        # A window is never narrower than 500 pixels, a frame is.
        if width < 500:
            text = '<!doctype html><html lang="en"><title>-</title><body><iframe width="%d" height="2000" srcdoc="%s"></iframe>' % (
                width, html.escape(text))
        (folder / "axe.html").write_text(text)
        done = subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                               "--user-data-dir=%s" % (folder / "chromium"), "--virtual-time-budget=60000",
                               "--window-size=%d,2000" % max(width, 500), "--dump-dom", (folder / "axe.html").as_uri()],
                              capture_output=True, text=True, timeout=300)
        found = re.search(r'<pre id="axe">(.*?)</pre>', done.stdout, re.S)
        return json.loads(html.unescape(found.group(1))) if found else {"bad": ["axe did not end: " + done.stderr[-300:]], "good": 0, "beyond": 0}

    for language, path in (("en", "acceptance.html"), ("nl", "nl/acceptance.html")):
        page = (folder / "Reports" / path).read_text()
        for width in (1280, 390):
            found = look(page, width)
            check("axe, %s, %d pixels" % (language, width), [], found["bad"])
            check("pixels beyond the edge, %s, %d pixels" % (language, width), 0, max(0, found["beyond"]))
            holds("axe looked at the page", found["good"] > 20, found["good"])
    # The check itself can fail: a page without a language and with words that nobody can read.
    broken = page.replace('<html lang="nl">', "<html>").replace("--soft: #51606f", "--soft: #eeeeee")
    found = look(broken, 1280)["bad"]
    holds("axe notices what is wrong", {"html-has-lang", "color-contrast"} <= {bad.split(":")[0] for bad in found}, found)


def main():
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        os.chdir(folder)
        # Both languages: in whatever language a report is written, it is about what was run.
        for part in ("en", "nl", "data"):
            shutil.copytree(root / "Scenarios" / part, folder / "Scenarios" / part)
        code, _, _ = run("run", "--quiet", "--format", "csv", "--fault", "update-ignored", "Scenarios/en/usr.feature", "Scenarios/en/acc.feature")
        check("the run with a fault", 1, code)
        code, _, err = run("finding", "add", "=1+1", "--severity", "serious")
        check("a finding by hand", 0, code)
        formats(folder)
        gone(folder)
        code, _, err = run("criteria", "--require-met")
        holds("criteria are a gate", code == 6 and "X3" in err, err)
        pdf(folder)
        accessible(folder)
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


main()
