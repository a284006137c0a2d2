#!/usr/bin/env python3
"""Times worksheets of many rows: Benchmarks/worksheets.py BINARY [ROWS].

A feature with as many judge steps is run on the built-in LMS, exported as a workbook, filled in and imported. Printed is what
each command took by the clock, in processor time and in memory at its peak; the best of three. With 20,000 rows it ends with 1
when a limit (`LIMITS`) is missed.
"""

import os
import pathlib
import re
import shutil
import sys
import tempfile
import time
import zipfile

LINES = 10
ROWS = 20_000
# Seconds by the clock, and MB at the peak.
LIMITS = {"export": (1, 60), "import": (2, 120)}


def timed(binary, folder, *arguments):
    started = time.monotonic()
    process = os.posix_spawn(binary, [binary, *arguments], os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, str(folder / "output.txt"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)])
    _, status, usage = os.wait4(process, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def feature(rows):
    lines = ["Feature: Many rows", ""]
    for scenario in range(rows // LINES):
        lines += ["  @id:TABLE-%05d @role:learner @req:R%d @prio:must" % (scenario, scenario % 90), "  Scenario: Page %d" % scenario]
        for line in range(LINES):
            lines.append("    When the tester opens page %d of course %d and looks at the table of results" % (line, scenario))
            lines.append("    Then the tester judges that line %d of course %d is sharp and the date is that of today" % (line, scenario))
        lines.append("")
    return "\n".join(lines)


def filled(path, target):
    """Every row passed with a remark, as Excel would write it."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "xl/worksheets/sheet2.xml":
                cell = rb'<c r="%s\1" s="\2" t="inlineStr"><is><t>%s</t></is></c>'
                content = re.sub(rb'<c r="J(\d+)" s="(\d+)"/>', cell % (b"J", b"Passed"), content)
                content = re.sub(rb'<c r="K(\d+)" s="(\d+)"/>', cell % (b"K", b"as it should be, the date was there"), content)
            copy.writestr(name, content)


def report(name, results, rows):
    """Prints the best of each; whether it keeps its limits."""
    clock, processor, memory = (min(result[place] for result in results) for place in (1, 2, 3))
    missed = []
    if rows == ROWS:
        seconds, megabytes = LIMITS[name]
        missed += ["%g s" % seconds] if clock >= seconds else []
        missed += ["%g MB" % megabytes] if memory >= megabytes else []
    print("%-8s %6.2f s by the clock, %6.2f s of processor, %6.1f MB%s" % (
        name, clock, processor, memory, ", missed: " + " and ".join(missed) if missed else ""), flush=True)
    return not missed


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else ROWS
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        os.chdir(folder)
        (folder / "Scenarios").mkdir()
        (folder / "Scenarios" / "many.feature").write_text(feature(rows))
        code, clock, _, _ = timed(binary, folder, "run", "--quiet", "--format", "csv")
        print("run      %6.2f s, exit %d" % (clock, code), flush=True)
        exports = [timed(binary, folder, "worksheet", "export", "--out", "sheets") for _ in range(3)]
        is_kept = report("export", exports, rows)
        filled(next((folder / "sheets").glob("*.xlsx")), folder / "back.xlsx")
        campaign = [path for path in (folder / "Reports").glob("campaign.sqlite*")]
        imports = []
        for number in range(3):
            for path in campaign:
                kept = folder / ("kept-" + path.name)
                shutil.copy(*((path, kept) if number == 0 else (kept, path)))
            preview = timed(binary, folder, "worksheet", "import", "--tester", "Joris", "back.xlsx")
            imports.append(timed(binary, folder, "worksheet", "import", "--apply", "--tester", "Joris", "back.xlsx"))
            print((folder / "output.txt").read_text().splitlines()[-1], "exit", imports[-1][0], "preview %.2f s" % preview[1], flush=True)
        is_kept = report("import", imports, rows) and is_kept
        if any(result[0] != 0 for result in exports + imports):
            sys.exit("a command failed")
    sys.exit(0 if is_kept else 1)


main()
