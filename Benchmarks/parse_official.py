"""Prints AST and pickles of feature files as JSON Lines with the official parser: parse_official.py FILE..."""

import json
import sys

from gherkin.stream.gherkin_events import GherkinEvents

events = GherkinEvents(GherkinEvents.Options(print_source=False, print_ast=True, print_pickles=True))
for path in sys.argv[1:]:
    with open(path, encoding="utf-8", newline="") as file:
        data = file.read()
    source = {"source": {"uri": path, "data": data, "mediaType": "text/x.cucumber.gherkin+plain"}}
    for event in events.enum(source):
        sys.stdout.write(json.dumps(event, ensure_ascii=False, separators=(",", ":")))
        sys.stdout.write("\n")
