"""A psql that stays open, with statements as input and their output."""

import os
import re
import select
import subprocess
import time

ERROR = re.compile(r"^(?:psql:<stdin>:\d+: )?(?:ERROR|FATAL):  ([0-9A-Z]{5}): (.*)$", re.MULTILINE)


class Answer:
    def __init__(self, text: str, ended: bool, late: bool):
        self.text, self.ended, self.late = text, ended, late
        self.errors = ERROR.findall(text)

    def lines(self, prefix: str) -> list[str]:
        return [line for line in self.text.splitlines() if line.startswith(prefix)]


class Session:
    """PGHOST and PGPORT lead to the server."""

    def __init__(self, role: str, database: str, options: str = ""):
        self.role, self.database, self.options = role, database, options
        self.count = 0
        self.psql = None

    def open(self) -> None:
        environment = dict(os.environ, PGUSER=self.role, PGDATABASE=self.database, PGOPTIONS=self.options)
        self.psql = subprocess.Popen(
            ["psql", "-X", "-q", "-A", "-t", "-v", "VERBOSITY=verbose", "-f", "-"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment,
        )  # fmt: skip

    def close(self) -> None:
        if self.psql:
            self.psql.stdin.close()
            self.psql.stdout.close()
            self.psql.kill()
            self.psql.wait()
            self.psql = None

    def run(self, statements: str, seconds: float = 60) -> Answer:
        """Runs statements, each ended by a semicolon. A lost server or a late answer closes the session."""
        if not self.psql:
            self.open()
        self.count += 1
        mark = f"__end_{self.count}__"
        try:
            self.psql.stdin.write(f"{statements}\n\\echo {mark}\n".encode())
            self.psql.stdin.flush()
        except BrokenPipeError:
            pass
        answer = self.read(mark, time.monotonic() + seconds)
        if answer.ended or answer.late:
            self.close()
        return answer

    def read(self, mark: str, deadline: float) -> Answer:
        data, end = b"", f"{mark}\n".encode()
        while not (data == end or data.endswith(b"\n" + end)):
            ready, _, _ = select.select([self.psql.stdout], [], [], max(0, deadline - time.monotonic()))
            if not ready:
                return Answer(data.decode(errors="replace"), False, True)
            piece = os.read(self.psql.stdout.fileno(), 65536)
            if not piece:
                return Answer(data.decode(errors="replace"), True, False)
            data += piece
        text = data[: -len(end)].decode(errors="replace")
        lost = "server closed the connection" in text or "connection to server was lost" in text
        return Answer(text, lost, False)

    def must(self, statements: str) -> str:
        answer = self.run(statements)
        if answer.errors or answer.ended or answer.late:
            raise SystemExit(f"{self.role}: preparing failed\n{statements[:500]}\n{answer.text}")
        return answer.text

    def rows(self, query: str) -> list[list[str]]:
        return [line.split("|") for line in self.must(query).splitlines()]


def wait_for_server(seconds: float = 60) -> None:
    """After a crash the server first ends all sessions, then recovers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        time.sleep(1)
        asked = subprocess.run(["psql", "-X", "-d", "postgres", "-c", "SELECT 1"], capture_output=True, check=False)
        if asked.returncode == 0:
            return
    raise SystemExit("the server does not come back")
