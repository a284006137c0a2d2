#!/usr/bin/env python3
"""docs/adapters.md: its example against its small LMS, its reference against the library, and the skeleton of a new adapter:
example.py BINARY
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "adapters" / "example"


class Count:
    passed = failed = 0

    def check(self, is_right, what):
        if is_right:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED " + what)


class SmallLMS:
    def __init__(self, *options):
        self.process = subprocess.Popen([sys.executable, "-B", str(EXAMPLE / "small_lms.py"), "0", *options], stdout=subprocess.PIPE, text=True)
        self.base = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def state(self):
        """Everybody and all courses, as the administrator sees them."""
        token = self.get("/api/login", {"user": "root", "password": "root"})["token"]
        return [self.get(path, token=token) for path in ("/api/users", "/api/courses")]

    def get(self, path, body=None, token=None):
        request = urllib.request.Request(self.base + path, data=json.dumps(body).encode() if body else None)
        if token:
            request.add_header("Authorization", "Bearer " + token)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


def run(binary, folder, *arguments):
    environment = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run([binary, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)


def outcomes(folder):
    """Scenario and example -> outcome, of the run's results."""
    with open(folder / "Reports" / "results.csv", newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return {(row["scenario"], row["example"]): row["scenario_outcome"] for row in rows}


def worked_example(binary, count, place):
    folder = place / "example"
    shutil.copytree(EXAMPLE, folder)
    with SmallLMS() as lms:
        before = lms.state()
        done = run(binary, folder, "check", "--strict")
        count.check(done.returncode == 0, "check: " + done.stdout + done.stderr)
        done = run(binary, folder, "seed", "--set", "base=" + lms.base)
        count.check(done.returncode == 0, "seed: " + done.stdout + done.stderr)
        done = run(binary, folder, "doctor", "--set", "base=" + lms.base)
        count.check(done.returncode == 0, "doctor: " + done.stdout + done.stderr)
        done = run(binary, folder, "run", "--set", "base=" + lms.base)
        found = outcomes(folder)
        for (scenario, example), outcome in sorted(found.items()):
            wanted = "awaiting" if scenario == "SML-06" else "passed"
            count.check(outcome == wanted, "%s %s is %s, not %s\n%s" % (scenario, example, outcome, wanted, done.stdout + done.stderr))
        count.check(len(found) == 15, "%d results" % len(found))
        run(binary, folder, "clean", "--set", "base=" + lms.base)
        count.check(lms.state() == before, "something is left in the small LMS: %s" % lms.state())
        run(binary, folder, "seed", "--set", "base=" + lms.base)
        count.check(lms.state() != before, "seed made nothing")
        for file in folder.glob("campaign.sqlite*"):
            file.unlink()
        done = run(binary, folder, "clean", "--orphans", "--set", "base=" + lms.base)
        count.check(lms.state() == before, "something is left without the campaign file: %s\n%s" % (lms.state(), done.stdout + done.stderr))
    # Opening a course is no change, so what says no and lets it happen all the same leaves no trace of it.
    for mistake, of_no_consequence in (("--forgiving", ()), ("--careless", ('tim, open "AVG-01"',))):
        with SmallLMS(mistake) as lms:
            done = run(binary, folder, "run", "--set", "base=" + lms.base)
            found = {example: outcome for (scenario, example), outcome in outcomes(folder).items() if scenario == "SML-01"}
            count.check(len(found) == 5, "%s: %d results of SML-01" % (mistake, len(found)))
            for example, outcome in sorted(found.items()):
                wanted = "passed" if example in of_no_consequence else "failed"
                count.check(outcome == wanted, "SML-01 [%s] is %s on an LMS that is %s\n%s" % (example, outcome, mistake, done.stdout + done.stderr))


def blocks_of_the_guide(count):
    """Every piece of code before the guide's reference stands in the example, line by line."""
    walk = (ROOT / "docs" / "adapters.md").read_text().split("\n## Reference")[0]
    example = (EXAMPLE / "Adapters" / "small.lua").read_text() + (EXAMPLE / "Steps" / "own.lua").read_text()
    blocks = re.findall(r"^```lua\n(.*?)^```$", walk, flags=re.S | re.M)
    count.check(len(blocks) >= 8, "the walk-through shows %d pieces of code" % len(blocks))
    for block in blocks:
        count.check(block in example, "the example does not hold:\n" + block)


def code_words(text):
    """The names in what stands between backticks."""
    return set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", text))))


def names_of_the_library(count):
    """Whatever an adapter may declare and call has a line in the guide's reference."""
    prelude = {file.name: file.read_text() for file in (ROOT / "Library" / "prelude").glob("*.lua")}
    names = set(re.findall(r"^function api\.(\w+)", "\n".join(prelude.values()), flags=re.M))
    for line in re.findall(r"^((?:api\.\w+(?:, )?)+) = ", "\n".join(prelude.values()), flags=re.M):
        names.update(re.findall(r"api\.(\w+)", line))
    names.update(re.findall(r"^function (?:Site|Target|Node|Form)[.:](\w+)", "\n".join(prelude.values()), flags=re.M))
    names.update(re.findall(r"^function checks\.(\w+)", prelude["checks.lua"], flags=re.M))
    for library in ("text", "time", "json"):
        body = re.search(r"^api\.%s = strict\([^\n]*\{\n(.*?)^\}" % library, prelude["values.lua"], flags=re.M | re.S).group(1)
        names.update(re.findall(r"^  (\w+) = function", body, flags=re.M))
    functions = re.search(r"^local functions = \{(.*?)\}", prelude["adapter.lua"], flags=re.M).group(1)
    fields = re.search(r"^local entity_fields = \{(.*?)\}", prelude["adapter.lua"], flags=re.M).group(1)
    names.update(re.findall(r'"(\w+)"', functions), re.findall(r"(\w+) = true", fields))
    options = re.search(r"^local option_names = \{(.*?)^\}", prelude["requests.lua"], flags=re.M | re.S).group(1)
    names.update(re.findall(r"(\w+) = true", options))
    # Words of the vocabulary that no project writes, what forms give requests, and what assert and error of Lua are here.
    names -= {"seed", "pairs", "method", "path"}
    reference = (ROOT / "docs" / "adapters.md").read_text().split("\n## Reference")[1]
    count.check(len(names) > 120, "only %d names were found in the prelude" % len(names))
    lacking = sorted(names - code_words(reference))
    count.check(not lacking, "the guide's reference does not name " + ", ".join(lacking))


def words_of_the_vocabulary(count):
    """The guide's lists of words are those of the vocabulary."""
    lists = {}
    for file in (ROOT / "Library" / "vocabulary").glob("*.lua"):
        for name, body in re.findall(r'^words "(\w+)" \{(.*?)\}\n(?=\n|\Z|words|--)', file.read_text(), flags=re.M | re.S):
            lists[name] = set(re.findall(r"(\w+) = \{ en = ", body))
    guide = (ROOT / "docs" / "adapters.md").read_text()
    section = guide.split("### The words that bodies get")[1].split("\n### ")[0]
    shown = set()
    for names, words in re.findall(r"^\| (`.*?) \| (.*) \|$", section, flags=re.M):
        shown |= code_words(names)
        wanted = set().union(*(lists.get(name, {name + " is no list"}) for name in code_words(names)))
        count.check(wanted == code_words(words), "the guide's words of %s: %s" % (names, sorted(wanted ^ code_words(words))))
    count.check(len(lists) > 15 and shown == set(lists), "the guide lacks or adds lists of words: %s" % sorted(shown ^ set(lists)))


def people_of_the_scenarios(count):
    """Whoever takes the shipped scenarios along learns whom to declare, and as what."""
    guide = (ROOT / "docs" / "adapters.md").read_text()
    said = guide.split("name these people")[1].split("\n\n")[0].replace("\n", " ")
    named = {handle: role for handles, role in re.findall(r"((?:`\w+` )+)\((\w+)\)", said) for handle in re.findall(r"\w+", handles)}
    with open(ROOT / "Library" / "people.csv", newline="", encoding="utf-8") as file:
        wanted = {row["handle"]: row["role"] for row in csv.DictReader(file)}
    count.check(named == wanted, "the guide's people of the scenarios: %s" % sorted(set(named.items()) ^ set(wanted.items())))


def capabilities_of_the_scenarios(count):
    """The guide's names for @needs are those that scenarios use or a shipped adapter provides."""
    used = set(re.findall(r"@needs:([\w-]+)", "".join(f.read_text() for f in (ROOT / "Scenarios" / "en").glob("*.feature"))))
    provided = set()
    for file in (ROOT / "Library" / "adapters").rglob("*.lua"):
        for names in re.findall(r"provides \{(.*?)\}", file.read_text(), flags=re.S):
            provided.update(re.findall(r'"([\w-]+)"', names))
    guide = (ROOT / "docs" / "adapters.md").read_text()
    table = guide.split("| name | shipped scenarios that need it |")[1].split("\n\n")[0]
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", table, flags=re.M)
    named = {name: about for names, about in rows for name in re.findall(r"`([\w-]+)`", names)}
    count.check(set(named) == used | provided, "the guide lacks or adds for @needs: %s" % sorted(set(named) ^ (used | provided)))
    idle = {name for name, about in named.items() if about == "none yet"}
    count.check(idle == provided - used, "nothing needs %s, the guide says %s" % (sorted(provided - used), sorted(idle)))


def skeleton(binary, count, place):
    folder = place / "new"
    folder.mkdir()
    done = run(binary, folder, "init", "--adapter", "acme")
    count.check(done.returncode == 0, "init: " + done.stderr)
    done = run(binary, folder, "adapter", "new", "acme")
    count.check(done.returncode == 0 and (folder / "Adapters" / "acme.lua").exists(), "adapter new: " + done.stdout + done.stderr)
    done = run(binary, folder, "adapter", "new", "acme")
    count.check(done.returncode == 2 and "exists already" in done.stderr, "a second time: " + done.stderr)
    count.check(run(binary, folder, "adapter", "new", "Acme LMS").returncode == 2, "a name with a space is taken")
    environment = {"LMS_ADMIN_USER": "a", "LMS_ADMIN_PASSWORD": "b"}
    os.environ.update(environment)
    done = run(binary, folder, "check")
    count.check(done.returncode == 0, "check of the skeleton: " + done.stdout + done.stderr)
    done = run(binary, folder, "steps", "--coverage")
    count.check(done.returncode == 0 and "acme" in done.stdout, "coverage of the skeleton: " + done.stdout + done.stderr)
    # The most wanted step comes first, and every step of the vocabulary is there.
    text = (folder / "Adapters" / "acme.lua").read_text()
    steps = json.loads(run(binary, folder, "steps", "--json").stdout)
    ids = re.findall(r'^-- on\("([^"]+)"', text, flags=re.M)
    common = re.findall(r'on\("([^"]+)"', (ROOT / "Library" / "adapters" / "common.lua").read_text())
    known = {step["id"] for step in steps["steps"] if step["kind"] in ("state", "action", "check")} if isinstance(steps, dict) else {
        step["id"] for step in steps if step["kind"] in ("state", "action", "check")}
    count.check(set(ids) == known - set(common), "the skeleton lacks or adds: %s" % sorted(set(ids) ^ known))
    # Uncommented, every line is Lua that loads.
    bodies = re.sub(r'^-- (on\(.*)$', r"\1", text, flags=re.M)
    (folder / "Adapters" / "acme.lua").write_text(bodies)
    done = run(binary, folder, "check")
    count.check(done.returncode == 0, "check of the skeleton with empty bodies: " + done.stdout + done.stderr)
    # So are roles, what is provided and the kinds of things.
    filled = re.sub(r"^( *)-- (?=\w+ = \{ id|\"[\w-]+\",$)", r"\1", bodies, flags=re.M)
    filled = re.sub(r"^-- (entity [\s\S]*?\n)-- \}", lambda m: m[1].replace("\n--", "\n") + "}", filled, flags=re.M)
    for line in ('learner = { id = "learner", level = "course" }', 'hr = { id = "hr", level = "system" }', 'entity "user" {',
                 'new_key = function(name, suffix)', 'accepts = { "username", ', ".watches(function(actor, "):
        count.check(line in filled, "the skeleton has no %s" % line)
    (folder / "Adapters" / "acme.lua").write_text(filled)
    done = run(binary, folder, "check")
    count.check(done.returncode == 0, "check of the skeleton with everything filled in: " + done.stdout + done.stderr)
    offered = set(re.findall(r'^  -- "([\w-]+)",$', text, flags=re.M))
    guide = (ROOT / "docs" / "adapters.md").read_text().split("| name | shipped scenarios that need it |")[1].split("\n\n")[0]
    wanted = {name for names, about in re.findall(r"^\| (`.*?) \| (.*) \|$", guide, flags=re.M) if about != "none yet"
              for name in re.findall(r"`([\w-]+)`", names)}
    count.check(offered == wanted, "the skeleton provides otherwise than the guide: %s" % sorted(offered ^ wanted))
    (folder / "Adapters" / "acme.lua").write_text(bodies)
    # Nothing passes that nobody wrote.
    done = run(binary, folder, "run", "--set", "base=http://127.0.0.1:9")
    count.check(done.returncode not in (0,), "a skeleton passes: " + done.stdout)


def main():
    binary = str(Path(sys.argv[1]).resolve())
    count = Count()
    with tempfile.TemporaryDirectory() as place:
        worked_example(binary, count, Path(place))
        skeleton(binary, count, Path(place))
    blocks_of_the_guide(count)
    names_of_the_library(count)
    words_of_the_vocabulary(count)
    people_of_the_scenarios(count)
    capabilities_of_the_scenarios(count)
    print("%d passed, %d failed" % (count.passed, count.failed))
    sys.exit(count.failed > 0)


main()
