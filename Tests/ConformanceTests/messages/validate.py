"""Holds every line of a message stream against the official schema classes, and the stream against itself.

Usage: validate.py FILE...   Exit 1 when a line is not an envelope, loses something on the way through
`cucumber-messages`, or names an id that nothing before it has introduced. Ends with a count.
"""

import json
import sys

from cucumber_messages import Envelope, message_converter

# Where an envelope names ids that must have come before: (kind, path) -> kind that introduces them.
REFERENCES = {
    "testCase": [("pickleId", "pickle"), ("testRunStartedId", "testRunStarted")],
    "testCaseStarted": [("testCaseId", "testCase")],
    "testStepStarted": [("testCaseStartedId", "testCaseStarted"), ("testStepId", "testStep")],
    "testStepFinished": [("testCaseStartedId", "testCaseStarted"), ("testStepId", "testStep")],
    "testCaseFinished": [("testCaseStartedId", "testCaseStarted")],
    "attachment": [("testCaseStartedId", "testCaseStarted"), ("testStepId", "testStep")],
    "testRunFinished": [("testRunStartedId", "testRunStarted")],
    "suggestion": [("pickleStepId", "pickleStep")],
}


def faults_of(lines):
    known = {}
    finished, run_over = set(), False
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
        except ValueError as error:
            yield number, f"not JSON: {error}"
            continue
        try:
            envelope = message_converter.from_dict(value, Envelope)
            if message_converter.to_dict(envelope) != value:
                yield number, f"does not survive: {line.strip()[:200]}"
        except Exception as error:  # the converter raises whatever its dataclasses raise
            yield number, f"not an envelope: {error!r}"
            continue
        if len(value) != 1:
            yield number, "not exactly one message"
            continue
        ((kind, message),) = value.items()
        if run_over:
            yield number, "a message after testRunFinished"
        run_over = kind == "testRunFinished"
        for key, target in REFERENCES.get(kind, []):
            if message.get(key) not in known.setdefault(target, set()):
                yield number, f"{kind}.{key} {message.get(key)!r} was never introduced"
        for step in message.get("testSteps", []):
            known.setdefault("testStep", set()).add(step["id"])
            if "pickleStepId" in step and step["pickleStepId"] not in known.get("pickleStep", set()):
                yield number, f"pickleStepId {step['pickleStepId']!r} was never introduced"
            if "hookId" in step and step["hookId"] not in known.get("hook", set()):
                yield number, f"hookId {step['hookId']!r} was never introduced"
            for identifier in step.get("stepDefinitionIds", []):
                if identifier not in known.get("stepDefinition", set()):
                    yield number, f"stepDefinitionId {identifier!r} was never introduced"
        if kind == "pickle":
            known.setdefault("pickleStep", set()).update(step["id"] for step in message["steps"])
        if kind == "testStepFinished":
            place = (message["testCaseStartedId"], message["testStepId"])
            if place in finished:
                yield number, f"{place} finished twice"
            finished.add(place)
        if "id" in message:
            if message["id"] in known.setdefault(kind, set()):
                yield number, f"{kind} {message['id']!r} twice"
            known[kind].add(message["id"])


def main(paths):
    lines, wrong = 0, 0
    for path in paths:
        with open(path, encoding="utf-8") as stream:
            content = stream.readlines()
        lines += len(content)
        for number, fault in faults_of(content):
            wrong += 1
            print(f"{path}:{number}: {fault}")
    print(f"{lines - wrong if wrong <= lines else 0} envelopes hold, {wrong} faults")
    return 1 if wrong or lines == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
