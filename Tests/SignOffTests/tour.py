#!/usr/bin/env python3
"""Runs every command of docs/tour.md in an empty folder, and erases what it may erase: tour.py BINARY"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True

ROOT = Path(__file__).resolve().parents[2]


def blocks():
    """What stands in ```sh blocks, in order."""
    text = (ROOT / "docs" / "tour.md").read_text()
    return re.findall(r"^```sh\n(.*?)^```$", text, flags=re.S | re.M)


def expect(said, what, failed):
    for sentence in what:
        if sentence not in said:
            failed.append("the tour does not say \"%s\"" % sentence)


def main():
    binary = Path(sys.argv[1]).resolve()
    failed, passed = [], 0
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        (place / "bin").mkdir()
        (place / "bin" / "lmsaccept").symlink_to(binary)
        folder = place / "tour"
        folder.mkdir()
        environment = {"PATH": "%s:%s" % (place / "bin", os.environ["PATH"]), "HOME": str(place), "CLONE": str(ROOT), "PYTHON": sys.executable,
                       "LANG": "C.UTF-8", "NO_COLOR": "1", "TMPDIR": os.environ.get("TMPDIR", "/tmp"), "LMSACCEPT_ACTOR": "bert"}
        said = ""
        for number, block in enumerate(blocks(), 1):
            done = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, timeout=600)
            said += done.stdout + done.stderr
            # An import whose rows all need nobody, a draft with open rows: only 0 is right for a tour.
            if done.returncode != 0:
                failed.append("block %d ends with %d:\n%s%s%s" % (number, done.returncode, block, done.stdout, done.stderr))
                break
            passed += 1
        else:
            expect(said, ["no open disagreements", "everything holds", "the current content differs", "it replaces", "rows judged",
                          "everything that is left still verifies", "Good \"rehearsal@lmsaccept\" signature"], failed)
            # Nothing of the person is left in the campaign, whatever page of the file it stood on.
            for path in sorted((folder / "Reports").glob("campaign.sqlite*")):
                data = path.read_bytes().lower()
                for word in [b"terpstra", b"wilma", b"empty page where"]:
                    passed += word not in data
                    if word in data:
                        failed.append("%s still holds %s" % (path.name, word.decode()))
            # And nothing was in the redacted bundle.
            for path in sorted((folder / "acceptance").rglob("*")):
                if path.is_file() and b"terpstra" in path.read_bytes().lower():
                    failed.append("%s names the tester" % path.relative_to(folder))
            passed += 1
    for what in failed:
        print("WRONG: " + what)
    print("%d passed, %d failed" % (passed, len(failed)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
