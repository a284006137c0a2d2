#!/usr/bin/env python3
"""An acceptance that is no rehearsal, from the run to the record: genuine.py BINARY

The built-in LMS stands behind a proxy that gives the site another name, so that nothing is in the way of a real freeze. On the
way: criteria while the scenarios cannot be read, two testers of whom one leaves a row out, `finish` where it has nothing to run,
a PDF on whose pages the code stands, signatures in the name space of acceptances, a record that names the parties.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "AcceptanceTests")]

import openpyxl

from acceptance import Binary, Checks, Demo, Proxy, folder, write_project
from fill import WORDS

PROJECT = """language: nl
testers:
  Wilma Terpstra: { roles: [learner], organisation: Noord }
  Piet Jansen: { roles: [learner], organisation: Noord }
lead: { name: Bert Smit }
acceptance:
  title: Acceptatie van LeerSoft
  organisation: Gemeente Noord
  supplier: Bouw B.V.
  authority: Stuurgroep LMS
  back_out: 2026-01-31
  contract: 2026-114
  place: Utrecht
  parts: { inschrijven: { title: Inschrijven en tellen, areas: [ENR] }, ketens: { title: Hele ketens, areas: [E2E] } }
criteria:
  not_applicable: { X2: alles moet, X7: er is geen risicolijst, X8: er wordt niets overgezet }
"""

FEATURE = """Feature: Enrolment

  @id:GEN-01 @prio:must @form:uat @area:ENR @role:learner
  Scenario: An enrolled learner counts
    Given the following new "courses" exist:
      | shortname | fullname |
      | GEN-26    | Privacy  |
    When "fatima" enrols "sanne" in "GEN-26"
    Then "GEN-26" has 1 learner

  @id:GEN-02 @prio:must @area:E2E @role:learner
  Scenario: Somebody acts and judges, and nothing waits behind
    Given the following new "courses" exist:
      | shortname | fullname |
      | GEN-27    | Veilig   |
    When the tester signs in as sanne
    Then the tester judges that the course is clear
"""

SIGNERS = [("Bert Smit", "bert", "Testleider", "Gemeente Noord", "authored, executed, reviewed"),
           ("Anna Bakker", "anna", "Hoofd opleidingen", "Gemeente Noord", "approved, rejected"),
           ("Carla Visser", "carla", "Delivery manager", "Bouw B.V.", "delivered")]


def renamed(_):
    return lambda status, headers, content: (status, headers, content.replace(b"lmsaccept demo", b"LeerSoft"))


class Campaign:
    def __init__(self, binary, place, base, token):
        self.binary, self.place = binary, Path(place)
        write_project(place, base, token, top=PROJECT)
        (self.place / "Scenarios").mkdir()
        (self.place / "Scenarios" / "enrol.feature").write_text(FEATURE)
        # WeasyPrint lies beside the Python that runs this.
        self.environment = {"PATH": "%s:%s" % (Path(sys.executable).parent, os.environ["PATH"]), "TZ": "Europe/Amsterdam",
                            "LMSACCEPT_ACTOR": "bert", "TMPDIR": os.environ.get("TMPDIR", "/tmp")}

    def __call__(self, *arguments, where="", path=None):
        environment = dict(self.environment, **({"PATH": path} if path else {}))
        return self.binary(self.place / where, *arguments, environment=environment)

    def criteria(self, *arguments, where=""):
        done = self("criteria", "--json", *arguments, where=where)
        return done, {criterion["id"]: criterion for criterion in json.loads(done.out)["criteria"]}

    def judge(self, name, word):
        """The workbook of that tester comes back with the word on every row."""
        path = next((self.place / "Reports" / "worksheets").glob("*%s*.xlsx" % name.split()[0].lower()))
        book = openpyxl.load_workbook(path)
        words = WORDS["nl"]
        lines = list(book[words[2]].iter_rows())
        header = next(place for place, line in enumerate(lines) if line[0].value == words[3])
        at = {cell.value: place for place, cell in enumerate(lines[header])}
        for line in lines[header + 1:]:
            if str(line[0].value or "").startswith("R-") and not line[0].value.startswith("R-NEW"):
                line[at[words[4]]].value, line[at[words[5]]].value = word, "" if word == words[7] else "geen tijd"
        book.save(path)
        return self("worksheet", "import", "--apply", path)


def not_readable(checks, campaign):
    """Nobody ran GEN-02: while the texts cannot be read, nothing says that all was done."""
    campaign("run", "--quiet", "--id", "GEN-01")
    _, known = campaign.criteria()
    checks.equal((known["X1"]["standing"], known["X1"]["numerator"], known["X1"]["denominator"]), ("not met", 1, 2), "one of two was run")
    (campaign.place / "elsewhere").mkdir()
    broken = campaign.place / "Scenarios" / "broken.feature"
    for what, where in [("from another folder", "elsewhere"), ("with a text that cannot be read", "")]:
        if not where:
            broken.write_text("Feature: Broken\n\n  @id:GEN-03\n")
        done, criteria = campaign.criteria("--require-met", "--kind", "exit", where=where)
        checks.equal((done.code, criteria["X1"]["standing"]), (6, "not measured"), "X1 is not met " + what, done.text)
        checks.check("the scenarios cannot be read" in done.err and "hint:" in done.err, "and that is said " + what, done.err)
        status = campaign("status", where=where)
        checks.check("De scenario's zijn niet te lezen" in status.out, "the status says so, too, " + what, status.text)
    broken.unlink()


def judged(checks, campaign):
    campaign("run", "--quiet")
    campaign("worksheet", "export")
    campaign.judge("Wilma Terpstra", "Geslaagd")
    campaign.judge("Piet Jansen", "Niet uitgevoerd")
    _, criteria = campaign.criteria()
    checks.equal((criteria["X9"]["standing"], criteria["X9"]["missing"]), ("not met", ["GEN-02"]), "who left it out did not judge it")
    campaign.judge("Piet Jansen", "Geslaagd")
    _, before = campaign.criteria("--kind", "exit")
    checks.equal([name for name, one in before.items() if one["standing"] not in ("met", "not applicable")], [], "all is met")
    finished = campaign("finish")
    _, after = campaign.criteria("--kind", "exit")
    checks.equal(after, before, "finish takes nothing from what people said", finished.text)


def beyond(pdf):
    """Words that reach into the margin of 15 mm, as wide tables do that paper cuts off: page and word."""
    said = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True).stdout
    found, page, width = [], 0, 0.0
    for line in said.splitlines():
        if "<page" in line:
            page, width = page + 1, float(re.search(r'width="([0-9.]+)"', line).group(1))
        word = re.search(r'xMax="([0-9.]+)".*>(.*)</word>', line)
        if word and float(word.group(1)) > width - 15 / 25.4 * 72 + 1:
            found.append((page, word.group(2)))
    return found


def leftovers(campaign):
    """What a freeze that was killed leaves; the same of a process that runs; and what only looks like it."""
    ended = subprocess.Popen(["true"])
    ended.wait()
    folders = []
    for process, file in [(ended.pid, "content.json"), (os.getpid(), "content.json"), (ended.pid, "diary.txt")]:
        path = campaign.place / "acceptance" / ("revision-1.%d-%d.part" % (process, len(folders)))
        path.mkdir(parents=True)
        (path / file).write_text("{}")
        folders.append(path)
    return folders


def frozen(checks, campaign):
    """The bundle, signed by three."""
    (campaign.place / "keys").mkdir()
    lines = []
    for name, key, function, organisation, meanings in SIGNERS:
        path = campaign.place / "keys" / key
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", key, "-f", str(path)], check=True)
        public = " ".join(path.with_suffix(".pub").read_text().split()[:2])
        lines += [name + ":", "  email: %s@noord.example" % key, "  function: " + function, "  organisation: " + organisation,
                  "  meanings: [%s]" % meanings, "  key: " + public]
    (campaign.place / "signers.yaml").write_text("\n".join(lines) + "\n")
    # A word that is wider than the page.
    campaign("finding", "add", "Zie https://lms.example.org/" + "x" * 150, "--severity", "cosmetic")
    campaign("advise", "--value", "go", "--by", "Bert Smit")
    campaign("report", "--format", "html")
    checks.check("Vrijgeven</p>" in (campaign.place / "Reports" / "acceptance.html").read_text(), "a draft shows the advice that was given")
    left = leftovers(campaign)
    freeze = campaign("freeze", "--evidence", "full")
    checks.equal([path.name for path in left if path.exists()], [path.name for path in left[1:]], "only what a killed freeze left is gone")
    checks.check("%s was left by a command that was cut off" % left[0].name in freeze.err, "and that is said", freeze.text)
    bundle = campaign.place / "acceptance" / "revision-1"
    if not checks.check(freeze.code == 0 and bundle.is_dir(), "it is frozen, and no rehearsal", freeze.text):
        return None
    page = (bundle / "report.html").read_text()
    code = json.loads((bundle / "manifest.json").read_text())["code"]
    checks.check(code in page and "Oefening: dit" not in page and "Concept: er" not in page,
                 "the page has its code and is neither a draft nor a rehearsal")
    digest = subprocess.run(["sha256sum", "lmsaccept.yaml"], cwd=campaign.place, capture_output=True, text=True).stdout.split()[0]
    checks.check(digest in page, "the page names the plan by its SHA-256")
    pdf = bundle / "report.pdf"
    if checks.check(pdf.exists(), "there is a PDF", freeze.text):
        text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True).stdout
        pages = text.rstrip("\f").split("\f")
        checks.equal([number for number, one in enumerate(pages, 1) if code not in one], [], "the code stands on each of its pages")
        checks.check("Vrijgaveadvies" in pages[0] and "Criteria" in pages[0] and "Open punten" in pages[0], "page one says what is decided on")
        checks.equal(beyond(pdf), [], "no word lies beyond the margin of its page")
        checks.check("CONCEPT" not in text and "OEFENING" not in text, "and no page is a draft")
    keys = campaign.place / "keys"
    campaign("sign", "--as", "Bert Smit", "--meaning", "authored", "--key", keys / "bert", "--yes")
    campaign("decide", "--value", "accepted", "--by", "Anna Bakker", "--part", "inschrijven=accepted", "--part", "ketens=accepted")
    campaign("sign", "--as", "Carla Visser", "--meaning", "delivered", "--key", keys / "carla", "--yes")
    early = campaign("verify", "--require-accepted", "--signers", "signers.yaml")
    checks.check(early.code == 6 and "not accepted: nobody signed that it is" in early.text, "what nobody signed is not accepted",
                 early.text)
    campaign("sign", "--as", "Anna Bakker", "--meaning", "approved", "--key", keys / "anna", "--yes")
    checks.equal(campaign("verify", "--require-accepted", "--signers", "signers.yaml").code, 0, "what was signed is")
    verify = campaign("verify", "--require-signed", "--signers", "signers.yaml")
    checks.check(verify.code == 0 and "everything holds" in verify.out and "3 signatures" in verify.out, "everything holds", verify.text)
    checks.check("the campaign still says what was frozen" in verify.out, "also what the campaign says", verify.text)
    return bundle


def without_us(checks, bundle):
    """As README.txt says."""
    sums = subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"], cwd=bundle, capture_output=True, text=True)
    checks.equal(sums.returncode, 0, "sha256sum agrees", sums.stderr)
    for space, word in [("acceptance@lmsaccept", True), ("rehearsal@lmsaccept", False)]:
        with open(bundle / "decisions" / "05-signature.json", "rb") as text:
            done = subprocess.run(
                ["ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-n", space, "-I", "anna@noord.example", "-s",
                 "decisions/05-signature.json.sig"], cwd=bundle, stdin=text, capture_output=True, text=True)
        checks.equal(done.returncode == 0, word, "ssh-keygen in the name space " + space, done.stdout + done.stderr)


def recorded(checks, campaign, bundle):
    for language, words in [("nl", ["Geaccepteerd", "Carla Visser (opgeleverd), Anna Bakker (geaccepteerd)", "<dt>Terugvalmoment voorbij</dt>\n<dd>ja", "Opdrachtgever: Gemeente Noord", "Leverancier: Bouw B.V.", "Contract: 2026-114"]),
                            ("en", ["Accepted", "<dt>Back-out moment passed</dt>\n<dd>yes", "Customer: Gemeente Noord", "Supplier: Bouw B.V.", "Place: Utrecht"])]:
        done = campaign("record", "--language", language)
        page = (campaign.place / "Reports" / "record.html").read_text()
        for word in words + ["Stuurgroep LMS", "2026-01-31", "Acceptatie van LeerSoft", "Inschrijven en tellen (inschrijven)", "Anna Bakker"]:
            checks.check(word in page, "the record in %s says \"%s\"" % (language, word), done.text)
        checks.check("OEFENING" not in page and "REHEARSAL" not in page, "the record in %s is no rehearsal" % language)
    checks.equal(campaign("journal", "--check").code, 0, "the journal holds")
    last = [bundle / "decisions" / name for name in ("05-signature.json", "05-signature.json.sig")]
    kept = [path.read_bytes() for path in last]
    for path in last:
        path.unlink()
    verify = campaign("verify")
    checks.check(verify.code == 1 and "entry 5 is missing" in verify.out, "the campaign misses a signature that was taken away", verify.text)
    again = campaign("decide", "--value", "rejected", "--by", "Anna Bakker", "--grounds", "x")
    checks.check(again.code == 1 and "entry 5 is missing" in again.err, "and nothing is decided in its place", again.text)
    for path, data in zip(last, kept):
        path.write_bytes(data)
    (bundle / "report.html").write_bytes((bundle / "report.html").read_bytes() + b" ")
    verify = campaign("verify")
    checks.check(verify.code == 1 and verify.out.rstrip().endswith("does not hold"), "one fault is one thing", verify.text)
    (bundle / "report.html").write_bytes((bundle / "report.html").read_bytes()[:-1])


def changed(checks, campaign, bundle):
    """A byte of every file: worksheets, the PDF and evidence, which other bundles of the tests do not hold."""
    folders, files = [], sorted(path.relative_to(bundle) for path in bundle.rglob("*") if path.is_file())
    for number, path in enumerate(files):
        copy = campaign.place / "changed" / str(number)
        shutil.copytree(bundle, copy)
        data = bytearray((copy / path).read_bytes())
        data[len(data) // 2] ^= 1
        (copy / path).write_bytes(data)
        folders.append(copy)
    done = campaign("verify", "--brief", *folders)
    said = dict(line.split(": ", 1) for line in done.out.splitlines())
    kinds = {path.parts[0] for path in files}
    checks.check({"report.pdf", "worksheets-as-received", "features", "decisions"} <= kinds, "the bundle holds all kinds", kinds)
    checks.equal([str(path) for path, copy in zip(files, folders) if said.get(str(copy), "holds") == "holds"], [],
                 "a changed byte is seen in each of %d files" % len(files), done.text)
    shutil.rmtree(campaign.place / "changed")


def again(checks, campaign):
    """The same bytes where WeasyPrint is, and the truth where it is not."""
    done = campaign("freeze", "--evidence", "full", "--out", "again")
    checks.check(done.code == 0 and "the same bundle again" in done.out, "frozen again it is the same bundle", done.text)
    done = campaign("freeze", "--evidence", "full", "--out", "n")
    checks.check(done.code == 0 and (campaign.place / "n" / "manifest.json").exists(), "also in a folder with a name of one letter", done.text)
    (campaign.place / "n" / "content.json").write_text("{}")
    done = campaign("freeze", "--evidence", "full", "--out", "n")
    checks.check(done.code == 2 and "another bundle" in done.err, "another bundle in its place is not taken for it", done.text)
    campaign("report", "--format", "json")
    earlier = json.loads((campaign.place / "Reports" / "acceptance.json").read_text())["earlier_decisions"]
    checks.equal([(one["value"], one["signed"], one["reservations"], one["rehearsal"]) for one in earlier],
                 [("accepted", ["Anna Bakker (geaccepteerd)"], [], False)], "a later report says what was decided")
    tools = campaign.place / "tools"
    tools.mkdir()
    (tools / "ssh-keygen").symlink_to(shutil.which("ssh-keygen"))
    done = campaign("freeze", "--evidence", "full", "--out", "bare", path=str(tools))
    checks.check("the same bundle again" not in done.out and "do not belong to this one" in done.err,
                 "without WeasyPrint it is another bundle, which is said", done.text)


def erased(checks, campaign):
    """A person goes as a whole: half a name would leave the workbooks behind."""
    before = campaign("journal", "--json").out
    for days, code, word in [("0", 2, "a number of days from 1"), ("1", 0, "nothing was found; nothing changed")]:
        done = campaign("erase", "--older-than", days, "--reason", "the term is over", "--yes")
        checks.check(done.code == code and word in done.text, "erasing what is older than %s days takes nothing of today" % days, done.text)
    checks.equal(campaign("journal", "--json").out, before, "and is in no journal")
    bare = campaign("freeze", "--evidence", "none", "--out", "no-evidence")
    names = [str(path.relative_to(campaign.place / "no-evidence")) for path in (campaign.place / "no-evidence").rglob("*") if path.is_file()]
    checks.check(bare.code == 0 and "no worksheets, pictures and bodies" in bare.out, "without evidence that is said", bare.text)
    checks.equal([name for name in names if name.startswith(("worksheets-as-received", "evidence/"))], [], "and none of it is in the bundle")
    checks.check("results.csv" in names and campaign("verify", "no-evidence").code == 0, "which verifies", str(names))
    before = campaign("journal", "--json").out
    part = campaign("erase", "--person", "wilma", "--reason", "request", "--yes")
    checks.check(part.code == 2 and '--person "Wilma Terpstra"' in part.err, "half a name is refused, with the whole one", part.text)
    checks.equal(campaign("journal", "--json").out, before, "and nothing is changed")
    done = campaign("erase", "--person", "Wilma Terpstra", "--reason", "request", "--yes")
    checks.check("1 verdict without their words" in done.out and "1 received file," in done.out, "the whole name takes the workbook along", done.text)
    checks.check(b"terpstra" not in (campaign.place / "campaign.sqlite").read_bytes().lower(), "and nothing of it is left")
    checks.equal(campaign("journal", "--check").code, 0, "the journal holds after that")
    plan = campaign.place / "lmsaccept.yaml"
    plan.write_text(re.sub(r"  Wilma Terpstra:.*\n", "", plan.read_text()))
    frozen = campaign("freeze", "--evidence", "full", "--incomplete", "erased", "--out", "after")
    facts = json.loads((campaign.place / "after" / "facts.json").read_text())
    mark = hashlib.sha256((facts["salt"] + "\nwilma terpstra").encode()).hexdigest()
    checks.check(mark in facts["testers"], "who tested may not decide, however little of it is left", frozen.text)


def unchecked(checks, campaign):
    """Certificates that were not checked stay said when a person's rows are in and the run goes on, checking them."""
    plan = campaign.place / "lmsaccept.yaml"
    text = plan.read_text()
    plan.write_text(text.replace("    environment: test\n", "    environment: test\n    tls: insecure\n", 1))
    scenarios = campaign.place / "Scenarios" / "enrol.feature"
    scenarios.write_text(FEATURE.split("  @id:GEN-01")[0] + FEATURE[FEATURE.index("  @id:GEN-02"):] + '    And "GEN-27" has 0 learners\n')
    campaign("run", "--quiet")
    campaign("worksheet", "export")
    campaign.judge("Wilma Terpstra", "Geslaagd")
    before = campaign("freeze", "--evidence", "none", "--incomplete", "x")
    plan.write_text(text)
    finish = campaign("finish")
    checks.check("1 geslaagd" in finish.out, "the run goes on", finish.text)
    after = campaign("freeze", "--evidence", "none", "--incomplete", "x")
    for what, done in [("before", before), ("after", after)]:
        checks.check(done.code == 2 and "as a rehearsal only" in done.err, "it is frozen as a rehearsal only, %s the finish" % what, done.text)


def targets(checks, campaign):
    """Two targets, each with findings of its own; what the features say today takes nothing away without a word."""
    plan = campaign.place / "lmsaccept.yaml"
    text = plan.read_text()
    target = text[text.index("  lms:\n"):text.index("people:\n")]
    plan.write_text(text.replace("targets:\n", "target: lms\ntargets:\n" + target.replace("  lms:", "  copy:", 1)))
    scenarios = campaign.place / "Scenarios" / "enrol.feature"
    scenarios.write_text(FEATURE.replace("has 1 learner", "has 2 learners"))
    for name in ["lms", "copy"]:
        checks.equal(campaign("run", "--quiet", "--target", name).code, 1, "a scenario fails on " + name)
    for name, finding, other in [("lms", "F-0001", "copy"), ("copy", "F-0002", "lms")]:
        campaign("report", "--format", "json", "--target", name)
        said = json.loads((campaign.place / "Reports" / "acceptance.json").read_text())
        checks.equal([one["id"] for one in said["findings"]], [finding], "the report of %s has its own finding" % name)
        checks.equal(said["object"]["other_findings"], {other: 1}, "and says how many there are on the other")
    scenarios.write_text(FEATURE.replace("@id:GEN-02 @prio:must", "@id:GEN-02 @prio:could"))
    _, lowered = campaign.criteria("--target", "lms")
    x1 = lowered["X1"]
    checks.equal((x1["standing"], x1["denominator"], "GEN-02" in x1["missing"]), ("not met", 2, True), "a lowered priority takes nothing out of X1", x1)
    checks.check(x1["notes"] == ["GEN-02 is counted as must, with which run 1 was planned; today it is could"], "and is named", x1)
    scenarios.write_text(FEATURE.split("  @id:GEN-02")[0].replace("has 1 learner", "has 2 learners"))
    _, gone = campaign.criteria("--target", "lms")
    checks.equal((gone["X1"]["numerator"], gone["X1"]["denominator"]), (1, 1), "what is deleted is in no denominator", gone["X1"])
    checks.check("no longer in the features" in "".join(gone["X1"]["notes"]), "and is named", gone["X1"])
    campaign("report", "--target", "lms")
    page = (campaign.place / "Reports" / "acceptance.html").read_text()
    checks.check("Niet meer in de features</h3>" in page and "copy: 1 run, 1 open bevinding" in page, "the page says both")
    wide = [line for line in campaign("criteria", "--target", "lms").out.splitlines() if len(line) > 80]
    checks.equal(wide, [], "criteria keeps within 80 columns")


def main():
    binary, checks = Binary(sys.argv[1]), Checks("an acceptance that is no rehearsal")
    with folder() as place, folder() as data, Demo(binary, data) as demo, Proxy(demo.base, renamed) as proxy:
        campaign = Campaign(binary, place, proxy.base, demo.token)
        not_readable(checks, campaign)
        judged(checks, campaign)
        bundle = frozen(checks, campaign)
        if bundle:
            without_us(checks, bundle)
            recorded(checks, campaign, bundle)
            changed(checks, campaign, bundle)
            again(checks, campaign)
        erased(checks, campaign)
        with folder() as other:
            targets(checks, Campaign(binary, other, proxy.base, demo.token))
        with folder() as other:
            unchecked(checks, Campaign(binary, other, proxy.base, demo.token))
    with folder() as place, Demo(binary, place) as demo:
        campaign = Campaign(binary, place, demo.base, demo.token)
        campaign("run", "--quiet")
        done = campaign("freeze", "--evidence", "full")
        checks.check(done.code == 2 and "as a rehearsal only" in done.err, "the built-in LMS behind a project file is no LMS either", done.text)
    checks.end()


if __name__ == "__main__":
    main()
