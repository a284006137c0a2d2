#!/usr/bin/env python3
"""No secret leaves the place where it was given: canaries.py BINARY

Secrets stand in every place that can hold one, and the server echoes them in every place of an answer; a step fails, so
that evidence is stored. None of them may be in any file that the run wrote or on its outputs, in any spelling.
"""
import base64, json, pathlib, urllib.parse
from acceptance import Checks, Demo, Proxy, Spoilt, binary_argument, folder, people_rows, scenarios, write_project

# With characters that every encoding spells in another way.
CANARIES = {
    "an entry of the secrets file": "Zk7-file+/= canary.aA1!",
    "an environment variable": "Zk7-environment&canary%aA1!",
    "the password of a person": "Zk7-person\"canary<aA1!",
    "the token of a person": "ce1fa9a2c3b4d5e6f708192a3b4c5d6e",
    "the password of the administrator": "Zk7-admin'canary>aA1!",
    "a secret setting": "Zk7-setting\\canary~aA1!",
    "the general password": "Zk7-general;canary?aA1!",
}
# Stands beside the secrets and is none: it must be found, or the look finds nothing.
MARKER = "Zk7-plain marker"
STEP = """
local moodle = require "moodle"
on("probe.echo", function(actor)
  local hidden = secret("Zk7-declared canary,aA1!")
  local answer = moodle.lms:as(actor):get("/echo", { query = { note = hidden, again = setting "api_key" }, headers = { ["X-Note"] = hidden } })
  log("the answer was " .. answer.text)
  attach("answer.txt", answer.text, "text/plain")
  expect(answer.text, "answer " .. hidden).equals("something else")
end)
"""
VOCABULARY = """
area "USR"
step "probe.echo" { en = "{actor} sees the echo", nl = "{actor} ziet de echo", kind = "check", doc = "Echo.", examples = { '"sanne" sees the echo' } }
"""
FEATURE = """@area:USR
Feature: Echo
  @id:ECHO-1
  Scenario: Everything comes back
    Given the following new "courses" exist:
      | shortname | fullname |
      | ECHO      | Echo     |
    And "sanne" is learner of "ECHO"
    When "sanne" opens "ECHO"
    Then "sanne" sees the echo

  @id:ECHO-2
  Scenario: A person with a token
    When "tim" reads the profile of "tim"
    Then the profile shows city "Atlantis"
"""
CANARIES["a value declared by an adapter"] = "Zk7-declared canary,aA1!"


def spellings(secret):
    """What one would find by looking: as it is, and as addresses, JSON, HTML, Base64 and hexadecimal spell it."""
    raw = secret.encode()
    found = {raw, urllib.parse.quote(secret, safe="").encode(), urllib.parse.quote_plus(secret).encode(),
             urllib.parse.quote(urllib.parse.quote(secret, safe=""), safe="").encode(),
             json.dumps(secret)[1:-1].encode(), json.dumps(secret)[1:-1].replace("/", "\\/").encode(),
             html(secret, "&#39;").encode(), html(secret, "&#039;").encode(), raw.hex().encode(), raw.hex().upper().encode()}
    for lead in (b"", b"x", b"xy"):
        # Without the characters that also depend on the neighbours.
        text = base64.b64encode(lead + raw + b"zzz")
        inner = text[(len(lead) * 8 + 5) // 6:(len(lead) + len(raw)) * 8 // 6]
        found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def html(text, apostrophe):
    for sign, spelt in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", apostrophe)):
        text = text.replace(sign, spelt)
    return text


def echo(request):
    """Every canary in every place of an answer that is stored as evidence."""
    if not request.path.startswith("/echo"):
        return None
    all = list(CANARIES.values())
    lines = [MARKER] + [json.dumps({"token": s, "note": "x" + s + "y", "list": [s]}) for s in all]
    lines += ["<p title='%s'>%s</p><input type=hidden name=note value=\"%s\">" % (html(s, "&#39;"), html(s, "&#039;"), html(s, "&#39;")) for s in all]
    lines += ["?note=%s&again=%s" % (urllib.parse.quote(s, safe=""), urllib.parse.quote_plus(s)) for s in all]
    lines += [base64.b64encode(b"x" * n + s.encode() + b"tail").decode() for s in all for n in range(3)]
    lines += [s.encode().hex() for s in all]
    body = "\n".join(lines).encode()
    query = urllib.parse.urlencode([("note", s) for s in all])
    plain = [s for s in all if "\n" not in s]
    headers = [("Set-Cookie", "note=%s; Path=/" % urllib.parse.quote(s, safe="")) for s in plain]
    headers += [("X-Note", s) for s in plain] + [("X-Encoded", base64.b64encode(s.encode()).decode()) for s in plain]
    if "hop=1" not in request.path:
        return Spoilt(302, b"", "text/plain", headers + [("Location", "/echo?hop=1&" + query)])
    return Spoilt(200, body, "text/plain", headers)


def files(place):
    return [p for p in pathlib.Path(place).rglob("*") if p.is_file()]


def main():
    binary = binary_argument(__doc__)
    checks = Checks("canaries")
    with folder() as place, folder() as outside, Demo(binary, outside) as demo:
        place, outside = pathlib.Path(place), pathlib.Path(outside)
        # The administrator has a canary as password as well, so that signing in over forms carries one.
        demo.post("/webservice/rest/server.php", {
            "wstoken": demo.token, "moodlewsrestformat": "json", "wsfunction": "core_user_update_users",
            "users[0][id]": "2", "users[0][password]": CANARIES["the password of the administrator"]})
        secrets = outside / "secrets.yaml"
        secrets.write_text("moodle:\n  note: %s\n  admin: %s\n  token: %s\n" % (
            json.dumps(CANARIES["an entry of the secrets file"]),
            json.dumps(CANARIES["the password of the administrator"]), json.dumps(demo.token)))
        people = people_rows()
        for person in people:
            person["password"] = "${env:CANARY_PERSON}" if person["handle"] == "sanne" else "${env:CANARY_GENERAL}"
        next(p for p in people if p["handle"] == "tim")["token"] = "${env:CANARY_TOKEN}"
        environment = {
            "LMSACCEPT_SECRETS_FILE": str(secrets), "CANARY_PERSON": CANARIES["the password of a person"],
            "CANARY_GENERAL": CANARIES["the general password"], "CANARY_TOKEN": CANARIES["the token of a person"],
            "CANARY_ENVIRONMENT": CANARIES["an environment variable"], "CANARY_SETTING": CANARIES["a secret setting"]}
        with Proxy(demo.base, echo) as proxy:
            write_project(
                place, proxy.base, "${secret:moodle.token}", people=people, admin_password="${secret:moodle.admin}",
                secret_password="${env:CANARY_GENERAL}",
                settings={"api_key": "${env:CANARY_SETTING}", "unused": "${env:CANARY_ENVIRONMENT}", "note": "${secret:moodle.note}"},
                top='evidence: all\nsecrets: "${env:LMSACCEPT_SECRETS_FILE}"')
            (place / "Steps").mkdir()
            (place / "Steps" / "echo.lua").write_text(STEP.replace('"Zk7-declared canary,aA1!"', '"Zk7-declared " .. "canary,aA1!"'))
            (place / "Library" / "vocabulary").mkdir(parents=True)
            (place / "Library" / "vocabulary" / "echo.lua").write_text(VOCABULARY)
            (place / "Scenarios").mkdir()
            (place / "Scenarios" / "echo.feature").write_text(FEATURE)

            def run(*arguments):
                return binary(place, *arguments, environment=environment)

            options = ["--library", "Library"]
            commands = [run("check", *options), run("run", *options, "--format", "csv,worksheets,html,junit,messages")]
            rows = {(r["scenario"], r["step_outcome"]) for r in commands[-1].rows}
            checks.check(("ECHO-1", "failed") in rows, "a step failed, so that evidence is stored", commands[-1].text)
            checks.check(any(p.path.startswith("/echo?hop=1") for p in proxy.seen), "the redirect was followed", [p.path for p in proxy.seen][-5:])
            checks.check(
                any(CANARIES["the password of a person"].encode() in urllib.parse.unquote_to_bytes(p.body.replace(b"+", b" ")) for p in proxy.seen),
                "the password of a person was really sent")
            commands += [run("doctor", *options), run("run", *options, "--jobs", "1", scenarios / "en" / "acc.feature")]
            commands += [run("show", *options, "1"), run("show", *options, "1", "ECHO-1"), run("show", *options, "--list")]
            exchanges = 0
            for id in ("ECHO-1", "ECHO-2"):
                for number in range(1, 40):
                    shown = run("show", *options, "1", id, "--exchange", number)
                    if shown.code != 0:
                        break
                    exchanges += 1
                    commands += [shown, run("show", *options, "1", id, "--exchange", number, "--curl")]
            checks.check(exchanges >= 4, "exchanges can be shown", exchanges)
            echoes = [c.out for c in commands if MARKER in c.out]
            checks.check(echoes, "the echo can be shown")
            checks.check(any(c.count("•••") > 40 for c in echoes), "what was secret in it is masked", echoes[:1])
            commands += [run("clean", *options)]

        canaries = dict(CANARIES, **{"the token of the administrator": demo.token})
        outputs = b"\n".join(c.raw_out + c.raw_err for c in commands)
        written = {p: p.read_bytes() for p in files(place)}
        checks.check(any(p.suffix == ".sqlite" for p in written), "there is a store", list(written))
        checks.check(len(written) >= 8, "there are reports", list(written))
        # The look itself must be able to find something: what the project says in clear is there.
        checks.check(any(b"Everything comes back" in content for p, content in written.items() if "Reports" in p.parts), "the look finds what is there")
        for name, secret in canaries.items():
            leaks = []
            for spelling in spellings(secret):
                leaks += ["%s: %r" % (p.relative_to(place), spelling) for p, content in written.items() if spelling in content]
                at = outputs.find(spelling)
                if at >= 0:
                    leaks.append("output: %r" % outputs[max(0, at - 80):at + 80])
            checks.check(not leaks, "%s stays where it was given" % name, "\n".join(leaks[:10]))
    checks.end()


main()
