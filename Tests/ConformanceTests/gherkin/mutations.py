"""Breaks features the way people and editors do, and in worse ways."""

MARKS = [
    "|", "||", "\\|", "\\", "\\n", '"""', "```", "````", '\\"\\"\\"', "\\`\\`\\`", "`", '"', "@", "@tag", "@a b", "`@md`", "`@x y` `@z`",
    "#", " #", "# language: nl", "#language:fr", "  #  language :  de  ", "# language: xx", "# language: no-such",
    "# Feature: h", "## Rule: r", "## Scenario: s", "### Examples:", "* Given x", "- When y", "+ Then z", "* ", "-",
    ":", "Feature:", "Feature: f", "Background:", "Scenario:", "Scenario: s", "Scenario Outline: o <a>", "Rule: r", "Examples:",
    "Example: e", "Given g", "When <a>", "Then t", "And a", "But b", "* s", "Given", "Givne x", "Funktionalität: f",
    "Functionaliteit: f", "Stel x", "<a>", "<", ">", "<a", "| a | b |", "| <a> |", "  | - | :-: |", "| --- |", "   | x |",
    "\r", "\t", "\v", "\f", "\x1c", "\x85", "\u00a0", "\u1680", "\u2003", "\u2028", "\u3000", "\u200b", "\ufeff", "\u0301", "é",
    "日本", "😀", "\x00", "",
]
INDENTS = ["", " ", "  ", "   ", "    ", "     ", "      ", "\t", "\t\t", " \t", "\u00a0", "\u3000 "]
LINE_ENDS = ["\r\n", "\r", "\n\n", "\r\r\n", "\u2028", "\x0b", ""]


def mutated(originals, count, source):
    """`count` pairs of name ending and bytes."""
    for _ in range(count):
        ending, text = source.choice(originals)
        if source.random() < 0.08:
            ending = source.choice([".feature", ".feature.md"])
        lines = text.split("\n")
        # Long files say little more than a piece of them, and take longer.
        if len(lines) > 60 and source.random() < 0.8:
            start = source.randrange(len(lines) - 40)
            lines = lines[: source.randrange(6)] + lines[start : start + 40]
        for _ in range(source.choice([1, 1, 2, 3, 5, 12])):
            source.choice(OPERATIONS)(lines, source)
        text = "\n".join(lines)
        yield ending, (whole_file(text, source)).encode("utf-8", "surrogatepass")


def whole_file(text, source):
    chance = source.random()
    if chance < 0.04:
        return text.replace("\n", "\r\n")
    if chance < 0.05:
        return "\ufeff" + text
    if chance < 0.07:
        return text[: source.randrange(len(text) + 1)]
    if chance < 0.08:
        return text.rstrip("\n")
    return text


def place(lines, source):
    if not lines:
        lines.append("")
    return source.randrange(len(lines))


def delete(lines, source):
    index = place(lines, source)
    del lines[index : index + source.choice([1, 1, 1, 2, 5])]


def duplicate(lines, source):
    index = place(lines, source)
    lines.insert(source.choice([index, place(lines, source)]), lines[index])


def swap(lines, source):
    left, right = place(lines, source), place(lines, source)
    lines[left], lines[right] = lines[right], lines[left]


def indent(lines, source):
    index = place(lines, source)
    lines[index] = source.choice(INDENTS) + lines[index].lstrip()


def insert_line(lines, source):
    lines.insert(place(lines, source), source.choice(INDENTS) + source.choice(MARKS))


def insert_mark(lines, source):
    index = place(lines, source)
    at = source.randrange(len(lines[index]) + 1)
    lines[index] = lines[index][:at] + source.choice(MARKS) + lines[index][at:]


def mark_in_front(lines, source):
    index = place(lines, source)
    lines[index] = source.choice(INDENTS) + source.choice(MARKS) + source.choice(["", " "]) + lines[index].lstrip()


def mark_behind(lines, source):
    index = place(lines, source)
    lines[index] += source.choice(["", " ", "\t"]) + source.choice(MARKS)


def drop_character(lines, source):
    index = place(lines, source)
    if lines[index]:
        at = source.randrange(len(lines[index]))
        lines[index] = lines[index][:at] + lines[index][at + 1 :]


def line_end(lines, source):
    index = place(lines, source)
    lines[index] += source.choice(LINE_ENDS)


def join(lines, source):
    index = place(lines, source)
    if index + 1 < len(lines):
        lines[index : index + 2] = [lines[index] + lines[index + 1]]


OPERATIONS = [
    delete, duplicate, swap, indent, insert_line, insert_line, insert_mark, mark_in_front, mark_behind, drop_character, line_end, join,
]
