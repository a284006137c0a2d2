"""Random Cucumber Expressions and texts: regular expression, arguments and errors as cucumber-expressions has them."""

import json
import random as randomness
import re
import sys
from decimal import Decimal, InvalidOperation

sys.dont_write_bytecode = True  # the folder stays as it is

import oracle
from cucumber_expressions.errors import CucumberExpressionError
from cucumber_expressions.expression import CucumberExpression
from cucumber_expressions.regular_expression import RegularExpression

WORDS = ["the", "user", "cucumber", "Zoë", "is", "a", "I", "42", "日本", "e\u0301", "💶", "x.y", "[z]", "$5", "c*", "^", "a|b", "+1?",
         "#", "-", "&", "%", "~", "\u00a0", "\t", "'", '"', "<b>"]
BUILT_IN = {
    "int": ["7", "-12", "0", "007", "-0", "123456789012345678901234567890", "٣٤", "-", "x"],
    "byte": ["7", "-300"], "short": ["7", "99999"], "long": ["-1", "9223372036854775808"], "biginteger": ["1" * 40, "0"],
    "float": ["1.5", "-2", ".5", "+3.25E-4", "1E400", "00.10", "-0.0", "1,5", "٣.٥", "1e5"],
    "double": ["1.5", "-2", ".5", "1E22", "123456789.123456789"],
    "bigdecimal": ["1.50", "-2", ".5", "+3.25E-4", "0.10", "1E5"],
    "word": ["belly", "Zoë", "x,y", "💶", "two words"],
    "string": ['"a b"', "'it'", '""', "''", r'"a \" b"', r"'it\'s'", r'"it\'s"', r"'\\'", r'"\n\\\""', '"\'"', '"open', '"日本 \t"'],
    "": ["", "anything goes", "x"],
}


def escaped(text):
    return re.sub(r"([\\(){}/])", r"\\\1", text)


def part(random, types, depth=0):
    """A random piece of expression and a text for it."""
    roll = random.random()
    if roll < 0.35:
        word = random.choice(WORDS)
        return escaped(word), word
    if roll < 0.60:
        name, samples = random.choice(types)
        return "{" + escaped(name) + "}", random.choice(samples)
    if roll < 0.70:
        word = random.choice(WORDS)
        return "(" + escaped(word) + ")", random.choice([word, ""])
    if roll < 0.80:
        alternatives = [random.choice(WORDS[:14]) for _ in range(random.randint(2, 4))]
        pieces = [escaped(alternative) + random.choice(["", "", "(s)"]) for alternative in alternatives]
        return "/".join(pieces), random.choice(alternatives) + random.choice(["", "", "s"])
    if roll < 0.88:
        symbol = random.choice("(){}/\\ ")
        return "\\" + symbol, symbol
    if roll < 0.91:
        return random.choice(["(", ")", "{", "}", "/", "\\", "{unheard of}", "()", "a/", "/b", "((a))", "({int})", "(a/b)", "\\x"]), ""
    if depth < 3:
        pieces = [part(random, types, depth + 1) for _ in range(2)]
        return "".join(piece[0] for piece in pieces), "".join(piece[1] for piece in pieces)
    return " ", " "


def mutated(random, text, alphabet):
    at = random.randint(0, len(text))
    if random.random() < 0.5:
        return text[:at] + text[at + 1:]
    return text[:at] + random.choice(alphabet) + text[at:]


def pair(random, types):
    samples = list(BUILT_IN.items()) + [(name, texts) for name, _, texts, _, _ in types if texts] * 4
    pieces = [part(random, samples) for _ in range(random.randint(0, 6))]
    joiner = random.choice([" ", " ", " ", ""])
    expression, text = joiner.join(piece[0] for piece in pieces), joiner.join(piece[1] for piece in pieces)
    if random.random() < 0.12:
        expression = mutated(random, expression, "(){}/\\ \\a(é")
    if random.random() < 0.12:
        text = mutated(random, text, " \"'\\a1é.\n")
    return expression, text


GROUPS = [
    (r"(\d+)", ["7", "012"]), (r"(-?\d+)", ["-7", "8"]), (r"([^\s]+)", ["word"]), (r"(.*)", ["anything", ""]),
    (r"(\d+)?", ["7", ""]), (r"(a(b)?)", ["a", "ab"]), (r"(?:(x)|(y))", ["x", "y"]), (r"([-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[E][+-]?\d+)?)", ["1.5"]),
    (r"(red|blue|yellow)", ["red"]), (r"(\d{4}-\d{2}-\d{2})", ["2026-01-01"]), (r"([(\])]+)", ["()"]), (r"(?=x)(x)", ["x"]),
    (r"(?<!z)y", ["y"]), (r"((?:a|b)+)", ["abba"]), (r"\(literal\)", ["(literal)"]), (r"[(]", ["("]), (r"(?:x|y(z))+", ["yzx"]),
    (r"(([A-Z]{3})-([A-Z]{3}))", ["LHR-CDG"]), (r"([A-Z]{3})-([A-Z]{3})", ["LHR-CDG"]), ("Zoë", ["Zoë"]),
]


def regular_pair(random):
    pieces = [random.choice(GROUPS) for _ in range(random.randint(1, 4))]
    joiner = random.choice([" ", " and ", ""])
    expression = random.choice(["^", ""]) + joiner.join(piece[0] for piece in pieces) + random.choice(["$", ""])
    text = joiner.join(random.choice(piece[1]) for piece in pieces) + random.choice(["", "", " tail"])
    return expression, text


def expected(question, types):
    try:
        registry = oracle.registry(types)
        if question.get("regular"):
            expression = RegularExpression(question["expression"], registry)
        else:
            expression = CucumberExpression(question["expression"], registry)
        found = expression.match(question["text"])
        values = None if found is None else [argument.value for argument in found]
        return {"regex": expression.regexp, "arguments": values}
    except CucumberExpressionError as error:
        return {"error": str(error)}


def is_same(ours, theirs):
    if isinstance(theirs, float):
        return isinstance(ours, (int, Decimal)) and float(ours) == theirs
    if isinstance(theirs, Decimal):
        return isinstance(ours, (int, Decimal)) and Decimal(ours) == theirs
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(ours) == len(theirs) and all(map(is_same, ours, theirs))
    if isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(is_same(ours[key], theirs[key]) for key in theirs)
    return type(ours) is type(theirs) and ours == theirs


def specified(answer, question):
    """Takes Python's own spelling out of two messages: the repr of a pattern, and indentation from its source."""
    if "error" in answer:
        message = re.sub(
            r"(?s)/re\.compile\(.*?\)/\nmatches", lambda _: f"/{question['expression']}/\nmatches", answer["error"], count=1)
        if "only be one preferential" in message:
            message = "\n".join(line.strip() for line in message.strip().split("\n"))
        return {"error": message}
    return answer


def main():
    binary, count, seed = oracle.arguments(20_000)
    random = randomness.Random(seed)
    questions, answers = [], []
    while len(questions) < count:
        types = oracle.random_types(random)
        if random.random() < 0.02:
            types.append(random.choice([("int", ["x"], [], True, False), ("[x", ["x"], [], True, False), ("", ["x"], [], True, False),
                                        ("more", [r"\d+"], [], True, True)]))
        regular = random.random() < 0.15
        expression, text = regular_pair(random) if regular else pair(random, types)
        question = {"expression": expression, "text": text, "types": oracle.question_types(types)}
        if regular:
            question["regular"] = True
        try:
            answers.append(specified(expected(question, types), question))
        except InvalidOperation:
            continue  # an exponent of forty digits is beyond the oracle's Decimal
        questions.append(question)
    differences, given_up = [], 0
    for question, theirs, line in zip(questions, answers, oracle.ask(binary, "expressions", questions)):
        ours = json.loads(line, parse_float=Decimal)
        if "was given up: match limit" in ours.get("error", ""):
            given_up += 1  # a text that takes the oracle seconds, too; we say so instead of "no match"
            continue
        if not is_same(ours, theirs):
            differences.append({"question": question, "ours": ours, "theirs": theirs})
    matched = sum(1 for answer in answers if answer.get("arguments") is not None)
    failed = sum(1 for answer in answers if "error" in answer)
    if given_up > count // 2000:
        differences.append({"question": "how many texts were given up", "ours": given_up, "theirs": 0})
    oracle.report("expressions", count, differences, f" ({matched} matched, {failed} errors, {given_up} given up)")


main()
