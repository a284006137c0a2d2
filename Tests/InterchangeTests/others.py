"""What other tools read of our exports: trcli (TestRail) and junitparser read the JUnit, Python's csv the Azure cases.

usage: others.py BINARY

Runs three scenarios with tags of those tools on the built-in LMS, exports, and compares every id, verdict and step.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

sys.dont_write_bytecode = True  # the folder stays as it is

from junitparser import Error, Failure, JUnitXml, Skipped
from trcli.readers.junit_xml import JunitParser

FEATURE = """Feature: Interchange

  @id:IO-01 @req:IO-R1 @testrail:C12 @xray:NL-1 @azure:4711
  Scenario: A course is found
    Given the following new "courses" exist:
      | shortname | fullname |
      | INT-01    | Exchange |
    And "sanne" is learner of "INT-01"
    Then "INT-01" has 1 learner

  @id:IO-02 @req:IO-R1 @req:IO-R2 @testrail:C13 @xray:NL-2 @role:learner
  Scenario: A person judges, "quoted" & <marked>
    When the tester opens the course
    Then the tester judges that it is readable

  @id:IO-03 @req:IO-R3 @testrail:C14 @xray:NL-3
  Scenario: Nothing is compared
    Given the following new "courses" exist:
      | shortname | fullname |
      | INT-03    | Unseen   |
"""


class Count:
    passed = failed = 0

    def check(self, what, actual, wanted):
        if actual == wanted:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {what}\n  wanted {wanted!r}\n  actual {actual!r}")


def main():
    binary = str(Path(sys.argv[1]).resolve())
    count = Count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "io.feature").write_text(FEATURE)
        ran = subprocess.run([binary, "run", "--quiet", "io.feature"], cwd=folder, capture_output=True, text=True)
        count.check("run", ran.returncode, 0)
        if ran.returncode:
            print(ran.stdout + ran.stderr)
        for format in ["junit", "xray-json", "azure-csv"]:
            done = subprocess.run([binary, "export", "--format", format], cwd=folder, capture_output=True, text=True)
            count.check(f"export {format}", done.returncode, 0)
        junit(folder / "Reports/export-junit.xml", count)
        trcli(folder / "Reports/export-junit.xml", count)
        xray(folder / "Reports/export-xray.json", count)
        azure(folder / "Reports/export-azure.csv", count)
    print(f"{count.passed} passed, {count.failed} failed")
    return 1 if count.failed else 0


def junit(path, count):
    cases = [case for suite in JUnitXml.fromfile(str(path)) for case in suite]
    count.check("cases", [case.name for case in cases],
                ["IO-01 A course is found", 'IO-02 A person judges, "quoted" & <marked>', "IO-03 Nothing is compared"])
    kinds = [[type(result) for result in case.result] for case in cases]
    count.check("verdicts", kinds, [[], [Skipped], [Skipped]])
    properties = [{p.get("name"): p.get("value") for p in case._elem.find("properties")} for case in cases]
    count.check("requirements", [each.get("requirements") for each in properties], ["IO-R1", "IO-R1,IO-R2", "IO-R3"])
    count.check("test ids", [each.get("test_id") for each in properties], ["C12", "C13", "C14"])
    count.check("test keys", [each.get("test_key") for each in properties], ["NL-1", "NL-2", "NL-3"])


def trcli(path, count):
    """As `trcli parse_junit --case-matcher property` reads the file."""
    environment = SimpleNamespace(
        file=str(path), case_matcher="property", special_parser=None, allow_ms=False, suite_name=None, params_from_config={},
        log=lambda *_: None, elog=print, vlog=lambda *_: None)
    suites = JunitParser(environment).parse_file()
    cases = [case for suite in suites for section in suite.testsections for case in section.testcases]
    count.check("case ids of trcli", [case.case_id for case in cases], [12, 13, 14])
    count.check("results of trcli", [case.result.status_id for case in cases], [1, 4, 4])
    steps = [[(step.status_id, step.content) for step in case.result.custom_step_results] for case in cases]
    count.check("steps of trcli", steps, [
        [(1, 'Given the following new "courses" exist:'), (1, 'And "sanne" is learner of "INT-01"'),
         (1, 'Then "INT-01" has 1 learner')],
        [(3, "When the tester opens the course"), (3, "Then the tester judges that it is readable")],
        [(1, 'Given the following new "courses" exist:')],
    ])


def xray(path, count):
    whole = json.loads(path.read_text())
    count.check("keys of Xray", [test["testKey"] for test in whole["tests"]], ["NL-1", "NL-2", "NL-3"])
    count.check("statuses of Xray", [test["status"] for test in whole["tests"]], ["PASSED", "TODO", "TODO"])
    count.check("steps of Xray", [[step["status"] for step in test["steps"]] for test in whole["tests"]],
                [["PASSED"] * 3, ["TODO"] * 2, ["PASSED"]])
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    times = [whole["info"]["startDate"], whole["info"]["finishDate"]] + [
        test[key] for test in whole["tests"] for key in ("start", "finish")]
    count.check("times of Xray", [bool(moment.fullmatch(time)) for time in times], [True] * 8)


def azure(path, count):
    text = path.read_bytes()
    count.check("no byte order mark", text[:2], b"ID")
    rows = list(csv.DictReader(text.decode("utf-8").splitlines(keepends=True)))
    count.check("columns of Azure", list(rows[0]),
                ["ID", "Work Item Type", "Title", "Test Step", "Step Action", "Step Expected", "State"])
    cases = [(row["ID"], row["Work Item Type"], row["State"]) for row in rows if row["Title"]]
    count.check("cases of Azure", cases, [("4711", "Test Case", ""), ("", "Test Case", "Design"), ("", "Test Case", "Design")])
    steps = [(row["Test Step"], bool(row["Step Action"]), bool(row["Step Expected"])) for row in rows if not row["Title"]]
    count.check("steps of Azure", steps, [("1", True, False), ("2", True, True), ("1", True, True), ("1", True, False)])


if __name__ == "__main__":
    sys.exit(main())
