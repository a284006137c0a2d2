"""The measurements: each fills rows of the table and judges its floors."""

import itertools
import json
import os
import shlex
import shutil

import measure
import workload
from server import Server


def parse(chosen, here, folder, table):
    paths, size = workload.write_parsing(folder / "features", chosen.megabytes)
    ours = [chosen.binary, "gherkin", "--no-source"]
    official = [chosen.python, here / "parse_official.py"]
    _same_output(folder, ours, official, paths[:10])
    costs = {"ours": [], "official": []}
    for turn in range(max(chosen.repeats, chosen.peer_repeats)):
        if turn < chosen.peer_repeats:
            costs["official"].append(measure.run([*official, *paths], os.devnull))
        if turn < chosen.repeats:
            costs["ours"].append(measure.run([*ours, *paths], os.devnull))
    official, ours = measure.best(costs["official"]), measure.best(costs["ours"])
    table.row("parse: gherkin-official", official,
              f"{size / 1e6:.0f} MB in {len(paths)} files, AST and pickles as JSON Lines to /dev/null")
    table.row("parse: lmsaccept gherkin", ours,
              f"the same files and envelopes, found equal on ten files; {size / 1e6 / ours.cpu:.0f} MB for a second of CPU")
    table.at_least("CPU of gherkin-official by ours", official.cpu / ours.cpu, 15)


def _same_output(folder, ours, official, paths):
    """Being fast at something else would be no achievement."""
    logs = {"ours": folder / "ours.jsonl", "official": folder / "official.jsonl"}
    measure.run([*ours, *paths], logs["ours"])
    measure.run([*official, *paths], logs["official"])
    count = 0
    with open(logs["ours"], encoding="utf-8") as left, open(logs["official"], encoding="utf-8") as right:
        for one, other in itertools.zip_longest(left, right, fillvalue="null"):
            count += 1
            if json.loads(one) != json.loads(other):
                raise measure.Failed(f"other output than gherkin-official in line {count}")
    if count == 0:
        raise measure.Failed("no output at all")


def requests(chosen, here, folder, table):
    project, peers = _projects(chosen, here, folder)
    count = chosen.scenarios * 10
    bare = folder / "bare"
    compiler = os.environ.get("CC", "cc")
    measure.run([compiler, "-O2", "-o", bare, here / "bare.c", "-lcurl"], folder / "compiler.txt")
    server = Server(folder / "nginx", here / "nginx.conf")
    try:
        (project / "lmsaccept.yaml").write_text(_project_file(server.base))
        environment = {"RECORDS_BASE": server.base, "PYTHONPATH": str(here / "peers"), "PYTHONDONTWRITEBYTECODE": "1",
                       "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        commands = {
            "bare": ([bare, server.base, count], folder, chosen.repeats),
            "ours": (ours(chosen.binary), project, chosen.repeats),
            "behave": ([chosen.python, "-m", "behave", "--format", "progress", "--junit", "--junit-directory",
                        folder / "behave-junit", "features"], peers / "behave", chosen.peer_repeats),
            "pytest": ([chosen.python, "-m", "pytest", "-q", "-p", "pytest_bdd.plugin", "-p", "no:cacheprovider",
                        f"--junitxml={folder}/pytest.xml"], peers / "pytest", chosen.peer_repeats),
        }
        costs = {name: [] for name in commands}
        for turn in range(max(chosen.repeats, chosen.peer_repeats)):
            for name, (command, place, repeats) in commands.items():
                if turn < repeats:
                    if name == "ours":
                        _forget(project)
                    costs[name].append(_counted(server, count, command, folder / f"{name}.txt", place, environment))
    finally:
        server.stop()
    cost = {name: measure.best(runs) for name, runs in costs.items()}
    table.row("run: bare libcurl loop", cost["bare"], f"{count} GETs, one easy handle, keep-alive, one thread, bare.c")
    reports = sum(path.is_file() for path in (project / "Reports").rglob("*"))
    table.row("run: lmsaccept", cost["ours"],
              f"{chosen.scenarios} scenarios x 10 steps, store and {reports} report files: "
              + shlex.join(["lmsaccept", *ours("")[1:]]))
    table.at_most("CPU of the bare loop", cost["ours"].cpu / cost["bare"].cpu, 4)
    table.at_most("memory", cost["ours"].megabytes, 80, " MB")
    table.row("run: behave", cost["behave"], "the same features, requests.Session, --format progress --junit")
    table.at_least("faster than behave", cost["behave"].wall / cost["ours"].wall, 8)
    table.row("run: pytest-bdd", cost["pytest"], "the same features, requests.Session, -q --junitxml")
    table.at_least("faster than pytest-bdd", cost["pytest"].wall / cost["ours"].wall, 8)


def ours(binary):
    return [binary, "run", "features", "--library", "Library"]


def _projects(chosen, here, folder):
    """The same feature files for all three, each in a folder of its own."""
    project, peers = folder / "project", folder / "peers"
    shutil.copytree(here / "project", project)
    shutil.copytree(here / "peers", peers)
    workload.write_requests(project / "features", chosen.scenarios)
    for peer in ("behave", "pytest"):
        shutil.copytree(project / "features", peers / peer / "features")
    # behave looks for its steps beside the feature files.
    shutil.copytree(peers / "behave" / "steps", peers / "behave" / "features" / "steps")
    return project, peers


def _project_file(base):
    return f"project: benchmark\nlanguage: en\ntarget: lms\ntargets:\n  lms: {{ adapter: records, base: {base} }}\n"


def _forget(project):
    """Every run is the first of its campaign."""
    for path in project.glob("campaign.sqlite*"):
        path.unlink()
    shutil.rmtree(project / "Reports", ignore_errors=True)


def _counted(server, count, command, log, place, environment):
    """A run that sent fewer requests than steps was not fast but wrong."""
    before = server.served()
    cost = measure.run(command, log, cwd=place, environment=environment)
    sent = server.served() - before - 1
    if sent < count:
        raise measure.Failed(f"{log.stem} sent {sent} of {count} requests")
    return cost


def version(chosen, here, folder, table):
    folder.mkdir()
    runs = [measure.run([chosen.binary, "--version"], folder / "output.txt") for _ in range(20)]
    cost = measure.median(runs)
    table.row("lmsaccept --version", cost, "median of 20 starts, from fork to exit")
    table.at_most("start", cost.wall * 1000, 30, " ms")
