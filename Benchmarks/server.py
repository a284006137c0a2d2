"""nginx in a temporary folder on a free loopback port, ended by its own process id."""

import os
import pathlib
import shutil
import socket
import subprocess
import urllib.request


class Server:
    """The socket is bound and listening before nginx starts and handed over, so nothing waits and no port is raced for."""

    def __init__(self, folder, template):
        program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
        if program is None:
            raise SystemExit("benchmarks: nginx is missing; sudo apt-get install nginx-light")
        folder = pathlib.Path(folder)
        folder.mkdir()
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        address = "127.0.0.1:%d" % listener.getsockname()[1]
        self.base = "http://" + address
        config = folder / "nginx.conf"
        config.write_text(template.read_text().replace("@FOLDER@", str(folder)).replace("@ADDRESS@", address))
        self.log = folder / "error.log"
        with open(folder / "output.txt", "wb") as output:
            self.process = subprocess.Popen(
                [program, "-c", str(config), "-p", str(folder), "-e", str(self.log)], stdin=subprocess.DEVNULL,
                stdout=output, stderr=output, pass_fds=[listener.fileno()],
                env={**os.environ, "NGINX": "%d;" % listener.fileno()})
        listener.close()

    def served(self):
        """How many requests were answered so far, this one included."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(self.base + "/count", timeout=10) as answer:
            return int(answer.read().decode().splitlines()[2].split()[2])

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)
