#!/usr/bin/env python3
"""Whatever is done to a frozen, decided and signed bundle is seen: tampering.py BINARY [FLIPS] [SEED]

At least FLIPS (default 10000) random changes of single bytes over every file of a bundle, every byte of each signature,
every file cut short, taken out or added, every journal line taken out or moved, entries exchanged between reports, signers
who may not, keys that were revoked. Each has to be refused with the right sentence.
"""

import hashlib
import json
import os
import random as randomness
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from bundle import FEATURE, MACHINE_ONLY, Trouble, World, copy, day, linked_copy

BATCH = 250


class Count:
    def __init__(self):
        self.passed, self.failed = 0, []

    def check(self, ok, what):
        if ok:
            self.passed += 1
        else:
            self.failed.append(what)


def files_of(bundle):
    return sorted(str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_file())


def verify_many(world, folders):
    """First thing that does not hold of each bundle, in one process."""
    done = world.run("verify", "--brief", *folders, code=None)
    lines = done.stdout.splitlines()
    if len(lines) != len(folders):
        raise Trouble("verify: %d lines for %d bundles, exit %d\n%s" % (len(lines), len(folders), done.returncode, done.stderr))
    said = {}
    for folder, line in zip(folders, lines):
        name, _, sentence = line.partition(": ")
        assert name == str(folder), (name, folder)
        said[str(folder)] = sentence
    return said


def wrong_for(path, sentence):
    """What a change of a file has to lead to: its name stands in the sentence, or what its bytes mean."""
    if sentence == "holds":
        return True
    if path in sentence:
        return False
    # A changed manifest is another report; a changed entry breaks the one that follows it.
    if path == "manifest.json":
        return not any(word in sentence for word in ["another report", "names", "missing", "code"])
    if path == "content.json":
        return "code" not in sentence
    # A changed entry breaks the one that follows it.
    return not (path.startswith("decisions/") and "does not follow" in sentence)


def flips(world, bundle, count, work, total, random):
    """Random changes; all bytes of signatures and entries among them."""
    files = files_of(bundle)
    wanted = []
    for path in files:
        size = (bundle / path).stat().st_size
        if path.endswith(".sig"):
            wanted += [(path, place, random.randrange(1, 256)) for place in range(size)]
    while len(wanted) < total:
        path = random.choice(files)
        size = (bundle / path).stat().st_size
        if size:
            wanted.append((path, random.randrange(size), random.choice([1 << random.randrange(8), random.randrange(1, 256)])))
    batches = [wanted[start:start + BATCH] for start in range(0, len(wanted), BATCH)]

    def one(numbered):
        number, batch = numbered
        place = work / ("flips-%d" % number)
        folders = []
        for index, (path, offset, mask) in enumerate(batch):
            folder = place / str(index)
            linked_copy(bundle, folder, path)
            changed = bytearray((bundle / path).read_bytes())
            changed[offset] ^= mask
            (folder / path).write_bytes(changed)
            folders.append(folder)
        said = verify_many(world, folders)
        shutil.rmtree(place)
        return [(change, said[str(folder)]) for change, folder in zip(batch, folders)]

    with ThreadPoolExecutor(2) as pool:
        for answers in pool.map(one, enumerate(batches)):
            for (path, offset, mask), sentence in answers:
                count.check(not wrong_for(path, sentence), "%s, byte %d ^ %d: %s" % (path, offset, mask, sentence))


class Mutations:
    """One change of a copy at a time, with the sentence it must lead to."""

    def __init__(self, world, bundle, work, count):
        self.world, self.bundle, self.work, self.count = world, bundle, work, count
        self.waiting = []

    def add(self, what, sentence, change):
        folder = copy(self.bundle, self.work / ("mutation-%d" % len(self.waiting)))
        change(folder)
        self.waiting.append((what, sentence, folder))

    def settle(self):
        for start in range(0, len(self.waiting), BATCH):
            part = self.waiting[start:start + BATCH]
            said = verify_many(self.world, [folder for _, _, folder in part])
            for what, sentence, folder in part:
                found = said[str(folder)]
                self.count.check(sentence in found if sentence else found != "holds", "%s: \"%s\", expected \"%s\"" % (what, found, sentence))
                shutil.rmtree(folder)
        self.waiting = []


def rewrite(path, change):
    """Changes a canonical JSON file and writes it canonically again: what a careful forger would do."""
    value = json.loads(path.read_text())
    change(value)
    path.write_bytes(canonical(value))


def canonical(value):
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n").encode()


def mutate(mutations, bundle, other):
    for path in files_of(bundle):
        mutations.add("without " + path, "", lambda folder, path=path: (folder / path).unlink())
        mutations.add("cut " + path, "", lambda folder, path=path: (folder / path).write_bytes((folder / path).read_bytes()[:-1]))
        mutations.add("longer " + path, "", lambda folder, path=path: (folder / path).write_bytes((folder / path).read_bytes() + b"\n"))
        mutations.add("a link for " + path, "", lambda folder, path=path: ((folder / path).unlink(), (folder / path).symlink_to(bundle / path)))
    lines = (bundle / "journal.jsonl").read_bytes().splitlines(keepends=True)
    for place in range(len(lines)):
        rest = lines[:place] + lines[place + 1:]
        mutations.add("journal without line %d" % (place + 1), "journal.jsonl", lambda folder, rest=rest: (folder / "journal.jsonl").write_bytes(b"".join(rest)))
        if place:
            moved = lines[:place - 1] + [lines[place], lines[place - 1]] + lines[place + 1:]
            mutations.add("journal lines %d, %d exchanged" % (place, place + 1), "journal.jsonl",
                          lambda folder, moved=moved: (folder / "journal.jsonl").write_bytes(b"".join(moved)))
    mutations.add("a file more", "belongs to nothing", lambda folder: (folder / "note.txt").write_text("x"))
    mutations.add("a file more among the decisions", "belongs to nothing", lambda folder: (folder / "decisions" / "note.txt").write_text("x"))
    mutations.add("a folder more", "belongs to nothing", lambda folder: (folder / "more").mkdir())
    mutations.add("a link more", "is a link", lambda folder: (folder / "link").symlink_to("/etc/hostname"))
    mutations.add("a pipe more", "neither a file nor a folder", lambda folder: os.mkfifo(folder / "pipe"))
    for path in ["manifest.json", "content.json", "facts.json", "signers.json"] + [path for path in files_of(bundle) if path.startswith("decisions/") and path.endswith(".json")]:
        mutations.add("spaces in " + path, path, lambda folder, path=path: (folder / path).write_text(
            json.dumps(json.loads((folder / path).read_text()), ensure_ascii=False, sort_keys=True) + "\n"))
        mutations.add("another order in " + path, path, lambda folder, path=path: (folder / path).write_text(
            json.dumps(dict(reversed(json.loads((folder / path).read_text()).items())), ensure_ascii=False, separators=(",", ":")) + "\n"))
    entries = sorted(path for path in files_of(bundle) if path.startswith("decisions/") and path.endswith(".json"))
    for path in entries:
        mutations.add("forged reason in " + path, "", lambda folder, path=path: rewrite(folder / path, lambda value: value.update(at="2026-01-01T00:00:00+01:00")))
        mutations.add("a key more in " + path, "does not say what an entry says", lambda folder, path=path: rewrite(folder / path, lambda value: value.update(extra=1)))
        mutations.add("another revision in " + path, "another report", lambda folder, path=path: rewrite(folder / path, lambda value: value.update(revision=2)))
        mutations.add("no rehearsal in " + path, "mixes", lambda folder, path=path: rewrite(folder / path, lambda value: value.update(rehearsal=False)))
    last = entries[-1]
    mutations.add("the last signature's meaning", "does not say what approved means", lambda folder: rewrite(
        folder / last, lambda value: value["signature"].update(statement="I accept everything.")))
    mutations.add("a signature moved here from another report", "another report", lambda folder: [
        shutil.copy(other / (last + ending), folder / (last + ending)) for ending in ["", ".sig"]])
    mutations.add("the armour of another report", "does not hold", lambda folder: shutil.copy(other / (last + ".sig"), folder / (last + ".sig")))
    signature = (bundle / (last + ".sig")).read_text()
    body = "".join(signature.splitlines()[1:-1])
    head, tail = signature.splitlines()[0], signature.splitlines()[-1]
    for what, text in [
            ("shorter lines", "\n".join([head] + [body[i:i + 64] for i in range(0, len(body), 64)] + [tail]) + "\n"),
            ("one line", head + "\n" + body + "\n" + tail + "\n"), ("CRLF", signature.replace("\n", "\r\n")),
            ("text before", "x\n" + signature), ("text behind", signature + "x\n"), ("a blank", signature.replace("\n", " \n", 2)),
            ("no last line end", signature.rstrip("\n"))]:
        mutations.add("armour with " + what, "is refused", lambda folder, text=text: (folder / (last + ".sig")).write_bytes(text.encode()))


def report_code(digest):
    """The SHA-256 as a fraction of 2^256, in 20 digits of base 29."""
    rest, letters = int.from_bytes(digest, "big"), ""
    for _ in range(20):
        letters += "23456789BCDFGHJKLMNPQRSTVWXYZ"[rest * 29 >> 256]
        rest = rest * 29 % (1 << 256)
    return "-".join(letters[place:place + 5] for place in range(0, 20, 5))


def remade(bundle, folder, change):
    """What a forger does who changes something before anybody signed: every list and the code are made anew."""
    copy(bundle, folder)
    shutil.rmtree(folder / "decisions")
    before = json.loads((folder / "manifest.json").read_text())
    change(folder)

    def named(path):
        data = (folder / path).read_bytes()
        return {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}

    content = json.loads((folder / "content.json").read_text())
    content["files"] = [named(file["path"]) for file in content["files"]]
    (folder / "content.json").write_bytes(canonical(content))
    code = report_code(hashlib.sha256(canonical(content)).digest())
    made = [file["path"] for file in before["files"]]
    for path in made:
        if path not in ("content.json", "SHA256SUMS"):
            (folder / path).write_bytes((folder / path).read_bytes().replace(before["code"].encode(), code.encode()))
    listed = sorted(content["files"] + [named(path) for path in made if path != "SHA256SUMS"], key=lambda file: file["path"].encode())
    (folder / "SHA256SUMS").write_text("".join("%s  %s\n" % (file["sha256"], file["path"]) for file in listed))
    (folder / "manifest.json").write_bytes(canonical(dict(before, code=code, files=[named(path) for path in made])))
    return folder


def journals(world, bundle, work, count):
    """The journal's own chain, where no other list gives the change away."""
    lines = (bundle / "journal.jsonl").read_bytes().splitlines(keepends=True)

    def case(what, changed, sentence):
        folder = remade(bundle, work / "remade", lambda folder: (folder / "journal.jsonl").write_bytes(b"".join(changed)))
        done = world.run("verify", folder, code=None)
        faults = [line for line in done.stdout.splitlines() if line.startswith("  DOES NOT")]
        ok = len(faults) == 1 and sentence in faults[0] if sentence else not faults
        count.check(ok, "%s, all lists made anew: \"%s\" expected\n%s" % (what, sentence, done.stdout))

    case("nothing changed", lines, "")
    for place in range(len(lines)):
        case("without line %d" % (place + 1), lines[:place] + lines[place + 1:], "journal.jsonl")
        changed = lines[place].replace(b'"actor":"marieke', b'"actor":"somebody')
        case("line %d by somebody else" % (place + 1), lines[:place] + [changed] + lines[place + 1:], "journal.jsonl")
    case("two lines exchanged", [lines[1], lines[0]] + lines[2:], "journal.jsonl")


def authority(world, bundle, count):
    """Who may not, may not: by the commands."""
    def refused(sentence, *arguments, code=2):
        try:
            world.says(sentence, *arguments, code=code)
            count.check(True, "")
        except Trouble as trouble:
            count.check(False, str(trouble))

    keys = world.folder / "keys"
    refused("may not sign approved", "sign", "--as", "Bert Smit", "--meaning", "approved", "--key", keys / "bert", "--yes")
    refused("has signed approved already", "sign", "--as", "Anna Bakker", "--meaning", "approved", "--key", keys / "anna", "--yes")
    refused("is not the key of Anna Bakker", "sign", "--as", "Anna Bakker", "--meaning", "rejected", "--key", keys / "bert", "--yes")
    refused("nothing is rejected", "sign", "--as", "Anna Bakker", "--meaning", "rejected", "--key", keys / "anna", "--yes")
    refused("is not on the list of signers", "sign", "--as", "Dirk", "--meaning", "approved", "--key", keys / "anna", "--yes")
    refused("nobody is there to say yes", "sign", "--as", "Bert Smit", "--meaning", "reviewed", "--key", keys / "bert")
    refused("is Test lead of Noord", "sign", "--as", "Bert Smit", "--function", "Director", "--meaning", "reviewed", "--key", keys / "bert", "--yes")
    refused("the decision is signed", "decide", "--value", "rejected", "--by", "Anna Bakker", "--grounds", "ENR-R1")
    refused("the decision is signed", "advise", "--bundle", bundle, "--value", "go", "--by", "Bert Smit")


def before_decision(world, count):
    """Order and authority in a bundle of its own: each refused before, possible after."""
    def refused(sentence, *arguments, code=2):
        try:
            world.says(sentence, *arguments, code=code)
            count.check(True, "")
        except Trouble as trouble:
            count.check(False, str(trouble))

    keys = world.folder / "keys"
    past = {"Els Oud": ("els@noord.example", "Director", "Noord", ["approved"], world.key("els"), ["valid_until: 2025-12-31"]),
            "Fons Weg": ("fons@noord.example", "Director", "Noord", ["approved"], world.key("fons"), ["revoked: 2026-01-01"]),
            "Gea Later": ("gea@noord.example", "Director", "Noord", ["approved"], world.key("gea"), ["valid_from: 2099-01-01"])}
    world.usual_signers(past)
    refused("this can be frozen as a rehearsal only", "freeze")
    world.run("freeze", "--rehearsal")
    refused("no decision before an advice", "decide", "--value", "rejected", "--by", "Anna Bakker", "--grounds", "ENR-R1")
    refused("needs a reason", "advise", "--bundle", "acceptance/revision-1", "--value", "no-go", "--by", "Bert Smit")
    world.run("advise", "--bundle", "acceptance/revision-1", "--value", "no-go", "--by", "Bert Smit", "--reason", "too early")
    refused("no signature approved before a decision", "sign", "--as", "Anna Bakker", "--meaning", "approved", "--key", keys / "anna", "--yes")
    refused("may not decide", "decide", "--value", "rejected", "--by", "Bert Smit", "--grounds", "ENR-R1")
    refused("is not on the list", "decide", "--value", "rejected", "--by", "Nobody", "--grounds", "ENR-R1")
    refused("no reservation speaks of", "decide", "--value", "accepted", "--by", "Anna Bakker")
    refused("needs reservations", "decide", "--value", "accepted-with-reservations", "--by", "Anna Bakker")
    refused("is never chosen", "decide", "--value", "partly", "--by", "Anna Bakker")
    refused("what is missing", "decide", "--value", "deferred", "--by", "Anna Bakker")
    world.run("decide", "--value", "deferred", "--by", "Anna Bakker", "--next", day(45), "--missing", "mail")
    refused("nobody can approve", "sign", "--as", "Anna Bakker", "--meaning", "approved", "--key", keys / "anna", "--yes")
    world.decide()
    refused("was valid until 2025-12-31", "sign", "--as", "Els Oud", "--meaning", "approved", "--key", keys / "els", "--yes")
    refused("was revoked on 2026-01-01", "sign", "--as", "Fons Weg", "--meaning", "approved", "--key", keys / "fons", "--yes")
    refused("is valid from 2099-01-01", "sign", "--as", "Gea Later", "--meaning", "approved", "--key", keys / "gea", "--yes")
    refused("is not signed by the customer", "verify", "--require-signed", code=6)
    world.sign("Anna Bakker", "approved", "anna")
    world.run("verify", "--require-signed")
    refused("not accepted: it is a rehearsal", "verify", "--require-accepted", "--signers", "signers.yaml", code=6)
    refused("needs --signers FILE", "verify", "--require-accepted")
    done = world.run("verify")
    count.check("remark     decision: deferred, by Anna Bakker" in done.stdout and "replaced by a later one" in done.stdout,
                "a decision that was replaced is printed as one that holds: " + done.stdout)
    world.run("journal", "--check")


def incomplete(world, count):
    """What is not complete is frozen with a reason only, and then never simply accepted."""
    world.usual_signers()
    world.run("run", "--quiet")
    world.says("1 row awaits a verdict", "freeze", "--rehearsal", code=6)
    world.run("freeze", "--rehearsal", "--incomplete", "the date was agreed")
    folder = world.folder / "acceptance" / "revision-1"
    for path in ["report.html", "facts.json"]:
        count.check("the date was agreed" in (folder / path).read_text(), path + " does not say why it was frozen incomplete")
    world.run("advise", "--bundle", folder, "--value", "no-go", "--by", "Bert Smit", "--reason", "too early")
    world.says("no reservation speaks of", "decide", "--value", "accepted", "--by", "Anna Bakker", code=2)
    world.run("decide", "--value", "rejected", "--by", "Anna Bakker", "--grounds", "nothing was shown")
    world.says("nothing is accepted by the decision", "sign", "--as", "Anna Bakker", "--meaning", "approved", "--key",
               world.folder / "keys" / "anna", "--yes", code=2)
    world.sign("Anna Bakker", "rejected", "anna")
    done = world.run("verify", "--require-signed")
    count.check("although 1 row awaits a verdict" in done.stdout, "verify does not say that it was incomplete: " + done.stdout)
    for language, word in [("en", "Rejected"), ("nl", "Afgekeurd")]:
        world.run("record", "--language", language)
        count.check(word in (world.folder / "Reports" / "record.html").read_text(), "the record does not say " + word)


def forged(world, bundle, work, count):
    """Signatures that OpenSSH makes for whoever holds the key, and that no rule allows."""
    def sign(folder, path, key, namespace="rehearsal@lmsaccept"):
        (folder / (path + ".sig")).unlink(missing_ok=True)
        subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(world.folder / "keys" / key), "-n", namespace, str(folder / path)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    last = sorted(path for path in files_of(bundle) if path.endswith("-signature.json"))[-1]

    def case(what, sentence, change, *options):
        folder = copy(bundle, work / "forged")
        change(folder)
        done = world.run("verify", *options, folder, code=None)
        ok = done.returncode == 1 and sentence in done.stdout
        count.check(ok, "%s: exit %d, expected \"%s\"\n%s" % (what, done.returncode, sentence, done.stdout))

    def restate(folder, signer, **said):
        rewrite(folder / last, lambda value: value["signature"].update(**said))
        sign(folder, last, signer)

    case("another meaning, properly signed", "may not sign delivered", lambda folder: restate(folder, "anna", meaning="delivered"))
    case("another function, properly signed", "is Head of training of Noord", lambda folder: restate(folder, "anna", function="Director"))
    case("somebody else's key", "another key", lambda folder: sign(folder, last, "bert"))
    case("another name space", "was made for acceptance@lmsaccept", lambda folder: sign(folder, last, "anna", "acceptance@lmsaccept"))
    case("a name that nobody listed", "is not on the list", lambda folder: restate(folder, "anna", name="Dirk"))
    case("another fingerprint in the text", "names another key", lambda folder: restate(folder, "anna", key="SHA256:" + "A" * 43))

    def dated(folder, moment):
        rewrite(folder / last, lambda value: value.update(at=moment))
        sign(folder, last, "anna")

    case("dated before the decision", "dated before the entry", lambda folder: dated(folder, "2026-01-01T10:00:00+01:00"))
    case("dated in the future", "in the future", lambda folder: dated(folder, "2099-01-01T10:00:00+01:00"))

    # Known today: the key was lost before it signed.
    people = (world.folder / "signers.yaml").read_text()
    today = world.folder / "today.yaml"
    today.write_text(people.replace("  function: Head of training", "  function: Head of training\n  revoked: 2026-01-01"))
    case("revoked since", "was revoked on 2026-01-01", lambda folder: None, "--signers", today)
    today.write_text(people.replace("  function: Head of training", "  function: Head of training\n  revoked: 2099-01-01"))
    done = world.run("verify", "--signers", today, bundle)
    count.check("after this signature" in done.stdout, "a key that was revoked later: " + done.stdout)

    # Whoever makes a bundle writes its list: a reader's own list has to know the key and allow the meaning.
    for line in ("valid_until: 2026-01-01", "valid_from: 2099-01-01"):
        today.write_text(people.replace("  function: Head of training", "  function: Head of training\n  " + line))
        case("a key that was not valid then: " + line, "by the list of today", lambda folder: None, "--signers", today)
    today.write_text(re.sub(r"Anna Bakker:\n(?:  .*\n)+", "", people))
    case("a key that nobody vouches for", "is not on the list of today", lambda folder: None, "--signers", today)
    today.write_text(people.replace("meanings: [approved, rejected]", "meanings: [reviewed]"))
    case("a meaning that nobody allowed", "may not sign approved by the list of today", lambda folder: None, "--signers", today)
    today.write_text(people)
    done = world.run("verify", "--signers", today, bundle)
    count.check(done.returncode == 0 and "own list" not in done.stdout, "a list that knows all keys: " + done.stdout)
    count.check("only the bundle's own list" in world.run("verify", bundle).stdout, "without one, that is said")

    # What OpenSSH signs for a person without us is taken, byte for byte the same for Ed25519.
    first = sorted(path for path in files_of(bundle) if path.endswith("-signature.json"))[0]
    folder = copy(bundle, work / "forged")
    sign(folder, first, "bert")
    world.run("verify", folder)
    count.check((folder / (first + ".sig")).read_bytes() == (bundle / (first + ".sig")).read_bytes(), "Ed25519 signatures differ")

    # And OpenSSH takes ours, as README.txt says.
    for path in sorted(path for path in files_of(bundle) if path.endswith("-signature.json")):
        value = json.loads((bundle / path).read_text())
        seconds = value["at"]
        moment = subprocess.run(["date", "-u", "-d", seconds, "+%Y%m%d%H%M%S"], capture_output=True, text=True, check=True).stdout.strip()
        with open(bundle / path, "rb") as signed:
            done = subprocess.run(["ssh-keygen", "-Y", "verify", "-f", str(bundle / "allowed_signers"), "-n", "rehearsal@lmsaccept", "-I",
                                   value["signature"]["email"], "-O", "verify-time=" + moment, "-s", str(bundle / (path + ".sig"))], stdin=signed,
                                  capture_output=True, text=True, env={**world.environment, "TZ": "UTC"})
        count.check(done.returncode == 0 and "Good" in done.stdout, "ssh-keygen refuses %s: %s%s" % (path, done.stdout, done.stderr))
    done = subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"], cwd=bundle, capture_output=True, text=True)
    count.check(done.returncode == 0, "sha256sum: " + done.stdout + done.stderr)


def attachments(world, bundle, work, count):
    """What was signed elsewhere joins the chain, bound by the code."""
    code = json.loads((bundle / "manifest.json").read_text())["code"]
    folder = copy(bundle, work / "attached")
    good, bad, scan, text = (work / name for name in ["signed.pdf", "other.pdf", "scan.png", "scan.txt"])
    good.write_bytes(b"%PDF-1.7\n1 0 obj << /Title (" + code.encode("utf-16-be").hex().upper().encode() + b") >> endobj\n%%EOF\n")
    bad.write_bytes(b"%PDF-1.7\n%%EOF\n")
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    text.write_text("signed")
    for what, sentence, arguments in [("a PDF without the code", "cannot be read here", [bad, folder, "--as", "external-pdf"]),
                                      ("a text", "neither a PDF nor a picture", [text, folder, "--as", "wet-scan"]),
                                      ("a picture for a PDF", "is no PDF", [scan, folder, "--as", "external-pdf"])]:
        done = world.run("attach", *arguments, code=2)
        count.check(sentence in done.stderr, "%s: %s" % (what, done.stderr))
    world.run("attach", good, folder, "--as", "external-pdf", "--remark", "signed with a certificate")
    world.run("attach", scan, folder, "--as", "wet-scan")
    world.run("verify", folder)
    entry = sorted(path for path in files_of(folder) if path.endswith(".pdf") and path.startswith("decisions/"))[0]
    (folder / entry).write_bytes(good.read_bytes() + b"x")
    world.says(entry + " was changed", "verify", folder)
    count.check(True, "")


def fulfilments(world, bundle, work, count):
    """A reservation of the signed decision is met once, and the record says so."""
    folder = copy(bundle, work / "fulfilled")
    world.says("the decision has no reservation", "fulfil", "C99", folder, "--by", "Anna Bakker", "--proof", "x", code=2)
    world.says("may not decide", "fulfil", "C1", folder, "--by", "Carla Visser", "--proof", "x", code=2)
    world.run("fulfil", "C1", folder, "--by", "anna bakker", "--proof", "shown in the next round")
    world.says("met already", "fulfil", "C1", folder, "--by", "Anna Bakker", "--proof", "again", code=2)
    world.run("verify", folder)
    world.run("record", folder, "--out", "fulfilled-record")
    page = (world.place / "fulfilled-record" / "record.html").read_text()
    count.check("shown in the next round" in page and "met on" in page, "the record does not say that C1 was met")
    entry = sorted(path for path in files_of(folder) if path.endswith("-fulfilment.json"))[0]
    (folder / entry).write_text((folder / entry).read_text().replace("shown", "known"))
    # It is the last entry, so nothing after it binds it; what it says is read as strictly as any.
    (folder / entry).write_text((folder / entry).read_text().replace('"C1"', '"C7"'))
    world.says('no reservation "C7"', "verify", folder)
    count.check(True, "")


def leftovers(world, bundle, work, count):
    """A command that was cut off before its entry leaves a file: verify says so, and the next command takes it away."""
    folder = copy(bundle, work / "cut-off")
    number = 1 + max(int(path.split("/")[1][:2]) for path in files_of(folder) if path.startswith("decisions/"))
    left = folder / "decisions" / ("%02d-signature.json.sig" % number)
    left.write_text("-----BEGIN SSH SIGNATURE-----\n")
    world.says("belongs to nothing", "verify", folder)
    done = world.run("fulfil", "C1", folder, "--by", "Anna Bakker", "--proof", "shown")
    aside = list(folder.parent.glob(folder.name + "-left-over-*-" + left.name))
    count.check("left by a command that was cut off" in done.stderr and not left.exists() and len(aside) == 1, "the leftover: " + done.stderr)
    world.run("verify", folder)
    # Anything else that does not belong there stays, and so do all refusals.
    stranger = folder / "decisions" / ("%02d-signature.json.sig" % (number + 5))
    stranger.write_text("x")
    world.says("does not hold", "fulfil", "C1", folder, "--by", "Anna Bakker", "--proof", "shown")
    count.check(stranger.exists(), "a file that nobody can explain was taken away")


def keys(world, bundle, work, count):
    """Passphrases and agents: OpenSSH asks, we do not."""
    people = {"Hans Slot": ("hans@noord.example", "Auditor", "Noord", ["reviewed", "witnessed"], world.key("hans", passphrase="open sesame"), [])}
    world.usual_signers(people)
    world.run("freeze", "--rehearsal", "--evidence", "full", "--out", "locked")
    key = world.folder / "keys" / "hans"
    sign = ["sign", "locked", "--as", "Hans Slot", "--yes", "--key"]
    done = world.run(*sign, key, "--meaning", "reviewed", code=None, environment={"SSH_ASKPASS": "/bin/false", "SSH_ASKPASS_REQUIRE": "force"})
    count.check(done.returncode == 2 and "did not sign" in done.stderr, "without the passphrase: %d %s" % (done.returncode, done.stderr))
    ask = work / "ask"
    ask.write_text("#!/bin/sh\necho open sesame\n")
    ask.chmod(0o700)
    answering = {"SSH_ASKPASS": str(ask), "SSH_ASKPASS_REQUIRE": "force"}
    world.run(*sign, key, "--meaning", "reviewed", environment=answering)
    socket = work / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(socket)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if socket.exists():
                break
            time.sleep(0.05)
        at = {**world.environment, "SSH_AUTH_SOCK": str(socket), **answering}
        subprocess.run(["ssh-add", "-q", str(key)], env=at, check=True, stdin=subprocess.DEVNULL)
        # The private half is elsewhere: only the agent can sign.
        key.rename(work / "hans")
        world.run(*sign, key.with_suffix(".pub"), "--meaning", "witnessed", environment={"SSH_AUTH_SOCK": str(socket)})
    finally:
        agent.kill()
        agent.wait()
    done = world.run("verify", "locked")
    count.check("2 signatures" in done.stdout, "passphrase and agent: " + done.stdout)


def revisions(world, bundle, count):
    """A second revision names the first, which still verifies."""
    before = {path: (bundle / path).read_bytes() for path in files_of(bundle)}
    done = world.run("freeze", "--rehearsal", "--evidence", "full")
    count.check("nothing has changed since revision 1" in done.stdout, "frozen twice: " + done.stdout)
    done = world.run("freeze", "--rehearsal", "--evidence", "full", "--out", "again")
    again = world.folder / "again"
    same = all((again / path).exists() and (again / path).read_bytes() == data for path, data in before.items()
               if not path.startswith("decisions/") or path.startswith("decisions/01"))
    count.check(same, "the same state gives other bytes")
    world.run("finding", "add", "the colours are dull", "--severity", "moderate")
    done = world.run("verify", bundle)
    count.check("current content differs" in done.stdout, "a later change is not told: " + done.stdout)
    world.run("freeze", "--rehearsal", "--evidence", "full")
    second = world.folder / "acceptance" / "revision-2"
    content = json.loads((second / "content.json").read_text())
    code = json.loads((bundle / "manifest.json").read_text())["code"]
    count.check(content["replaces"] == code and content["revision"] == 2, "revision 2 does not name revision 1")
    earlier = json.loads((second / "report.json").read_text())["earlier_decisions"]
    count.check([(one["revision"], one["code"], one["value"], one["by"], one["rehearsal"], one["signed"]) for one in earlier]
                == [(1, code, "accepted-with-reservations", "Anna Bakker", True, ["Anna Bakker (approved)"])],
                "revision 2 does not say what was decided on revision 1: %s" % earlier)
    count.check({one["standing"] for one in earlier[0]["reservations"]} == {"open"} and "to be shown before use" in
                (second / "report.html").read_text(), "revision 2 does not say what was reserved: %s" % earlier)
    world.run("verify", bundle)
    world.run("verify", second)
    count.check({path: (bundle / path).read_bytes() for path in files_of(bundle)} == before, "revision 1 was changed")
    # An entry of the first in the second.
    moved = copy(second, world.folder / "moved")
    for path in files_of(bundle):
        if path.startswith("decisions/02") or path.startswith("decisions/03"):
            shutil.copy(bundle / path, moved / path)
    world.says("was made for another report", "verify", moved)
    count.check(True, "")


def main():
    binary = sys.argv[1]
    total = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    seed = sys.argv[3] if len(sys.argv) > 3 else "1"
    random = randomness.Random(seed)
    count = Count()
    started = time.monotonic()

    def lap(what):
        print("  %-32s %5.1f s, %d passed, %d wrong" % (what, time.monotonic() - started, count.passed, len(count.failed)), flush=True)

    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        world = World(binary, work / "one")
        bundle = world.signed()
        other_world = World(binary, work / "two", MACHINE_ONLY.replace("Privacy en AVG", "Privacy"))
        shutil.rmtree(other_world.folder / "keys")
        shutil.copytree(world.folder / "keys", other_world.folder / "keys")
        other = other_world.signed()
        world.run("verify", bundle)
        lap("two signed bundles")
        mutations = Mutations(world, bundle, work, count)
        mutate(mutations, bundle, other)
        mutations.settle()
        # Away from the campaign, whose journal knows of decisions that these copies do not have.
        world.place = work
        journals(world, bundle, work, count)
        world.place = world.folder
        lap("mutations")
        authority(world, bundle, count)
        forged(world, bundle, work, count)
        lap("authority")
        third = World(binary, work / "three")
        third.key("anna"), third.key("bert")
        third.usual_signers()
        third.run("run", "--quiet")
        before_decision(third, count)
        incomplete(World(binary, work / "five", FEATURE), count)
        lap("order")
        # On copies, each of which goes on in its own way: the campaign would miss what another has.
        world.place = work
        attachments(world, bundle, work, count)
        fulfilments(world, bundle, work, count)
        leftovers(world, bundle, work, count)
        world.place = world.folder
        fourth = World(binary, work / "four")
        fourth.usual_signers()
        fourth.run("run", "--quiet")
        keys(fourth, bundle, work, count)
        lap("attachments, passphrases, agents")
        flips(world, bundle, count, work, total, random)
        lap("changed bytes")
        world.run("verify", bundle)
        revisions(world, bundle, count)
        lap("revisions")
    for what in count.failed[:20]:
        print("WRONG: " + what)
    print("%d passed, %d failed" % (count.passed, len(count.failed)))
    return 1 if count.failed or count.passed < total else 0


if __name__ == "__main__":
    sys.exit(main())
