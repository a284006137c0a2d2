"""A real Kolibri on loopback: started by provision.sh, asked over HTTP beside the binary. Standard library only."""
import csv, http.cookiejar, json, os, pathlib, socket, subprocess, sys, urllib.error, urllib.request

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
sys.path.insert(0, str(root / "Tests" / "AcceptanceTests"))
# What the binary gets through its environment, never through the project file.
SECRETS = {"LMSACCEPT_KOLIBRI_ADMIN": "Sup3r-Secret", "LMSACCEPT_KOLIBRI_PASSWORD": "Demo.Pass1!"}
ADMIN = "superadmin"
# Numbering and times; everything else of an entity counts.
VOLATILE = {"id", "date_joined", "date_created", "date_deleted", "dataset", "created_by"}


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def people_rows():
    with open(root / "Library" / "people.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Kolibri:
    """A client with its own administrator's session; `with Kolibri.start() as kolibri:` makes a server for it."""

    def __init__(self, base):
        self.base, self.started = base, None
        self.jar = http.cookiejar.CookieJar()
        # Loopback is asked directly, whatever proxy the environment names.
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar))

    @classmethod
    def start(cls):
        """Provisions a server with fresh data; a Kolibri that somebody else left running in that folder is not touched."""
        folder = os.environ.get("KOLIBRI_ROOT") or str(root / ".build" / "kolibri")
        environment = dict(
            os.environ, KOLIBRI_ROOT=folder, KOLIBRI_ADMIN=ADMIN,
            KOLIBRI_ADMIN_PASSWORD=SECRETS["LMSACCEPT_KOLIBRI_ADMIN"])
        environment.setdefault("PYTHON", sys.executable)
        script = str(here / "provision.sh")
        pid = pathlib.Path(folder) / "home" / "provision.pid"
        if pid.exists() and is_kolibri(pid.read_text().strip()):
            raise SystemExit("a Kolibri (process %s) already runs in %s; set KOLIBRI_ROOT" % (pid.read_text().strip(), folder))
        for attempt in range(3):
            port, zip_port = free_ports(2)
            environment.update(KOLIBRI_PORT=str(port), KOLIBRI_ZIPPORT=str(zip_port))
            subprocess.run(["bash", script, "reset"], env=environment, check=True)
            done = subprocess.run(["bash", script], env=environment, stdout=subprocess.PIPE, text=True)
            if not done.returncode:
                break
            subprocess.run(["bash", script, "stop"], env=environment)
            # 3 to 5: it could not listen. Between our look and its start somebody else may have taken a port.
            if done.returncode not in (3, 4, 5) or attempt == 2:
                raise SystemExit("Kolibri could not be provisioned (%d)" % done.returncode)
            print("Kolibri could not listen on the ports %d and %d; once more on others" % (port, zip_port))
        settings = dict(line.split("=", 1) for line in done.stdout.splitlines() if line.startswith("KOLIBRI_"))
        kolibri = cls(settings["KOLIBRI_BASE"])
        kolibri.started = ["bash", script, "stop"], environment
        return kolibri

    def __enter__(self):
        try:
            self.facility = self.get("/api/public/v1/facility/")[0]["id"]
            self.sign_in()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.started:
            command, environment = self.started
            subprocess.run(command, env=environment)

    def sign_in(self):
        self.post("/api/auth/session/", {
            "username": ADMIN, "password": SECRETS["LMSACCEPT_KOLIBRI_ADMIN"], "facility": self.facility})

    def ask(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        headers.update({"X-CSRFToken": c.value for c in self.jar if c.name == "kolibri_csrftoken"})
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, headers=headers, method=method)
        try:
            with self.opener.open(request, timeout=60) as answer:
                content = answer.read()
        except urllib.error.HTTPError as error:
            raise RuntimeError("%s %s: %d %s" % (method, path, error.code, error.read()[:300])) from None
        return json.loads(content) if content else None

    def get(self, path):
        return self.ask("GET", path)

    def post(self, path, body):
        return self.ask("POST", path, body)

    def furnish(self):
        """What was there before anybody tested: a class with people, a group and a lesson, one account in the trash, and
        one of the project's own people. `clean` has to leave all of it alone."""
        password = SECRETS["LMSACCEPT_KOLIBRI_PASSWORD"]

        def user(username, name, number=""):
            return self.post("/api/auth/facilityuser/", {
                "username": username, "full_name": name, "password": password, "facility": self.facility,
                "id_number": number})["id"]

        self.sign_in()
        room = self.post("/api/auth/classroom/", {"name": "Old class", "parent": self.facility})["id"]
        learner, coach, gone = user("olga", "Olga Oud"), user("otmar", "Otmar Oud"), user("oscar", "Oscar Oud")
        self.post("/api/auth/membership/", [{"user": learner, "collection": room}])
        self.post("/api/auth/role/", [{"user": coach, "collection": room, "kind": "coach"}])
        group = self.post("/api/auth/learnergroup/", {"name": "Old group", "parent": room})["id"]
        self.post("/api/auth/membership/", [{"user": learner, "collection": group}])
        page = self.get("/api/content/contentnode/?kind=document")
        node = (page["results"] if isinstance(page, dict) else page)[0]
        self.post("/api/lessons/lesson/", {
            "title": "Old lesson", "collection": room, "assignments": [room], "learner_ids": [], "active": True,
            "resources": [{"content_id": node["content_id"], "channel_id": node["channel_id"], "contentnode_id": node["id"]}]})
        self.ask("DELETE", "/api/auth/facilityuser/%s/" % gone)
        own = next(p for p in people_rows() if p["handle"] == "youssef")
        user(own["username"], "%s %s" % (own["firstname"], own["lastname"]), own["idnumber"])

    def dump(self):
        """Every entity as a sorted list of texts, ids replaced by the names they stand for."""
        # Of its own: a server may have forgotten a session that is minutes old.
        self.sign_in()
        facility = self.facility
        users = self.get("/api/auth/facilityuser/?member_of=" + facility)
        deleted = self.get("/api/auth/deletedfacilityuser/")
        classes = self.get("/api/auth/classroom/?parent=" + facility)
        groups, lessons, exams, sessions = [], [], [], []
        for one in classes:
            groups += self.get("/api/auth/learnergroup/?parent=" + one["id"])
            lessons += self.get("/api/lessons/lesson/?collection=" + one["id"])
            exams += self.get("/api/exams/exam/?collection=" + one["id"])
            sessions += self.get("/api/courses/coursesession/?collection=" + one["id"])
        # What Kolibri does by itself is nobody's.
        tasks = [t["type"] for t in self.get("/api/tasks/tasks/") if t["extra_metadata"].get("started_by")]
        names = {facility: "the facility"}
        names.update({u["id"]: "user " + u["username"] for u in deleted + users})
        names.update({c["id"]: "class " + c["name"] for c in classes})
        names.update({g["id"]: "group " + g["name"] for g in groups})
        lists = {
            "users": users, "deleted users": deleted, "classes": classes, "groups": groups, "lessons": lessons,
            "exams": exams, "course sessions": sessions, "tasks": tasks, "memberships": self.get("/api/auth/membership/"),
            "roles": self.get("/api/auth/role/"),
            "settings": self.get("/api/auth/facilitydataset/?facility_id=" + facility)}
        return {kind: sorted(json.dumps(plain(e, names), sort_keys=True, ensure_ascii=False) for e in entities)
                for kind, entities in lists.items()}


def plain(value, names):
    if isinstance(value, dict):
        return {k: plain(v, names) for k, v in value.items() if k not in VOLATILE}
    if isinstance(value, list):
        return sorted((plain(v, names) for v in value), key=str)
    return names.get(value, value) if isinstance(value, str) else value


def difference(before, after):
    """Which entities are there once too few or too many, for a person to read."""
    lines = []
    for kind in before:
        was, now = list(before[kind]), list(after[kind])
        for one in list(was):
            if one in now:
                was.remove(one)
                now.remove(one)
        lines += ["- %s: %s" % (kind, e) for e in was] + ["+ %s: %s" % (kind, e) for e in now]
    return "\n".join(lines)


def write_project(folder, base, language="en", people=None):
    lines = [
        "project: kolibri", "language: " + language, "targets:", "  lms:", "    adapter: kolibri",
        "    base: " + json.dumps(base), "    environment: test", "    settings:", "      admin_user: " + ADMIN,
        "      admin_password: ${env:LMSACCEPT_KOLIBRI_ADMIN}", "      password: ${env:LMSACCEPT_KOLIBRI_PASSWORD}",
        # Kolibri's own import of people is the one of each source system.
        "      hr_import: upload", "      students_import: upload", "      members_import: upload", "people:"]
    for person in people or people_rows():
        lines.append("  %s:" % person["handle"])
        lines += ["    %s: %s" % (k, json.dumps(v, ensure_ascii=False)) for k, v in person.items() if v and k != "handle"]
        lines.append("    password: ${env:LMSACCEPT_KOLIBRI_PASSWORD}")
    (pathlib.Path(folder) / "lmsaccept.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def is_kolibri(pid):
    try:
        return b"kolibri" in pathlib.Path("/proc/%s/cmdline" % pid).read_bytes()
    except OSError:
        return False
