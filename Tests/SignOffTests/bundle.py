"""A campaign on the built-in LMS with a frozen, decided and signed report: what the tests of sign-off begin with."""

import datetime
import os
import shutil
import subprocess
from pathlib import Path


FEATURE = """Feature: Enrolment

  @id:ENR-01 @req:ENR-R1 @prio:must @area:ENR @role:learner
  Scenario: An enrolled learner counts
    Given the following new "courses" exist:
      | shortname | fullname       |
      | AVG-01    | Privacy en AVG |
    When "fatima" enrols "sanne" in "AVG-01"
    Then "AVG-01" has 1 learner

  @id:ENR-02 @req:ENR-R2 @prio:must @area:ENR @role:learner
  Scenario: The tester looks at the course
    Given the following new "courses" exist:
      | shortname | fullname       |
      | AVG-01    | Privacy en AVG |
    When the tester signs in as sanne
    Then the tester judges that the course is clear
"""

MACHINE_ONLY = FEATURE.split("  @id:ENR-02")[0]


class Trouble(Exception):
    pass


class World:
    """A folder with scenarios, keys and a list of signers; runs the binary in it."""

    def __init__(self, binary, folder, feature=MACHINE_ONLY):
        self.binary, self.folder = str(Path(binary).resolve()), Path(folder)
        # Where commands run; in another folder the campaign is not at hand.
        self.place = self.folder
        (self.folder / "Scenarios").mkdir(parents=True)
        (self.folder / "Scenarios" / "enrol.feature").write_text(feature)
        (self.folder / "keys").mkdir()
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8", "NO_COLOR": "1",
                            "TZ": "Europe/Amsterdam", "LMSACCEPT_ACTOR": "marieke", "TMPDIR": os.environ.get("TMPDIR", "/tmp")}

    def run(self, *arguments, code=0, environment=None):
        done = subprocess.run([self.binary, *map(str, arguments)], cwd=self.place, env={**self.environment, **(environment or {})},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300)
        if code is not None and done.returncode != code:
            raise Trouble("lmsaccept %s: exit %d, expected %d\n%s%s" % (" ".join(map(str, arguments)), done.returncode, code, done.stdout,
                                                                      done.stderr))
        return done

    def says(self, text, *arguments, code=1):
        """The command ends with the code and says so."""
        done = self.run(*arguments, code=code)
        if text not in done.stdout + done.stderr:
            raise Trouble("lmsaccept %s does not say \"%s\":\n%s%s" % (" ".join(map(str, arguments)), text, done.stdout, done.stderr))
        return done

    def key(self, name, kind="ed25519", passphrase=""):
        """A key pair; the public line without its comment."""
        path = self.folder / "keys" / name
        if not path.exists():
            bits = ["-b", "2048"] if kind == "rsa" else []
            subprocess.run(["ssh-keygen", "-q", "-t", kind, *bits, "-N", passphrase, "-C", "key of " + name, "-f", str(path)], check=True)
        return " ".join(path.with_suffix(".pub").read_text().split()[:2])

    def signers(self, people):
        """people: name -> (mail, function, organisation, meanings, key, further lines)."""
        lines = []
        for name, (mail, function, organisation, meanings, key, more) in people.items():
            lines += [name + ":", "  email: " + mail, "  function: " + function, "  organisation: " + organisation,
                      "  meanings: [%s]" % ", ".join(meanings), "  key: " + key] + ["  " + line for line in more]
        (self.folder / "signers.yaml").write_text("\n".join(lines) + "\n")

    def usual_signers(self, more=None):
        self.signers({
            "Bert Smit": ("bert@noord.example", "Test lead", "Noord", ["authored", "executed", "reviewed"], self.key("bert"), []),
            "Anna Bakker": ("anna@noord.example", "Head of training", "Noord", ["approved", "rejected"], self.key("anna", "ecdsa"), []),
            "Carla Visser": ("carla@bouw.example", "Delivery manager", "Bouw", ["delivered"], self.key("carla", "rsa"), []),
            **(more or {}),
        })

    def reservations(self, bundle=None):
        """Fills the template in that `decide` writes."""
        path = self.folder / "reservations.yaml"
        path.unlink(missing_ok=True)
        self.run("decide", "--template", path.name, *([bundle] if bundle else []))
        text = path.read_text()
        for empty, filled in [("text:", "text: to be shown before use"), ("owner:", "owner: Bouw"), ("due:", "due: %s" % day(95)),
                              ("proof:", "proof: the report of the next round"), ("consequence:", "consequence: the guarantee begins later")]:
            text = text.replace(empty + "\n", filled + "\n")
        path.write_text(text)
        return path.name

    def freeze(self, *options):
        self.run("freeze", "--rehearsal", "--evidence", "full", *options)

    def decide(self, *options):
        self.run("decide", "--value", "accepted-with-reservations", "--by", "Anna Bakker", "--grounds", "ENR-R1 was shown",
                 "--reservations", self.reservations(), *options)

    def sign(self, name, meaning, key, *options, code=0):
        return self.run("sign", "--as", name, "--meaning", meaning, "--key", self.folder / "keys" / key, "--yes", *options, code=code)

    def signed(self):
        """The whole way, to a bundle with three signatures; its folder."""
        self.usual_signers()
        self.run("run", "--quiet")
        self.run("advise", "--value", "go-with-conditions", "--by", "Bert Smit", "--reason", "mail was not looked at", "--conditions",
                 self.conditions())
        self.freeze()
        self.sign("Bert Smit", "authored", "bert")
        self.decide()
        self.sign("Carla Visser", "delivered", "carla")
        self.sign("Anna Bakker", "approved", "anna")
        return self.folder / "acceptance" / "revision-1"

    def conditions(self):
        (self.folder / "conditions.yaml").write_text(
            "- text: Mails are looked at\n  owner: Bouw\n  due: %s\n  proof: NOT-01 passes\n"
            "  consequence: no go-live\n" % day(50))
        return "conditions.yaml"


def day(number):
    """So many days from today, as ISO 8601 writes it."""
    return str(datetime.date.today() + datetime.timedelta(days=number))


def copy(bundle, target):
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(bundle, target, symlinks=True)
    return target


def linked_copy(bundle, target, but):
    """A copy of hard links, with a file of its own where `but` is."""
    for folder, _, names in os.walk(bundle):
        place = os.path.join(target, os.path.relpath(folder, bundle))
        os.makedirs(place, exist_ok=True)
        for name in names:
            if os.path.relpath(os.path.join(folder, name), bundle) != but:
                os.link(os.path.join(folder, name), os.path.join(place, name))
    return target
