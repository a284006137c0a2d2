"""The match level: step definitions of a sample against the texts of its steps."""

import json
import subprocess


def match_level(binary, sample):
    """None, or what differs: for every step exactly the definitions the kit names, with the kit's arguments."""
    types = [
        {
            "name": t["name"],
            "regexps": t["regularExpressions"],
            "snippets": t["useForSnippets"],
            "preferential": t["preferForRegularExpressionMatch"],
        }
        for t in sample.all("parameterType")
    ]
    definitions = sample.all("stepDefinition")
    texts = {step["id"]: step["text"] for pickle in sample.all("pickle") for step in pickle["steps"]}
    steps = [s for case in sample.all("testCase") for s in case["testSteps"] if "pickleStepId" in s]
    questions, expected = [], []
    for step in steps:
        lists = dict(zip(step["stepDefinitionIds"], step["stepMatchArgumentsLists"]))
        for definition in definitions:
            pattern = definition["pattern"]
            questions.append({
                "expression": pattern["source"],
                "text": texts[step["pickleStepId"]],
                "regular": pattern["type"] == "REGULAR_EXPRESSION",
                "types": types,
            })
            matched = lists.get(definition["id"])
            expected.append(None if matched is None else [value(a) for a in matched["stepMatchArguments"]])
    undefined = sample.all("undefinedParameterType")
    questions += [{"expression": u["expression"], "text": "", "types": types} for u in undefined]
    answers = asked(binary, questions)
    for question, wanted, answer in zip(questions, expected, answers):
        if "error" in answer or answer["arguments"] != wanted:
            return f"{question['expression']!r} on {question['text']!r}: kit {wanted}, ours {json.dumps(answer)}"
    for entry, answer in zip(undefined, answers[len(expected):]):
        if f"'{entry['name']}'" not in answer.get("error", ""):
            return f"{entry['expression']!r} should lack the type {entry['name']!r}: {json.dumps(answer)}"
    return None


def value(argument):
    """What the type makes of a group, as far as the kit's own types go."""
    group, name = argument["group"], argument.get("parameterTypeName")
    texts = [child.get("value") for child in group.get("children", [])] or [group.get("value")]
    if name == "int":
        return int(group["value"])
    if name == "float":
        return float(group["value"])
    if name == "string":
        return next(text for text in texts if text is not None)
    return texts[0] if len(texts) == 1 else texts


def asked(binary, questions):
    if not questions:
        return []
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([binary, "expressions"], input=lines, capture_output=True, text=True, timeout=60)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(questions):
        raise RuntimeError(f"{len(questions)} questions, {len(answers)} answers: {done.stderr}")
    return answers
