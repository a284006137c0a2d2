"""What the drivers in this folder share: random parameter types, and asking the binary.

A driver is run as  DRIVER.py BINARY [COUNT [SEED]]  and exits 1 when anything differs.
"""

import json
import subprocess
import sys

from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry

# Names of different lengths: the oracle keeps types of equal rank in no fixed order.
# Each with its regular expressions and texts that they match.
TYPES = [
    ("hue!", [r"red|blue|yellow"], ["red", "blue", "yellow"]),
    ("flight", [r"([A-Z]{3})-([A-Z]{3})"], ["LHR-CDG", "AMS-AMS"]),
    ("vehicle", [r"(red|blue)? ?(car|bus)"], ["red car", "bus", "blue bus", "redcar"]),
    ("calendar", [r"\d{4}-\d{2}-\d{2}"], ["2026-11-23", "0000-00-00"]),
    ("either way", [r'"([^"]+)"', r"the (first|last)"], ['"Zoë"', "the first", "the last", '"x y"']),
    ("repetition", [r"(?:x|y(z))+"], ["xx", "yz", "yzx", "xyzx"]),
    ("parentheses", [r"[(\])]+", r"\(\)\\"], ["(", "])", "()\\"]),
    ("caseless word", [r"(?i:abc)\w*"], ["abc", "ABCé", "aBc9"]),
    ("money in euros", [r"(\d+)(?:[.,](\d\d))?(?= euro)"], ["7", "7,50", "12.00"]),
    ("deep groups too", [r"((a+)(b(c)?)?)d"], ["ad", "aabd", "abcd"]),
    ("lazy and possess", [r"<.*?>"], ["<>", "<a b>", "<<x>"]),
]


def random_types(random):
    """Some types: as (name, regexps, samples, snippets, preferential)."""
    chosen = []
    if random.random() < 0.5:
        for name, regexps, samples in random.sample(TYPES, random.randint(1, 4)):
            chosen.append((name, regexps, samples, random.random() < 0.8, random.random() < 0.3))
    return chosen


def question_types(types):
    return [
        {"name": name, "regexps": regexps, "snippets": snippets, "preferential": preferential}
        for name, regexps, _, snippets, preferential in types
    ]


def registry(types):
    result = ParameterTypeRegistry()
    for name, regexps, _, snippets, preferential in types:
        result.define_parameter_type(
            ParameterType(name, regexps, list, lambda *texts: list(texts), snippets, preferential)
        )
    return result


def ask(binary, command, questions):
    """One answer for each question, through JSON Lines."""
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([binary, command], input=lines.encode(), capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command}: exit {done.returncode}: {done.stderr.decode()[-2000:]}")
    answers = done.stdout.decode().split("\n")
    if len(answers) != len(questions) + 1 or answers[-1]:
        sys.exit(f"{command}: {len(questions)} questions, {len(answers) - 1} answers")
    return answers[:-1]


def arguments(standard_count):
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else standard_count
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    return sys.argv[1], count, seed


def report(name, compared, differences, note=""):
    """Prints the first differences and the counts, and ends the process."""
    for difference in differences[:10]:
        print(json.dumps(difference, ensure_ascii=False, default=str))
    print(f"{name}: {compared} compared, {len(differences)} different{note}")
    sys.exit(1 if differences or not compared else 0)
