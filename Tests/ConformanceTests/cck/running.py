"""The run level: a project with steps for a sample, run on the built-in LMS, and the messages of that run."""

import re
import shutil
import subprocess

import kit

PROJECT = """project: kit
language: en
target: lms
targets:
  lms:
    adapter: moodle
    base: {base}
    environment: test
    settings: {{ service: lmsaccept, admin_user: admin, admin_password: Admin.Pass1!, admin_token: {token} }}
"""

# Samples that our rules refuse to run, with the code of the diagnostic. The refusal itself is what is checked.
REFUSED = {"empty": "gherkin.no-steps", "doc-strings": "gherkin.misspelt-step"}

# Refused lines that are run all the same after the comment by which a writer lets them stand; lines then move, so that
# source, AST and places are left to the parse level.
LET_STAND = {"doc-strings": [6, 24]}

REASONS = [
    (r"hooks|skipped-failing-hook", "hooks do not exist here"),
    (r"retry", "repeating is said by the tag @retry, not by an argument"),
    (r"test-run-exception|reversed", "it wants an argument that this program has not"),
    (r"regular-expression|parameter-type", "types are word lists and kinds here, no patterns of one's own"),
]


class DemoServer:
    """The built-in LMS as a process of its own, on a free port."""

    def __init__(self, binary):
        self.binary = binary

    def __enter__(self):
        self.process = subprocess.Popen([self.binary, "demo", "--port", "0"], stdout=subprocess.PIPE, text=True)
        said = ""
        for line in self.process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        self.base = re.search(r"http://\S+", said)[0]
        self.token = re.search(r"token:\s+(\S+)", said)[1]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.process.stdout.close()


def left_out(sample, steps):
    """Why a sample is not run; None when it is."""
    if (steps / f"{sample.name}.lua").exists():
        return None
    for pattern, reason in REASONS:
        if re.search(pattern, sample.name):
            return reason
    return "no steps are written for it"


def run_level(binary, sample, steps, server, place):
    project = place / sample.name
    (project / "Steps").mkdir(parents=True)
    (project / "Scenarios").mkdir()
    (project / "lmsaccept.yaml").write_text(PROJECT.format(base=server.base, token=server.token))
    shutil.copy(steps / f"{sample.name}.lua", project / "Steps" / "kit.lua")
    for document in (file for ending in ("pdf", "jpeg", "png") for file in sample.folder.glob("*." + ending)):
        escaped = "".join(f"\\x{byte:02x}" for byte in document.read_bytes())
        (project / "Steps" / f"{document.stem}-{document.suffix[1:]}.lua").write_text(f'return "{escaped}"\n')
    for file in sample.files:
        shutil.copy(file, project / "Scenarios")
    files = [f"Scenarios/{file.name}" for file in sample.files]
    code, said, messages = ran(binary, project, files)
    if sample.name in REFUSED:
        if code != 3 or f"error[{REFUSED[sample.name]}]" not in said or messages is not None:
            return f"should be refused with {REFUSED[sample.name]}: exit {code}, {said}"
        if sample.name not in LET_STAND:
            return None
        let_stand(project / files[0], LET_STAND[sample.name])
        code, said, messages = ran(binary, project, files)
    if messages is None:
        return f"no messages, exit {code}: {said}"
    is_whole = sample.name not in LET_STAND
    expected = kit.Story(sample.envelopes, is_whole).told()
    return kit.first_difference(expected, kit.Story(messages, is_whole).told())


def ran(binary, project, files):
    done = subprocess.run(
        [binary, "run", "--quiet", "--jobs", "1", "--format", "messages", *files],
        cwd=project, capture_output=True, text=True, timeout=60)
    messages = project / "Reports" / "messages.ndjson"
    envelopes = kit.read(messages.read_text(encoding="utf-8")) if messages.exists() else None
    return done.returncode, done.stdout + done.stderr, envelopes


def let_stand(feature, numbers):
    """Says before each of these lines (from 1) that it is description."""
    lines = feature.read_text(encoding="utf-8").split("\n")
    for number in sorted(numbers, reverse=True):
        lines.insert(number - 1, "    # lmsaccept: description")
    feature.write_text("\n".join(lines), encoding="utf-8")
