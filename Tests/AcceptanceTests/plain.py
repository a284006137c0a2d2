#!/usr/bin/env python3
"""Plain requests, for what no vocabulary has a word for, compare what was answered and reach no other host: plain.py BINARY"""
from acceptance import Checks, Demo, Proxy, binary_argument, folder, here, root, write_project

# What each scenario of plain.feature comes to.
OUTCOMES = {
    "HTTP-01": "passed", "HTTP-02": "failed", "HTTP-03": "failed", "HTTP-04": "failed",
    "HTTP-05": "broken", "HTTP-06": "broken", "HTTP-07": "broken"}
DUTCH = """# language: nl
Functionaliteit: Kale verzoeken

  @id:HTTP-01
  Scenario: Wat het antwoord zegt wordt vergeleken
    Als "sanne" GET "/login/token.php?username=nobody&password=x&service=lmsaccept" verstuurt
    Dan heeft het antwoord status 200
    En is veld "errorcode" van het antwoord "invalidlogin"
"""


def main():
    binary, checks = binary_argument(__doc__), Checks("plain requests")
    with folder() as place, Demo(binary, place) as demo, Proxy(demo.base, lambda request: None) as proxy:
        write_project(place, proxy.base, demo.token)
        run = binary(place, "run", "--quiet", "--format", "csv", here / "plain.feature")
        found = {id: outcome for (id, _), outcome in run.outcomes().items()}
        for id, outcome in OUTCOMES.items():
            checks.equal(found.get(id), outcome, "%s is %s" % (id, outcome), run.text)
        # What is left of such an address must not be asked of the LMS either.
        strayed = [r.path for r in proxy.seen if "example.org" in r.path or "example.org" in str(r.headers.get("Host"))]
        checks.equal(strayed, [], "an address of another host is not asked for")
    with folder() as place:
        lenient, strict = (binary(place, "check", *options, here / "plain.feature") for options in ((), ("--strict",)))
        lines = [line.strip() for line in (here / "plain.feature").read_text(encoding="utf-8").splitlines()]
        uses = sum(line.startswith(("When ", "Then ", "And ")) for line in lines)
        checks.equal((lenient.code, lenient.text.count("warning[plan.generic]")), (0, uses), "check warns of each", lenient.text)
        checks.equal((strict.code, strict.text.count("error[plan.generic]")), (3, uses), "check --strict refuses each", strict.text)
        pack = binary(place, "check", "--strict", root / "Scenarios" / "en")
        checks.equal(pack.code, 0, "the pack has words for all that it says", pack.text)
    with folder() as place:
        feature = place + "/plain.feature"
        with open(feature, "w", encoding="utf-8") as file:
            file.write(DUTCH)
        run = binary(place, "run", "--quiet", "--format", "csv", feature)
        checks.equal(set(run.outcomes().values()), {"passed"}, "the same in Dutch", run.text)
    checks.end()


main()
