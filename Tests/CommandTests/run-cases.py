#!/usr/bin/env python3
"""Runs the command cases: run-cases.py BINARY [NAME...]

A case is a folder under Cases/ with `args` (one argument a line; a line `;` begins a further command in the same
place), the files it needs, and what must come out:
`expected.out`, `expected.err` (each checked only when there) and `exit` (default 0). `<<<regex>>>` in an expected text
stands for what changes from run to run (times, ports). `input` is standard input, `environment` holds NAME=value lines,
`links` names files and folders of the project that the case sees, `modes` holds lines such as `600 accounts.csv`.
Of several commands each text begins with `$ lmsaccept ARGUMENTS`, and the codes are one a line in `exit`.
A file `expected/PATH` must be equal to what the command wrote at PATH. Every case runs in a copy of its folder.
RECORD_CASES=1 writes what came out over the expected texts.
"""
import difflib, os, pathlib, re, shutil, subprocess, sys, tempfile

here = pathlib.Path(__file__).resolve().parent
binary = str(pathlib.Path(sys.argv[1]).resolve())
record = os.environ.get("RECORD_CASES") == "1"
OWN = {"args", "exit", "input", "environment", "expected.out", "expected.err", "links", "modes"}


def matches(expected, actual):
    parts = re.split(r"<<<(.*?)>>>", expected, flags=re.S)
    pattern = "".join(re.escape(p) if i % 2 == 0 else "(?:%s)" % p for i, p in enumerate(parts))
    return re.fullmatch(pattern, actual, flags=re.S) is not None


def check(name, expected_file, actual, problems):
    if not expected_file.exists() and not record:
        return
    if record:
        if expected_file.exists() and matches(expected_file.read_text(), actual):
            return
        expected_file.write_text(actual)
        return
    expected = expected_file.read_text()
    if not matches(expected, actual):
        diff = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="")
        problems.append("%s differs:\n    %s" % (expected_file.name, "\n    ".join(diff)))


def lines(path):
    return [line for line in path.read_text().splitlines() if line] if path.exists() else []


def run(folder):
    problems = []
    with tempfile.TemporaryDirectory() as place:
        work = pathlib.Path(place) / "case"
        shutil.copytree(folder, work, ignore=lambda d, names: [n for n in names if d == str(folder) and (n in OWN or n == "expected")])
        environment = {"PATH": os.environ["PATH"], "HOME": place, "LANG": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "80"}
        environment.update(line.split("=", 1) for line in lines(folder / "environment"))
        for link in lines(folder / "links"):
            (work / link).symlink_to(here.parent.parent / link)
        stdin = (folder / "input").read_bytes() if (folder / "input").exists() else b""
        commands = [[]]
        for argument in (folder / "args").read_text().splitlines():
            commands.append([]) if argument == ";" else commands[-1].append(argument)
        out, err, codes = "", "", []
        for arguments in commands:
            done = subprocess.run([binary, *arguments], cwd=work, env=environment, input=stdin, capture_output=True, timeout=120)
            head = "$ lmsaccept %s\n" % " ".join(arguments) if len(commands) > 1 else ""
            out += head + done.stdout.decode(errors="replace")
            err += head + done.stderr.decode(errors="replace")
            codes.append(done.returncode)
        wanted = [int(line) for line in lines(folder / "exit")] or [0] * len(codes)
        if record and codes != wanted:
            (folder / "exit").write_text("".join("%d\n" % code for code in codes))
        elif codes != wanted:
            problems.append("exit codes %s, expected %s; standard error:\n    %s" % (codes, wanted, err[:2000].replace("\n", "\n    ")))
        check(folder.name, folder / "expected.out", out, problems)
        check(folder.name, folder / "expected.err", err, problems)
        for line in lines(folder / "modes"):
            mode, name = line.split(" ", 1)
            actual = oct((work / name).stat().st_mode & 0o777)[2:] if (work / name).exists() else "none"
            if actual != mode:
                problems.append("mode of %s is %s, expected %s" % (name, actual, mode))
        for expected in sorted((folder / "expected").rglob("*")) if (folder / "expected").exists() else []:
            if expected.is_file():
                written = work / expected.relative_to(folder / "expected")
                check(folder.name, expected, written.read_text() if written.exists() else "(no such file)", problems)
    return problems


def undocumented():
    """Options that --help knows and docs/commands.md does not."""
    page = (here.parent.parent / "docs" / "commands.md").read_text()
    commands = re.findall(r"^  ([a-z]+)  ", subprocess.run([binary, "--help"], capture_output=True, text=True).stdout, re.M)
    missing = []
    for command in [[c] for c in commands] + [["worksheet", "import"]]:
        text = subprocess.run([binary, *command, "--help"], capture_output=True, text=True).stdout
        if "lmsaccept " + " ".join(command) not in page:
            missing.append(" ".join(command))
        for option in re.findall(r"^  (--[a-z-]+)", text, re.M):
            if option not in ("--version", "--source", "--ast", "--pickles") and "`" + option not in page:
                missing.append("%s %s" % (" ".join(command), option))
    return missing if commands else ["no commands in --help"]


def main():
    names = set(sys.argv[2:])
    passed = failed = 0
    for folder in sorted(p for p in (here / "Cases").iterdir() if (p / "args").exists()):
        if names and folder.name not in names:
            continue
        try:
            problems = run(folder)
        except subprocess.TimeoutExpired:
            problems = ["did not end within 120 s"]
        if problems:
            failed += 1
            print("FAILED %s" % folder.name)
            for problem in problems:
                print("  " + problem)
        else:
            passed += 1
    if not names:
        missing = undocumented()
        failed, passed = (failed + 1, passed) if missing else (failed, passed + 1)
        if missing:
            print("FAILED docs/commands.md does not tell of: %s" % ", ".join(missing))
    print("command cases: %d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed or not passed else 0)


main()
