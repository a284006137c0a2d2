"""What the drivers in this folder share: running the binary, reading its results, a built-in LMS as a process of its own,
and a proxy that spoils answers. Standard library only."""
import csv, http.client, http.server, json, os, pathlib, re, shutil, socket, socketserver, sqlite3, subprocess, sys, tempfile
import threading

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
scenarios = root / "Scenarios"
PASSWORD = "Demo.Pass1!"
RED = {"failed", "broken", "undefined", "ambiguous", "unexpected pass"}
GREEN = {"passed", "awaiting"}


class Checks:
    """Counts what held; the last line is what Scripts/test reads."""

    def __init__(self, name):
        self.name, self.passed, self.failed = name, 0, 0

    def check(self, holds, title, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            lines = str(detail).strip().splitlines()
            print("\n    ".join(["FAILED " + title] + lines[:25] + (["..."] if len(lines) > 25 else [])))
        sys.stdout.flush()
        return holds

    def equal(self, actual, expected, title, detail=""):
        return self.check(actual == expected, title, "expected: %s\nactual:   %s\n%s" % (expected, actual, detail))

    def end(self):
        print("%s: %d passed, %d failed" % (self.name, self.passed, self.failed))
        sys.exit(1 if self.failed or not self.passed else 0)


class Run:
    """One command, ended: code, out, err, seconds and, for `run`, the rows of results.csv."""

    def __init__(self, folder, done):
        self.folder, self.code = pathlib.Path(folder), done.returncode
        self.raw_out, self.raw_err = done.stdout, done.stderr
        self.out, self.err = done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")

    @property
    def text(self):
        return self.out + self.err

    @property
    def rows(self):
        with open(self.folder / "Reports" / "results.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def outcomes(self):
        """(scenario, example) -> outcome of the scenario, in the order of the report."""
        return {(r["scenario"], r["example"]): r["scenario_outcome"] for r in self.rows}


class Binary:
    def __init__(self, path):
        self.path = str(pathlib.Path(path).resolve())

    def __call__(self, folder, *arguments, environment=None, timeout=180):
        base = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "400"}
        base.update(environment or {})
        try:
            done = subprocess.run(
                [self.path, *map(str, arguments)], cwd=folder, env=base, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=timeout)
        except subprocess.TimeoutExpired as late:
            # What it was at is all that can be known of a run that does not end.
            print("did not end in %d s: %s" % (timeout, " ".join(map(str, arguments))))
            print(((late.stdout or b"") + (late.stderr or b"")).decode(errors="replace")[-4000:])
            raise
        return Run(folder, done)


class Demo:
    """`lmsaccept demo` on a free port; `with Demo(binary, folder) as demo:`."""

    def __init__(self, binary, folder, *arguments):
        self.data = pathlib.Path(folder) / "demo.json"
        self.command = [binary.path, "demo", "--port", "0", "--data", str(self.data), *arguments]
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "NO_COLOR": "1"}

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
        told = ""
        for line in self.process.stdout:
            told += line
            if "Ctrl-C" in line:
                break
        base, token = re.search(r"http://[0-9.:]+", told), re.search(r"token:\s+(\S+)", told)
        if not base or not token:
            self.process.kill()
            raise SystemExit("the built-in LMS did not start: %s" % told)
        self.base, self.token = base.group(), token.group(1)
        return self

    def __exit__(self, *_):
        # Not SIGINT: what a script runs beside others ignores it, and each stop would take until the time below is over.
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def state(self):
        return json.loads(self.data.read_text())

    def post(self, path, fields):
        """One request beside the binary: (status, decoded JSON or text)."""
        from urllib.parse import urlencode
        host = self.base.split("//")[1]
        connection = http.client.HTTPConnection(host, timeout=60)
        connection.request("POST", path, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
        connection.close()
        try:
            return answer.status, json.loads(body)
        except ValueError:
            return answer.status, body


def read_store(place):
    """The campaign of a project, to read: a copy with what is written beside it and not yet taken over."""
    for suffix in ("", "-wal"):
        written = pathlib.Path(place) / ("campaign.sqlite" + suffix)
        if written.exists():
            shutil.copy(written, pathlib.Path(place) / ("read.sqlite" + suffix))
    return sqlite3.connect(pathlib.Path(place) / "read.sqlite")


def people_rows():
    with open(root / "Library" / "people.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write_project(folder, base, token, settings=None, top="", people=None, secret_password=PASSWORD, admin_password="Admin.Pass1!"):
    """lmsaccept.yaml for a built-in LMS that runs as a process of its own."""
    values = {
        "service": "lmsaccept", "admin_user": "admin", "admin_password": admin_password, "admin_token": token,
        "password": secret_password, "clock": "built-in"}
    values.update(settings or {})
    lines = ["project: acceptance", top.rstrip(), "targets:", "  lms:", "    adapter: moodle",
             "    base: %s" % json.dumps(base), "    environment: test", "    settings:"]
    lines += ["      %s: %s" % (k, json.dumps(v)) for k, v in values.items() if v is not None]
    lines.append("people:")
    for person in people if people is not None else people_rows():
        columns = {k: v for k, v in person.items() if k != "handle" and v}
        columns.setdefault("password", secret_password)
        lines.append("  %s:" % person["handle"])
        lines += ["    %s: %s" % (k, json.dumps(v, ensure_ascii=False)) for k, v in columns.items()]
    (pathlib.Path(folder) / "lmsaccept.yaml").write_text("\n".join(l for l in lines if l) + "\n", encoding="utf-8")


class NobodyThere:
    """An address that refuses every connection for as long as it is held: its port is taken, and nobody listens."""

    def __enter__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.base = "http://127.0.0.1:%d" % self.socket.getsockname()[1]
        return self

    def __exit__(self, *_):
        self.socket.close()


class Proxy:
    """Passes requests on to a built-in LMS and lets `spoil` answer some of them instead.

    `spoil(request)` gets method, path, headers and body and returns None (pass on), a `Spoilt`, or a function that
    changes the real answer (status, headers, body)."""

    def __init__(self, base, spoil):
        self.target, self.spoil, self.seen, self.lock = base.split("//")[1], spoil, [], threading.Lock()
        self.release = threading.Event()

    def __enter__(self):
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            # Small answers in one packet: else each waits for a delayed acknowledgement.
            disable_nagle_algorithm = True
            wbufsize = 65536

            def log_message(self, *_):
                pass

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                request = Request(self.command, self.path, dict(self.headers), body)
                with proxy.lock:
                    request.number = len(proxy.seen)
                    proxy.seen.append(request)
                answer = proxy.spoil(request)
                try:
                    if answer is None or callable(answer):
                        status, headers, content = proxy.forward(request)
                        if answer:
                            status, headers, content = answer(status, headers, content)
                        self.reply(status, headers, content)
                    else:
                        answer.send(self, proxy)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def reply(self, status, headers, content):
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in ("content-length", "connection", "transfer-encoding", "keep-alive"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_POST = do_HEAD = do_PUT = do_PATCH = do_DELETE = handle_any

        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.base = "http://127.0.0.1:%d" % self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.release.set()
        self.server.shutdown()
        self.server.server_close()

    def forward(self, request):
        connection = http.client.HTTPConnection(self.target, timeout=60)
        headers = {k: v for k, v in request.headers.items() if k.lower() not in ("host", "connection", "accept-encoding")}
        # The LMS names itself by the address it was asked at.
        headers["Host"] = self.target
        connection.request(request.method, request.path, request.body or None, headers)
        answer = connection.getresponse()
        content = answer.read()
        mine, its = self.base.split("//")[1].encode(), self.target.encode()
        content = content.replace(its, mine)
        given = [(k, v.replace(self.target, mine.decode())) for k, v in answer.getheaders()]
        connection.close()
        return answer.status, given, content


class Request:
    def __init__(self, method, path, headers, body):
        from urllib.parse import parse_qs
        self.method, self.path, self.headers, self.body = method, path, headers, body
        fields = parse_qs(body.decode(errors="replace")) if b"=" in body[:4000] else {}
        self.function = fields.get("wsfunction", [""])[0]
        self.token = fields.get("wstoken", [""])[0]


class Spoilt:
    """An answer of our own."""

    def __init__(self, status=200, content=b"", type="application/json", headers=(), repeat=1):
        self.status, self.content, self.type, self.headers, self.repeat = status, content, type, headers, repeat

    def send(self, handler, _):
        handler.send_response_only(self.status)
        handler.send_header("Content-Type", self.type)
        for name, value in self.headers:
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(self.content) * self.repeat))
        handler.end_headers()
        for _ in range(self.repeat):
            handler.wfile.write(self.content)


def page(title):
    return ("<!DOCTYPE html><html><head><title>%s</title></head><body><h1>%s</h1></body></html>" % (title, title)).encode()


def moodle_error(code, message):
    return Spoilt(200, json.dumps({"exception": "core\\exception\\moodle_exception", "errorcode": code, "message": message}).encode())


class Stalled:
    """No answer until the proxy ends."""

    def send(self, handler, proxy):
        proxy.release.wait()
        handler.close_connection = True


class HangUp:
    """The connection ends without an answer."""

    def send(self, handler, _):
        handler.close_connection = True


def folder():
    return tempfile.TemporaryDirectory(prefix="lmsaccept-")


def binary_argument(usage):
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not arguments:
        raise SystemExit(usage)
    return Binary(arguments[0])
