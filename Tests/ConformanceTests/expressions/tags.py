"""Random tag expressions: result, printed form, and error or not, as cucumber-tag-expressions has them.

The wording of errors is the specification's, not the oracle's; unit tests hold it. White space other than the space
is left out: the oracle takes a tab for a tag, against the specification.
"""

import json
import random as randomness
import sys

sys.dont_write_bytecode = True  # the folder stays as it is

import oracle
from cucumber_tag_expressions import parse
from cucumber_tag_expressions.parser import TagExpressionError

TAGS = ["@a", "@b", "@slow", "c", "@Zoë", "@a\\(1\\)", "@x\\ y", "@back\\\\slash", "nota", "And", "@e\u0301", "@a,@b", "@日本"]
NAMES = ["@a", "@b", "@slow", "c", "@Zoë", "@a(1)", "@x y", "@back\\slash", "nota", "And", "@\u00e9", "@e\u0301", "@a,@b", "or"]


def tree(random, depth):
    roll = random.random()
    if depth == 0 or roll < 0.3:
        return random.choice(TAGS)
    if roll < 0.5:
        return "not " + tree(random, depth - 1)
    if roll < 0.65:
        return random.choice(["(%s)", "( %s )", "( %s)"]) % tree(random, depth - 1)
    return f"{tree(random, depth - 1)} {random.choice(['and', 'or'])} {tree(random, depth - 1)}"


def expression(random):
    roll = random.random()
    if roll < 0.15:
        words = ["and", "or", "not", "(", ")", "", "\\(", "\\)", "\\\\", "\\x"] + TAGS[:4]
        return random.choice([" ", "  "]).join(random.choice(words) for _ in range(random.randint(0, 7)))
    text = tree(random, random.randint(0, 5))
    if roll < 0.45:
        at = random.randint(0, len(text))
        text = text[:at] + random.choice(["", " ", "(", ")", "\\", " and ", " or ", " not "]) + text[at + random.randint(0, 2):]
    return text


def main():
    binary, count, seed = oracle.arguments(20_000)
    random = randomness.Random(seed)
    questions, answers = [], []
    for _ in range(count):
        question = {"expression": expression(random), "tags": random.sample(NAMES, random.randint(0, 6))}
        questions.append(question)
        try:
            parsed = parse(question["expression"])
            answers.append({"result": parsed(question["tags"]), "text": str(parsed)})
        except TagExpressionError:
            answers.append({"error": True})
    differences = []
    for question, theirs, line in zip(questions, answers, oracle.ask(binary, "tags", questions)):
        ours = json.loads(line)
        start = f'Tag expression "{question["expression"]}" could not be parsed because of syntax error: '
        if "error" in ours:
            ours = {"error": ours["error"].startswith(start)}
        if ours != theirs:
            differences.append({"question": question, "ours": json.loads(line), "theirs": theirs})
    true = sum(1 for answer in answers if answer.get("result"))
    failed = sum(1 for answer in answers if "error" in answer)
    oracle.report("tags", count, differences, f" ({true} true, {failed} errors)")


main()
