#!/usr/bin/env python3
"""A refusal counts only when it is one: allowed.py BINARY [--project FOLDER]

Every attempt that the adapter for Moodle automates is made by somebody who may, or with what is free: the sentences "the
request is refused" and "the request is rejected" must then fail.
And what only looks like a refusal is none: a function that a service lacks, a wrong session key, a password that must be
changed first, an HTML page. --project runs the first part on the LMS of that project instead of the built-in one.
"""
import pathlib, re, sys
from acceptance import (
    Checks, Demo, Proxy, Spoilt, binary_argument, folder, here, moodle_error, page, root, scenarios, write_project)

CREATE = "core_user_create_users"


def pattern(wording):
    """What a sentence with this wording looks like: anything for {parameters}, one of the words/others."""
    parts = []
    for part in re.split(r"(\{[^}]*\})", wording):
        words = re.sub(r"[\w]+(?:/[\w]+)+", lambda m: "(?:%s)" % m.group().replace("/", "|"), re.escape(part))
        parts.append(".+" if part.startswith("{") else words)
    return re.compile("".join(parts) + "$")


def attempts():
    """id -> patterns of the English wordings of every attempt that the adapter for Moodle has a body for."""
    bodies = "".join(f.read_text(encoding="utf-8") for f in (root / "Library" / "adapters" / "moodle").glob("*.lua"))
    found = {}
    for file in sorted((root / "Library" / "vocabulary").glob("*.lua")):
        for id, body in re.findall(r'^step "([\w.]+)" \{\n(.*?)^\}', file.read_text(encoding="utf-8"), re.M | re.S):
            wordings = re.search(r'attempt = \{\s*en = (\{.*?\n?\s*\}|".*?"),', body, re.S)
            if wordings and 'on("%s"' % id in bodies:
                found[id] = [pattern(wording) for wording in re.findall(r'"(.*?)"', wordings.group(1))]
    return found


def somebody_who_may(checks, binary, place):
    run = binary(place, "run", "--quiet", "--format", "csv", here / "allowed.feature")
    rows = run.rows
    tried = [r for r in rows if r["keyword"].strip() == "Then"]
    checks.check(len(tried) >= 22, "every attempt is made", run.text)
    for row in tried:
        checks.equal((row["step_outcome"], row["cause"], row["actual"]), ("failed", "expectation", '"accepted"'),
                     "allowed, so not %s: %s" % (row["text"].split()[-1], row["example"]), run.text)
    made = [r["text"] for r in rows if " tries to " in r["text"] and r["step_outcome"] == "passed"]
    known = attempts()
    checks.check(len(known) >= 18, "the attempts of the adapter are found", sorted(known))
    for id, wordings in known.items():
        for wording in wordings:
            checks.check(any(map(wording.match, made)), "%s is tried by somebody who may: %s" % (id, wording.pattern), made)


def service_lacks_it(checks, binary, demo):
    """The people's service is the one of the mobile app: it creates no users, whoever asks."""
    with folder() as place:
        write_project(place, demo.base, demo.token, settings={"service": "moodle_mobile_app"})
        run = binary(place, "run", "--quiet", "--format", "csv", "--id", "ACC-08", scenarios / "en")
        asked = [r for r in run.rows if r["text"].endswith("tries to create a user")]
        checks.check(len(asked) == 2, "two people try", run.text)
        for row in asked:
            checks.equal((row["step_outcome"], row["cause"]), ("awaiting", "not-automated"),
                         "a function that the service lacks is no refusal: %s" % row["example"], row["message"])
            checks.check("does not offer " + CREATE in row["message"], "it is named", row["message"])
            checks.check(row["row"], "a person is asked instead", row)
        said = [r["step_outcome"] for r in run.rows if r["text"] == "the request is refused" and "create a user" in r["example"]]
        checks.equal(set(said), {"awaiting"}, "nothing is said of the refusal", run.text)


def looks_like_a_refusal(checks, binary, demo):
    cases = [
        ("a wrong session key", moodle_error("invalidsesskey", "Your session has most likely timed out. Please log in again.")),
        ("a password to be changed first", moodle_error("forcepasswordchangenotice", "You must change your password to proceed.")),
        ("a policy to be agreed to first", moodle_error("sitepolicynotagreed", "Site policy not agreed")),
        ("a page that says 403", Spoilt(403, page("403 Forbidden by the firewall"), "text/html")),
        ("a page that says 200", Spoilt(200, page("Log in to the site"), "text/html")),
        ("a function that the site lacks", moodle_error("invalidrecordunknown", "Can't find data record in database.")),
    ]
    for title, answer in cases:
        def tried(request):
            return answer if request.function == CREATE and request.token != demo.token else None
        with folder() as place, Proxy(demo.base, tried) as proxy:
            write_project(place, proxy.base, demo.token)
            run = binary(place, "run", "--quiet", "--format", "csv", "--id", "ACC-08", scenarios / "en")
            said = [r for r in run.rows if r["text"] == "the request is refused" and "create a user" in r["example"]]
            checks.check(len(said) == 2, title + ": two people try", run.text)
            checks.check(all(r["step_outcome"] != "passed" for r in said), title + " is no refusal", run.text)


def main():
    binary = binary_argument(__doc__)
    checks = Checks("allowed")
    if "--project" in sys.argv:
        somebody_who_may(checks, binary, pathlib.Path(sys.argv[sys.argv.index("--project") + 1]))
        checks.end()
    with folder() as place, Demo(binary, place) as demo:
        with folder() as project:
            write_project(project, demo.base, demo.token)
            somebody_who_may(checks, binary, project)
        service_lacks_it(checks, binary, demo)
        looks_like_a_refusal(checks, binary, demo)
    checks.end()


main()
