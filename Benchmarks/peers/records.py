"""What a step of behave and of pytest-bdd does: one GET over a kept-alive session, one comparison."""

import os

import requests

BASE = os.environ["RECORDS_BASE"]
session = requests.Session()


def look(n):
    answer = session.get(f"{BASE}/records/{n}", timeout=30)
    assert answer.json()["n"] == n
