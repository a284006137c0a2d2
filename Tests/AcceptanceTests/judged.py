"""What a check step is about: the answers that it judges and the things that it names. Standard library only."""
import json, re
from acceptance import people_rows
from changes import COPY, Names, bare, is_number
from recordings import fields


class Step:
    """A check step that passed: what it is about, how often it compared, and the numbers of the answers it judges."""

    def __init__(self, recorded, steps, planned):
        plan = recorded.plan
        self.scenario, self.example = plan["id"], plan.get("exampleText", "")
        self.ordinal, self.text, self.definition = planned["ordinal"], planned["text"], planned["definition"]["id"]
        self.nth = sum(s["text"] == self.text for s in plan["steps"][:self.ordinal + 1])
        self.comparisons = recorded.outcomes[self.ordinal][3]
        own = [number for number, ordinal in enumerate(steps) if ordinal == self.ordinal]
        self.judges = not own
        before = range(self.ordinal)
        self.numbers = own or [number for number, ordinal in enumerate(steps) if ordinal in before]
        self.steps = steps
        earlier = plan["steps"][:self.ordinal]
        attempts = [s for s in earlier if s.get("definition", {}).get("attempt")]
        actions = [s for s in earlier if s.get("definition", {}).get("kind") == "action"]
        self.attempt = attempts[-1]["ordinal"] if attempts and self.judges else None
        self.texts = with_rows(texts_of([planned]) or texts_of(actions), earlier)
        self.sent = sent_by(attempts[-1]["ordinal"], steps, recorded, self.texts) if attempts else {}
        self.ids = ids_of(recorded, self.texts)

    def names(self, number):
        """What may be put into an answer: nothing that was sent only after it."""
        sent = {text: place for text, place in self.sent.items() if place[0] <= number}
        columns = {text: field.rsplit("[", 1)[-1].rstrip("]") for text, (_, field) in sent.items()}
        return Names(list(dict.fromkeys(self.texts + list(sent))), self.ids, columns)

    def __str__(self):
        return named(self.scenario, self.example, self.text, self.nth)


def named(scenario, example, text, nth=1):
    """What a step is called in lists; a scenario may hold one text several times."""
    return "%s%s: %s%s" % (scenario, " (%s)" % example if example else "", text, " [%d]" % nth if nth > 1 else "")


def without_copies(text):
    """A text in which own copies of things have the names of these things."""
    return re.sub(COPY + r"(?![a-z0-9])", "", text)


def sent_by(ordinal, steps, recorded, texts):
    """What a step sent of its own: text -> (number of the request, field)."""
    return {value: (number, field) for number, step in enumerate(steps) if step == ordinal
            for field, value in fields(recorded.requests[number]).items()
            if len(value) > 3 and ("[" in field or value in texts)}


def texts_of(planned_steps):
    """What texts and tables of steps name; of people all their names."""
    people, texts = {row["handle"]: row for row in people_rows()}, []
    for planned in planned_steps:
        texts += re.findall(r'"([^"]+)"', planned["text"]) + re.findall(r"\d+(?:[.,]\d+)?", planned["text"])
        texts += [cell for row in planned.get("table", [])[1:] for cell in row]
        for argument in planned["matched"]["arguments"]:
            person = people.get((argument.get("person") or [""])[0], {})
            texts += [person.get(column, "") for column in ("username", "lastname", "firstname")]
            texts.append(" ".join(filter(None, [person.get("firstname"), person.get("lastname")])))
            texts += (argument.get("thing") or [])[1:]
    return [text for text in dict.fromkeys(texts) if text]


def with_rows(texts, earlier):
    """The texts and what seeds say of the things with these names."""
    rows = [row[1::2] for planned in earlier for row in planned.get("rows", [])]
    more = [cell for row in rows if any(cell in texts for cell in row) for cell in row]
    return list(dict.fromkeys(texts + [cell for cell in more if len(cell) > 1]))


def ids_of(recorded, texts):
    """How the answers number the things with these names."""
    found = []

    def look(value):
        if isinstance(value, dict):
            names = [bare(v) for v in value.values() if isinstance(v, str)]
            if any(name in texts for name in names):
                found.extend(value[key] for key in ("id", "instance") if is_number(value.get(key)))
        if isinstance(value, (dict, list)):
            for inner in value.values() if isinstance(value, dict) else value:
                look(inner)
    for _, content in recorded.answers.values():
        try:
            look(json.loads(content))
        except ValueError:
            pass
    return list(dict.fromkeys(found))
