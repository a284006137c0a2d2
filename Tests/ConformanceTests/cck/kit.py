"""Reads the samples of the compatibility kit, and message streams in a form that can be compared."""

import base64
import json
import re

from cucumber_compatibility_kit import CompatibilityKit

ID_KEYS = {
    "id", "astNodeId", "pickleId", "pickleStepId", "testRunStartedId", "testCaseId", "testCaseStartedId", "testStepId",
    "hookId",
}
ID_LIST_KEYS = {"astNodeIds", "stepDefinitionIds"}


class Sample:
    def __init__(self, folder):
        self.name = folder.name
        self.folder = folder
        self.envelopes = read(next(folder.glob("*.ndjson")).read_text(encoding="utf-8"))
        # In the order of the stream, which is the order in which they were read.
        self.files = [folder / e["source"]["uri"].rsplit("/", 1)[1] for e in self.envelopes if "source" in e]
        arguments = list(folder.glob("*.arguments.txt"))
        self.arguments = arguments[0].read_text().strip() if arguments else ""

    def all(self, kind):
        return [e[kind] for e in self.envelopes if kind in e]


def samples():
    kit = CompatibilityKit()
    folders = {folder for folder in kit.gherkin() + kit.markdown()}
    return [Sample(folder) for folder in sorted(folders, key=lambda f: f.name)]


def read(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def comparable(value):
    """The same value with every uri cut down to its file name, and nothing blank at the end of descriptions.

    The official parsers disagree there: the one that made the kit drops a last line of spaces, the one in Python, which
    we follow, keeps it.
    """
    if isinstance(value, list):
        return [comparable(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    result = {key: comparable(entry) for key, entry in value.items()}
    if isinstance(result.get("uri"), str):
        result["uri"] = result["uri"].rsplit("/", 1)[-1]
    if isinstance(result.get("description"), str):
        result["description"] = result["description"].rstrip()
    return result


def renumbered(envelopes):
    """The same envelopes with ids numbered by their first appearance."""
    numbers = {}

    def number(identifier):
        return numbers.setdefault(identifier, len(numbers))

    def walk(value):
        if isinstance(value, list):
            return [walk(entry) for entry in value]
        if not isinstance(value, dict):
            return value
        result = {}
        for key in sorted(value):
            entry = value[key]
            if key in ID_KEYS and isinstance(entry, str):
                result[key] = number(entry)
            elif key in ID_LIST_KEYS:
                result[key] = [number(identifier) for identifier in entry]
            else:
                result[key] = walk(entry)
        return result

    return [walk(envelope) for envelope in envelopes]


def first_difference(expected, found):
    """One line that says where two lists of envelopes part; None when they are equal."""
    for index in range(max(len(expected), len(found))):
        left = expected[index] if index < len(expected) else None
        right = found[index] if index < len(found) else None
        if left != right:
            return f"envelope {index + 1}\n    kit:  {shown(left)}\n    ours: {shown(right)}"
    return None


def shown(value):
    return "(none)" if value is None else json.dumps(value, ensure_ascii=False)[:600]


def plain(pattern):
    """A pattern; a regular expression of nothing but words as the Cucumber expression that says the same."""
    words = re.fullmatch(r"\^([\w ]+)\$", pattern["source"])
    if pattern["type"] == "REGULAR_EXPRESSION" and words:
        return {"source": words[1], "type": "CUCUMBER_EXPRESSION"}
    return pattern


# What a run has to agree on ------------------------------------------------------------------------------------------


class Story:
    """A message stream as the run level compares it.

    Left out are clocks and durations, contents of `meta`, places of step definitions, code of snippets, texts of
    failures, nested groups and parameter type names of arguments, definitions that no step uses (ours are told by the
    steps that use them), the order of definitions and of suggestions, white space at the end of descriptions, how an
    attachment is encoded, and logs of `already`, which are ours alone. A step that is ambiguous is compared by the
    number of its candidates, and only where it came to be reported so: we name them in the result.
    """

    def __init__(self, envelopes, is_whole):
        """is_whole: with source, AST and places of pickles."""
        self.is_whole = is_whole
        self.source = comparable(envelopes)
        self.cases = [e["testCase"] for e in self.source if "testCase" in e]
        self.results = {
            e["testStepFinished"]["testStepId"]: e["testStepFinished"]["testStepResult"]
            for e in self.source
            if "testStepFinished" in e
        }
        self.ambiguous = {step for step, result in self.results.items() if result["status"] == "AMBIGUOUS"}

    def told(self):
        used = {
            identifier
            for case in self.cases
            for step in case["testSteps"]
            if len(step.get("stepDefinitionIds", [])) == 1
            for identifier in step.get("stepDefinitionIds", [])
        }
        definitions = [
            {"stepDefinition": {"id": d["id"], "pattern": plain(d["pattern"])}}
            for d in (e["stepDefinition"] for e in self.source if "stepDefinition" in e)
            if d["id"] in used
        ]
        definitions.sort(key=lambda d: d["stepDefinition"]["pattern"]["source"])
        order = {step["id"]: place for place, step in enumerate(s for p in self.all("pickle") for s in p["steps"])}
        suggestions = sorted({e["pickleStepId"] for e in self.all("suggestion")}, key=order.get)
        told = []
        for envelope in self.source:
            ((kind, message),) = envelope.items()
            if kind in ("stepDefinition", "suggestion"):
                continue
            if kind == "testRunStarted":
                told += definitions + [{"suggestion": {"pickleStepId": step}} for step in suggestions]
            message = self.TOLD.get(kind, lambda _, same: same)(self, message)
            if message is not None:
                message.pop("timestamp", None)
                told.append({kind: message})
        return renumbered(told)

    def all(self, kind):
        return [e[kind] for e in self.source if kind in e]

    def text(self, message):
        return message if self.is_whole else None

    def pickle(self, message):
        return message if self.is_whole else {key: message[key] for key in message if key != "location"}

    def meta(self, message):
        return {key: True for key in message if key != "ci"}

    def test_case(self, message):
        return dict(message, testSteps=[self.test_step(step) for step in message["testSteps"]])

    def test_step(self, step):
        if step["id"] in self.ambiguous:
            return {"id": step["id"], "pickleStepId": step["pickleStepId"], "candidates": self.candidates(step)}
        if len(step.get("stepDefinitionIds", [])) > 1:
            return dict(step, stepDefinitionIds=[], stepMatchArgumentsLists=[])
        lists = []
        for matched in step.get("stepMatchArgumentsLists", []):
            groups = [argument["group"] for argument in matched["stepMatchArguments"]]
            lists.append([{"start": group.get("start"), "value": group.get("value")} for group in groups])
        return dict(step, stepMatchArgumentsLists=lists)

    def candidates(self, step):
        """Theirs are ids; ours are named in the sentence of the result."""
        if step["stepDefinitionIds"]:
            return len(step["stepDefinitionIds"])
        found = re.fullmatch(r"more than one pattern matches: (.*)", self.results[step["id"]].get("message", ""))
        return len(found[1].split(", ")) if found else 0

    def step_finished(self, message):
        result = message["testStepResult"]
        short = {"status": result["status"]}
        if result["status"] == "FAILED":
            short["message"] = bool(result.get("message"))
            short["exception"] = bool(result.get("exception", {}).get("message"))
        return dict(message, testStepResult=short)

    def attachment(self, message):
        message = dict(message)
        body = message.pop("body").encode()
        if message.pop("contentEncoding") == "BASE64":
            body = base64.b64decode(body)
        if body.startswith(b"already so: ") and message["mediaType"] == "text/x.cucumber.log+plain":
            return None
        return dict(message, bytes=body.hex())

    TOLD = {
        "meta": meta,
        "source": text,
        "gherkinDocument": text,
        "pickle": pickle,
        "testCase": test_case,
        "testStepFinished": step_finished,
        "attachment": attachment,
    }
