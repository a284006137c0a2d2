"""One scenario on a built-in LMS of its own, every answer kept with the step it was given to, perhaps one changed.
Standard library only."""
import collections, json, pathlib, re, shutil, sqlite3, tempfile, time
from urllib.parse import parse_qs
from acceptance import Demo, Proxy, scenarios, write_project
from changes import COPY

MASK = "•••"
# Scenarios that cannot be played again, each with the reason.
NOT_PLAYED = {}


class Play:
    """One run of one scenario: `requests`, their `answers` as (status, content), and `outcomes`: the place of a step ->
    (outcome, message, what a comparison expected, how many were made).

    With a change, answer number `at` (in the order of requests) is changed, and every later answer to the very same
    request: an LMS that is wrong is wrong again when it is asked again. `strayed` says how the requests before it (all
    of them without a change) differ from those of `recorded`; then the run proves nothing."""

    def __init__(self, binary, place, options, recorded=None, at=None, change=None, sent=None):
        self.recorded, self.at, self.change, self.sent = recorded, at, change, sent or {}
        self.answers, self.headers, self.spoilt, self.made, self.strayed = {}, {}, None, 0, ""
        with tempfile.TemporaryDirectory(prefix="lmsaccept-") as folder:
            with Demo(binary, folder) as demo, Proxy(demo.base, self.spoil) as proxy:
                self.requests = proxy.seen
                place = alone(place, folder)
                write_project(folder, proxy.base, demo.token, top="evidence: %s" % ("none" if change else "all"))
                self.run = binary(folder, "run", "--quiet", "--jobs", "1", "--format", "csv", *options, place)
            self.read(pathlib.Path(folder) / "campaign.sqlite")

    def spoil(self, request):
        number = request.number
        self.compare(request)
        if self.change and number == self.at:
            self.spoilt = same(request)

        def answered(status, headers, content):
            if self.spoilt == same(request):
                changed = self.change.make(content, self.live)
                if changed is not None:
                    content, self.made = changed, self.made + 1
                    status = self.change.status or status
                    headers = self.change.headers(headers) if self.change.header else headers
                    time.sleep(self.change.delay)
            self.answers[number], self.headers[number] = (status, content), headers
            return status, headers, content
        return answered

    def compare(self, request):
        number = request.number
        if self.recorded is None or self.strayed or self.change and number > self.at:
            return
        was = self.recorded.requests[number:number + 1]
        if not was or kind_of(request) != kind_of(was[0]):
            self.strayed = "request %d is %s, was %s" % (number, kind_of(request), [kind_of(r) for r in was])

    def live(self, name):
        """What this run says for a name of the recorded one: the value that it sent in its place, or the key of its own
        copy (`AVG-01` is `AVG-01~x7d3k2` in the LMS)."""
        if name in self.sent:
            number, field = self.sent[name]
            return fields(self.requests[number])[field]
        copies = re.compile(re.escape(name) + COPY + r"(?![a-z0-9])")
        for request in self.requests:
            found = copies.search(" ".join(fields(request).values()))
            if found:
                return found.group()
        return name

    def read(self, path):
        self.plan, self.exchanges, self.outcomes, self.notes = None, [], {}, {}
        if not path.exists():
            return
        database = sqlite3.connect(path)
        self.plan = plans(database)[0]
        self.exchanges = database.execute(
            "SELECT e.step, e.method, e.url, coalesce(b.bytes, x'') FROM exchange e"
            " LEFT JOIN body b ON b.digest = e.request_body WHERE e.scenario >= 0 ORDER BY e.attempt, e.number").fetchall()
        self.outcomes = outcomes_of(database)[0]
        self.notes = {ordinal: json.loads(more or "{}").get("notes", []) for ordinal, more in database.execute(
            "SELECT ordinal, more FROM step WHERE scenario >= 0 ORDER BY attempt")}
        database.close()

    def told(self, before=None):
        """The place of a step -> its outcome; of the steps before one, or of all."""
        return {ordinal: outcome for ordinal, (outcome, *_) in self.outcomes.items() if before is None or ordinal < before}

    def steps(self):
        """The step of each request. A redirect belongs to the step of what was redirected; None for requests outside of
        the scenario. One that leads to what the step then asks for itself looks like that: it is tried as a redirect first."""
        found, left = self.matched(self.leads_here)
        if left:
            found, left = self.matched(lambda number: False)
        if left:
            raise SystemExit("%s: the campaign has a request that the proxy did not see in its place: %s" % (
                self.plan["id"], left[0]))
        return found

    def matched(self, is_redirected):
        result, left, current = [], collections.deque(self.exchanges), None
        for number, request in enumerate(self.requests):
            if left and not is_redirected(number) and is_about(left[0], request):
                current = left.popleft()[0]
            elif not (number and 300 <= self.answers[number - 1][0] < 400 and request.method == "GET"):
                current = None
            result.append(current)
        return result, left

    def leads_here(self, number):
        """Whether a request goes where the answer before it sent whoever asked."""
        led = [value for name, value in self.headers.get(number - 1, []) if name.lower() == "location"]
        return bool(led) and self.requests[number].method == "GET" and led[0].endswith(self.requests[number].path)


def plans(database):
    """The plan of each scenario of a campaign's only run, in their order."""
    rows = database.execute("SELECT b.bytes FROM run_scenario s JOIN body b ON b.digest = s.plan ORDER BY s.idx")
    return [json.loads(row[0]) for row in rows]


def outcomes_of(database):
    """Of each scenario of a campaign's only run, in their order: the place of a step -> (outcome, message, what a comparison
    expected, how many were made), of its last attempt."""
    found = {idx: {} for idx, in database.execute("SELECT idx FROM run_scenario ORDER BY idx")}
    for idx, ordinal, *told in database.execute(
            "SELECT scenario, ordinal, outcome, message, expected, checks FROM step WHERE scenario >= 0 ORDER BY attempt"):
        found[idx][ordinal] = told
    return list(found.values())


def alone(place, folder):
    """`file:line#3`: the third row of the examples that stand in a file of their own, as a copy of all scenarios in which that
    file has no other; any other place as it is."""
    place, _, row = str(place).partition("#")
    if not row:
        return place
    path, _, line = place.rpartition(":")
    path = pathlib.Path(path)
    copied = pathlib.Path(folder) / "Scenarios"
    shutil.copytree(scenarios, copied)
    lines = path.read_text(encoding="utf-8").splitlines()
    named = [text.split("@examples:")[1].split()[0] for text in lines[:int(line)] if "@examples:" in text][-1]
    table = copied / named
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text(rows[0] + rows[int(row)], encoding="utf-8")
    return "%s:%s" % (copied / path.relative_to(scenarios), line)


def fields(request):
    """The form fields of a request, the last value of each."""
    return {name: values[-1] for name, values in parse_qs(request.body.decode(errors="replace")).items()}


def same(request):
    return request.method, request.path, request.body


def kind_of(request):
    """What two runs of a scenario have in common of one request."""
    return request.method, request.path.split("?")[0], request.function


def is_about(exchange, request):
    """Whether the campaign's exchange is this request; what is secret in it is masked and is not compared."""
    _, method, url, body = exchange
    place, was = ("/" + url.split("/", 3)[3]).split(MASK)[0], request.path
    if method != request.method or place != (was[:len(place)] if MASK in url else was):
        return False
    if "multipart/" in request.headers.get("Content-Type", ""):
        return True
    told, was = (parse_qs(text.decode(errors="replace"), keep_blank_values=True) for text in (body, request.body))
    return all(was.get(name) == value for name, value in told.items() if MASK not in name + "".join(value))
