"""The single changes of one answer that replay.py tries: one leaf of a JSON text, one text or attribute of a page, one
cell or row of a CSV file, or one header.

A change knows its place and is made anew in every run, because names of own copies, keys and tokens differ from run to
run. Standard library only."""
import copy, csv, io, json, re

GONE = object()
TOKEN = re.compile(r"<!--.*?-->|<[^>]*>|[^<]+", re.S)
LAST_NUMBER = re.compile(r"\b\d+\b(?!.*\b\d)", re.S)
LAST_MEASURE = re.compile(r"\b\d+\.\d+\b(?!.*\b\d)", re.S)
CHECKED = r"\s(?:checked|selected)\b"
ATTRIBUTE = re.compile(r'(\s[\w:-]+=)("[^"]*"|\'[^\']*\')')
# What the names of own copies end with.
COPY = r"[~-][a-z0-9]{6}"
# Codes with which an LMS says no: a rule, a right, no such thing. A code that the adapter does not know is *broken*.
REASONS = ["shortnametaken", "nopermissions", "invalidrecord"]
REFUSAL = {"exception": "required_capability_exception", "errorcode": "nopermissions", "message": "refused"}
# The same on a page, which names its code in a link.
REFUSAL_PAGE = b'<!DOCTYPE html><html><body><div class="box errorbox"><p class="errormessage">refused</p></div></body></html>'
ERROR_MESSAGE = '<p class="errormessage">'
ERROR_CODE = '<p class="errorcode"><a href="https://docs.moodle.org/501/en/error/moodle/%s">More information</a></p>'
PAGE_REASONS = ["nocriteriaset", "invalidrecord"]
PERSON = object()
# An empty list has no leaf. What the LMS puts into it, by function and place: PERSON is the id of somebody or something that
# the step names. Lists that are not here get an element that has nothing but an id.
ELEMENTS = {
    ("mod_assign_get_grades", ".assignments[].grades"): {"id": 1, "userid": PERSON, "grade": "7.00000"},
    ("mod_feedback_get_responses_analysis", ".attempts"): {"id": 1, "userid": PERSON, "responses": []},
    ("core_message_get_messages", ".messages"): {
        "id": 1, "useridfrom": -10, "useridto": PERSON, "subject": "x", "text": "x", "fullmessage": "x",
        "contexturl": ("/course/view.php?id=%d", PERSON), "timecreated": 4000000000},
}
# Nor has an empty cell: what the LMS writes into those of a page, by its path and the tag of the cell.
CELLS = {("/admin/tool/uploaduser/index.php", '<td class="cell c10">'): '<span class="uuinfo">No--&gt;Yes</span>'}


def plain(content):
    """An answer as a text that two ways of writing the same JSON share."""
    try:
        return json.dumps(json.loads(content), sort_keys=True)
    except ValueError:
        return content


def bare(name):
    """A name without what makes it that of an own copy: `AVG-01` of `AVG-01~x7d3k2`."""
    return re.sub(COPY + "$", "", name)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_leaf(value):
    return not isinstance(value, (dict, list))


class Names:
    """What a step is about: `texts` as they stand in it, `ids` as the recorded answers number those things. `columns`
    says of some texts which column of the LMS they were sent for."""

    def __init__(self, texts, ids, columns):
        self.texts, self.ids, self.columns = texts, ids, columns
        self.numbers = {float(t.replace(",", ".")) for t in texts if re.fullmatch(r"\d+(?:[.,]\d+)?", t)}

    def holds(self, value):
        """Whether a leaf speaks of something that the step names."""
        if isinstance(value, str):
            return any(name in value for name in self.texts) or as_number(value) in self.numbers
        return is_number(value) and (value in self.ids or value in self.numbers)

    def near(self, value):
        """The same for anything below a value."""
        if isinstance(value, dict):
            return any(map(self.near, value.values()))
        return any(map(self.near, value)) if isinstance(value, list) else self.holds(value)


def as_number(text):
    try:
        return float(text)
    except ValueError:
        return None


# The kinds that are tried last, for there are as many of each as there are names; what a step names first has kinds of its own.
LAST = {"what is named instead", "with one more, of another name", "removed", "dropped"}
FIRST_NAMES = 6


def by_name(kind, texts):
    """(kind, name) of each text."""
    return [(kind + (", one of the first" if n < FIRST_NAMES else ""), text) for n, text in enumerate(texts)]


class Change:
    """`kind` in words, `spot` the place without positions in lists. `near` says how soon it is worth a try, lowest
    first. `make(content, live)` gives the changed answer, None when the place is not there; `live(name)` is the name
    that this run's own copy of a thing carries. `status`, `header` (a name and what becomes of its value) and `delay` (seconds
    more): of the answer, where that is what changes."""

    def __init__(self, kind, spot, near, make, status=None, header=None, delay=0):
        self.kind, self.spot, self.near, self.make = kind, spot, near, make
        self.status, self.header, self.delay = status, header, delay

    def headers(self, headers):
        """The changed headers, pairs of name and value; without a value a header goes."""
        name, new = self.header
        changed = [(n, new(v) if n.lower() == name else v) for n, v in headers]
        return [(n, v) for n, v in changed if v is not None]

    def __str__(self):
        return "%s %s" % (self.spot, self.kind)


def changes(function, content, names, others=(), status=200, headers=()):
    """Every single change of one answer to a function or page. `others` are other answers to the same: what they have
    in a place and this one lacks may be put there."""
    if 300 <= status < 400:
        # Whoever is sent elsewhere is shown what was asked for instead.
        return [Change("shown instead", "the redirect", 0, lambda content, live: content, 200)]
    return content_changes(function, content, names, others) + list(header_changes(content, headers))


def late(seconds):
    """The same answer, which takes so much longer."""
    return Change("late", "the answer", 0, lambda content, live: content, delay=seconds)


def as_another(status, content):
    """What another address of the same page was answered: a page that does not look at what it was asked for."""
    return Change("as another address", "the whole", 1, lambda _, live: content, status)


# Headers that say something about the transfer only.
PLUMBING = {"content-length", "connection", "transfer-encoding", "keep-alive", "date", "server", "content-encoding", "vary"}
PART = re.compile(r"[^;,]+")


def header_changes(content, headers):
    """Of a page: each header gone, and each part of it another one."""
    if is_json(content):
        return
    for name, value in headers:
        name, spot = name.lower(), "the header " + name
        if name in PLUMBING:
            continue
        yield Change("removed", spot, 2, lambda content, live: content, header=(name, lambda v: None))
        for nth in range(len(PART.findall(value))):
            yield Change("another part", spot, 2, lambda content, live: content, header=(name, another_part(nth)))


def another_part(nth):
    def change(value):
        count = iter(range(len(value)))
        return PART.sub(lambda m: m.group() + "q" if next(count) == nth else m.group(), value)
    return change


def is_json(content):
    try:
        json.loads(content)
    except ValueError:
        return False
    return True


def content_changes(function, content, names, others):
    try:
        root = json.loads(content)
    except ValueError:
        text = content.decode(errors="replace")
        if "<" not in text:
            return list(file_changes(text, names))
        not_found = Change("not found instead", "the page", 1, lambda content, live: content, 404)
        return [not_found] + list(page_changes(function, text, names))
    return list(json_changes(function, root, names)) + list(added_keys(root, others))


def refusals(content):
    """The change of an answer that tells of success into one that refuses. Success has no leaf of its own: it is the
    absence of an error."""
    try:
        root = json.loads(content)
    except ValueError:
        return [] if ERROR_MESSAGE.encode() in content else [
            Change("refused instead", "the whole", -2, lambda content, live: REFUSAL_PAGE, 404,
                   ("content-type", lambda v: "text/html; charset=utf-8"))]
    if isinstance(root, dict) and ("errorcode" in root or root.get("warnings")):
        return []
    return [Change("refused instead", "the whole", -2, lambda content, live: json.dumps(REFUSAL).encode())]


# What may become of a value

def leaf_values(value, names):
    """(kind, function from the live value to the new one, column that it fits), the likeliest first."""
    if value is None:
        yield "filled", lambda v, live: 1, None
    elif isinstance(value, bool):
        yield "flipped", lambda v, live: not v, None
    elif is_number(value):
        yield "one more", lambda v, live: v + 1, None
        yield "emptied", lambda v, live: 0, None
        for other in names.ids:
            yield "what is named instead", lambda v, live, other=other: other, None
    elif isinstance(value, str):
        yield "another text", lambda v, live: other_text(v), None
        yield "emptied", lambda v, live: "", None
        for kind, name in by_name("what is named instead", names.texts):
            yield kind, lambda v, live, name=name: live(name), names.columns.get(name)


def other_text(text):
    """A text that neither equals the old one nor holds any part of it that a check may look for."""
    number = as_number(text)
    return text[::-1] + "q" if number is None else "%.5f" % (number + 1)


def list_values(function, spot, value, names):
    if value:
        yield "emptied", lambda v, live: []
        yield "with one more", lambda v, live: v + v[-1:]
        for kind, name in by_name("with one more, of another name", names.texts if isinstance(value[-1], dict) else []):
            yield kind, lambda v, live, name=name: v + [renamed(v[-1], name, names, live)]
    elif (function, spot) not in ELEMENTS:
        for person in names.ids or [1]:
            yield "filled", lambda v, live, person=person: [filled({"id": PERSON}, person)]
    for person in (names.ids or [1]) if (function, spot) in ELEMENTS else []:
        element = filled(ELEMENTS[function, spot], person)
        yield "filled", lambda v, live, element=element: v + [copy.deepcopy(element)]


def element_values(value, names):
    """(kind, near, function from the live list to the new one): each element of a list once more, and it alone."""
    for index, element in enumerate(value):
        near = 0 if names.near(element) else 2
        yield "with one of them twice", near, lambda v, live, index=index: v[:index + 1] + v[index:]
        yield "cut to one of them", near, lambda v, live, index=index: v[index:index + 1]


def filled(value, person):
    if value is PERSON:
        return person
    if isinstance(value, tuple):
        return value[0] % person
    if isinstance(value, dict):
        return {key: filled(inner, person) for key, inner in value.items()}
    return [filled(inner, person) for inner in value] if isinstance(value, list) else value


def renamed(value, name, names, live):
    """The same with what the step names called otherwise."""
    if isinstance(value, dict):
        return {key: renamed(inner, name, names, live) for key, inner in value.items()}
    return live(name) if isinstance(value, str) and bare(value) in names.texts else value


# JSON

def json_changes(function, root, names):
    for path, value, owner in places(root):
        spot = spot_of(path) or "the list"
        # 0: it speaks of what the step names; 1: something beside it does; 2: nothing does.
        near = 0 if names.holds(value) else 1 if names.near(owner) else 2
        if path and path[-1] in ("errorcode", "warningcode"):
            for reason in REASONS:
                yield Change("another reason", spot, -1, json_maker(path, lambda v, live, reason=reason: reason))
        for kind, new, column in leaf_values(value, names):
            fits = path and path[-1] in names.columns.values() and column in (None, path[-1])
            yield Change(kind, spot, -1 if fits else near, json_maker(path, new))
        if isinstance(value, list):
            for kind, new in list_values(function, spot, value, names):
                yield Change(kind, spot, near, json_maker(path, new))
            for kind, near_element, new in element_values(value, names):
                yield Change(kind, spot, near_element, json_maker(path, new))
        if isinstance(value, dict):
            new = json_maker(path, lambda v, live: {**v, "another": "another"})
            yield Change("with one more", spot, 0 if names.near(value) else 2, new)
        if path:
            kind = "dropped" if isinstance(path[-1], int) else "removed"
            yield Change(kind, spot, near, json_maker(path, lambda v, live: GONE))


def added_keys(root, others):
    known = {}
    for other in others:
        try:
            for path, value, _ in places([json.loads(other)]):
                if isinstance(value, dict):
                    known.setdefault(spot_of(path[1:]), {}).update(value)
        except ValueError:
            pass
    for path, value, _ in places([root]):
        spot = spot_of(path[1:])
        for key, inner in known.get(spot, {}).items() if isinstance(value, dict) else []:
            if key not in value:
                new = json_maker(path[1:], lambda v, live, key=key, inner=inner: {**v, key: copy.deepcopy(inner)})
                yield Change("added, as elsewhere", spot + "." + key, 0, new)


def spot_of(path):
    return "".join("[]" if isinstance(key, int) else "." + key for key in path)


def places(value, path=(), owner=None):
    """(path, value, the innermost object around it) of all that may change: leaves, lists, objects."""
    if path or not isinstance(value, dict):
        yield path, value, owner
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, path + (key,), value)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, path + (index,), owner if is_leaf(inner) else inner)


def json_maker(path, new):
    def make(content, live):
        # The answer in a box, so that the whole is a place like any other.
        box = [json.loads(content)]
        *way, last = (0,) + path
        owner = box
        try:
            for key in way:
                owner = owner[key]
            value = new(owner[last], live)
        except (KeyError, IndexError, TypeError):
            return None
        if value is GONE:
            del owner[last]
        else:
            owner[last] = value
        return json.dumps(box[0]).encode()
    return make


# Pages

def page_changes(function, text, names):
    # On a page a number is text.
    ids, tag = [str(id) for id in names.ids], ""
    names = Names(names.texts + ids, [], names.columns)
    tokens, heads = TOKEN.findall(text), 0
    for index, token in enumerate(tokens):
        if token.startswith("<") and not token.startswith("<!--"):
            tag = (token.strip("</>").split() or [""])[0]
            heads = heads + 1 if re.match(r"<th\b", token) else 0 if tag == "table" else heads
            is_chosen = re.search(CHECKED, token)
            if is_chosen:
                new = page_maker(index, None, lambda v, live: re.sub(CHECKED, "", v))
                yield Change("removed", "<%s %s>" % (tag, is_chosen.group().strip()), 1, new)
            if (function, token) in CELLS and tokens[index + 1:index + 2] == ["</td>"]:
                new = page_maker(index, None, lambda v, live, cell=CELLS[function, token]: v + cell)
                yield Change("filled", "an empty cell", 0, new)
            # A table without rows has no leaf either.
            if token == "<tbody>" and tokens[index + 1:index + 2] == ["</tbody>"]:
                row = "<tr>%s</tr>" % "".join('<td class="cell c%d">1</td>' % c for c in range(heads))
                yield Change("filled", "the rows of <tbody>", 0, page_maker(index, None, lambda v, live, row=row: v + row))
            for reason in PAGE_REASONS if token == ERROR_MESSAGE else []:
                new = page_maker(index, None, lambda v, live, reason=reason: ERROR_CODE % reason + v)
                yield Change("another reason", "the code of the error", -1, new)
            for place, (name, value) in enumerate(ATTRIBUTE.findall(token)):
                spot = "<%s %s%s>" % (tag, name.strip(" \t\n="), " of what is chosen" if is_chosen else "")
                yield from page_leaf(index, place, spot, value[1:-1], names)
        elif tag == "select" and not token.strip():
            for id in ids:
                option = '<option value="%s">x</option>' % id
                new = page_maker(index, None, lambda v, live, option=option: option)
                yield Change("filled", "the choices of <select>", 0, new)
        elif not token.startswith("<") and token.strip():
            yield from page_leaf(index, None, "text in <%s>" % tag, token, names)


def page_leaf(index, place, spot, value, names):
    near = 0 if names.holds(value) else 2
    for kind, new, _ in leaf_values(value, names):
        yield Change(kind, spot, near, page_maker(index, place, new))
    if place is None and as_number(value) is None and LAST_NUMBER.search(value):
        new = page_maker(index, place, lambda v, live: LAST_NUMBER.sub(lambda m: str(int(m.group()) + 1), v))
        yield Change("one more, of its last number", spot, near, new)
        # Seconds, of which a day is a lot.
        if LAST_MEASURE.search(value):
            new = page_maker(index, place, lambda v, live: LAST_MEASURE.sub(lambda m: str(float(m.group()) + 100000), v))
            yield Change("a hundred thousand more, of its last measure", spot, near, new)


def page_maker(index, place, new):
    def make(content, live):
        tokens = TOKEN.findall(content.decode(errors="replace"))
        if index >= len(tokens):
            return None
        if place is None:
            tokens[index] = new(tokens[index], live)
            return "".join(tokens).encode()
        found = list(ATTRIBUTE.finditer(tokens[index]))
        if place >= len(found):
            return None
        start, end = found[place].span(2)
        old = tokens[index]
        tokens[index] = old[:start + 1] + new(old[start + 1:end - 1], live) + old[end - 1:]
        return "".join(tokens).encode()
    return make


# Files

def file_changes(text, names):
    # In a file a number is text.
    names = Names(names.texts + [str(id) for id in names.ids], [], names.columns)
    rows = rows_of(text)
    for r, row in enumerate(rows):
        spot = "a row" if r else "the head"
        yield Change("removed", spot, 1, file_maker(r, None, lambda row, live: []))
        yield Change("with one more", spot, 0, file_maker(r, None, lambda row, live: [row, row]))
        for c, cell in enumerate(row):
            place = "column %s" % rows[0][c] if c < len(rows[0]) else "a column without a name"
            near = 0 if names.holds(cell) else 1
            for kind, new, _ in leaf_values(cell, names):
                yield Change(kind, "%s of %s" % (place, spot), near, file_maker(r, c, new))


def rows_of(text):
    return list(csv.reader(io.StringIO(text)))


def file_maker(r, c, new):
    def make(content, live):
        rows = rows_of(content.decode(errors="replace"))
        if r >= len(rows) or c is not None and c >= len(rows[r]):
            return None
        if c is None:
            rows[r:r + 1] = new(rows[r], live)
        else:
            rows[r][c] = new(rows[r][c], live)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue().encode()
    return make
