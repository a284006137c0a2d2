"""Both sides of the comparison: the official parser, and ours."""

import json
import subprocess
import sys

from gherkin.stream.gherkin_events import GherkinEvents
from gherkin.stream.source_events import source_event


class Oracle:
    """The official parser over several files, with one run of ids."""

    def __init__(self):
        self.events_of = GherkinEvents(GherkinEvents.Options(print_source=True, print_ast=True, print_pickles=True))

    def events(self, path):
        """The lines for a file; None when the official parser crashes, which leaves the ids as they were."""
        ids = self.events_of.id_generator
        before = ids._id_counter
        try:
            # Through JSON at once: the official parser goes on changing values that it has handed out.
            return [json.loads(json.dumps(event)) for event in self.events_of.enum(source_event(path))]
        except Exception:
            ids._id_counter = before
            return None


def uri(event):
    (kind, value), = event.items()
    return value["source"]["uri"] if kind == "parseError" else value["uri"]


def ours(command, paths):
    """Our lines, by uri, in the order printed. Errors in files are no failure; anything else is."""
    result = subprocess.run([*command, *map(str, paths)], capture_output=True)
    if result.returncode not in (0, 3):
        sys.exit(f"{command} ended with {result.returncode}: {result.stderr.decode(errors='replace')[:2000]}")
    events = {}
    for line in result.stdout.split(b"\n"):
        if line:
            event = json.loads(line)
            events.setdefault(uri(event), []).append(event)
    return events


def differences(expected, found):
    """A few lines about the first difference; None when there is none."""
    for left, right in zip(expected, found):
        if left != right:
            return f"  expected {json.dumps(left, sort_keys=True)}\n  found    {json.dumps(right, sort_keys=True)}"
    if len(expected) != len(found):
        return f"  expected {len(expected)} lines, found {len(found)}"
    return None
