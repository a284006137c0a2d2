"""Random texts: the expressions generated for them, and the names of their parameters, in the same order."""

import json
import random as randomness
import sys

sys.dont_write_bytecode = True  # the folder stays as it is

import oracle
from cucumber_expressions.expression_generator import CucumberExpressionGenerator

PIECES = ["the", "user", "Zoë", "7", "-12", "1.5", "3,14", ".5", "1E5", "a1", "1a", "٣", '"quoted text"', "'single'", '"a \\" b"', '"open',
          "(x)", "{y}", "a/b", "100%", "\\", "日本", "💶", "é7", "7é", "e\u0301", "_7", "7-8", "2026-11-23", "euro", ""]


def main():
    binary, count, seed = oracle.arguments(10_000)
    random = randomness.Random(seed)
    questions, answers = [], []
    for _ in range(count):
        types = oracle.random_types(random)
        samples = PIECES + [sample for _, _, texts, _, _ in types for sample in texts] * 2
        text = random.choice([" ", " ", " ", "", "-"]).join(random.choice(samples) for _ in range(random.randint(0, 7)))
        questions.append({"text": text, "types": oracle.question_types(types)})
        found = CucumberExpressionGenerator(oracle.registry(types)).generate_expressions(text)
        answers.append([{"source": one.source, "names": one.parameter_names} for one in found])
    differences = []
    for question, theirs, line in zip(questions, answers, oracle.ask(binary, "snippets", questions)):
        ours = json.loads(line)
        if ours != {"expressions": theirs}:
            differences.append({"question": question, "ours": ours, "theirs": theirs})
    several = sum(1 for answer in answers if len(answer) > 1)
    oracle.report("snippets", count, differences, f" ({several} with a choice)")


main()
