#!/usr/bin/env python3
"""Times the acceptance report of many scenarios: Benchmarks/report.py BINARY [SCENARIOS].

As many scenarios as asked for, a fifth of them judged by people, are run on the built-in LMS. Printed is what each format of
`lmsaccept report` took by the clock, in processor time and in memory at its peak, with the reading of the store and of the
scenarios in it; the best of three.
"""

import os
import pathlib
import sys
import tempfile
import time

AREAS = ["ACC", "ASM", "CAT", "CMP", "COM", "CRT", "ENR", "GRD", "INT", "MOB", "NOT", "PRF", "REP", "SEC", "TST", "USR"]
ROLES = ["learner", "trainer", "author", "manager", "tadmin", "sysadmin"]
LIMITS = {"html": (2.0, 150.0)}


def timed(binary, folder, *arguments):
    started = time.monotonic()
    process = os.posix_spawn(binary, [binary, *arguments], os.environ, file_actions=[
        (os.POSIX_SPAWN_OPEN, 1, str(folder / "output.txt"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)])
    _, status, usage = os.wait4(process, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def feature(scenarios):
    lines = ["Feature: Many scenarios", ""]
    for number in range(scenarios):
        area, role = AREAS[number % len(AREAS)], ROLES[number // 7 % len(ROLES)]
        priority = ["must", "should", "could"][number % 3]
        lines += ["  @id:%s-%04d @area:%s @role:%s @req:R%02d @prio:%s" % (area, number, area, role, number % 90, priority),
                  "  Scenario: What somebody in a role does, number %d" % number]
        lines += ['    Given the following new "courses" exist:', "      | shortname | fullname |", "      | C-%d | Course %d |" % (number, number),
                  '    When "fatima" enrols "sanne" in "C-%d"' % number,
                  '    Then "C-%d" has %s' % (number, "2 learners" if number % 41 == 0 else "1 learner")]
        if number % 5 == 0:
            lines.append("    And the tester judges that page %d says what it should say" % number)
        lines.append("")
    return "\n".join(lines)


def requirements():
    return "id,area,text,source,risk\n" + "".join(
        "R%02d,%s,What the system shall do under number %d,contract 3.%d,%s\n"
        % (number, AREAS[number % len(AREAS)], number, number, ["high", "medium", "low"][number % 3]) for number in range(90))


def report(name, results):
    clock, processor, memory = (min(result[place] for result in results) for place in (1, 2, 3))
    print("%-8s %6.2f s by the clock, %6.2f s of processor, %6.1f MB" % (name, clock, processor, memory), flush=True)
    return processor, memory


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    scenarios = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place)
        os.chdir(folder)
        (folder / "Scenarios").mkdir()
        (folder / "Scenarios" / "many.feature").write_text(feature(scenarios))
        code, clock, _, _ = timed(binary, folder, "run", "--quiet", "--format", "csv")
        print("run      %6.2f s, exit %d" % (clock, code), flush=True)
        missed = []
        for format in ("html", "json", "csv", "xlsx"):
            processor, memory = report(format, [timed(binary, folder, "report", "--format", format) for _ in range(3)])
            seconds, megabytes = LIMITS.get(format, (processor, memory))
            if processor > seconds or memory > megabytes:
                missed.append("%s: more than %.1f s or %.0f MB" % (format, seconds, megabytes))
        print("page     %6.1f MB" % ((folder / "Reports" / "acceptance.html").stat().st_size / 1e6))
        if missed:
            sys.exit("\n".join(missed))


main()
