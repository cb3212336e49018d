"""A PostgreSQL server of its own: a temporary folder, a free port of loopback, gone afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import create_engine, text

_USER = "onething"


def programs() -> Path | None:
    """Folder of the server's programs, the newest version's where Debian put several."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    return debian[-1].parent if debian else None


def _version(path: Path) -> float:
    return float(path.parents[1].name)


class Server:
    """A running server; its commits reach the disk, as they do in an office."""

    def __init__(self) -> None:
        found = programs()
        assert found is not None
        self._programs = found
        # Not below pytest's folder: that belongs to one user, and the server refuses to be root.
        self._home = Path(tempfile.mkdtemp(prefix="onething-postgresql-"))
        self._password = secrets.token_hex(8)
        self._reused = ""
        self._as_user: tuple[str, ...] = ()
        secret = self._home / "password"
        secret.write_text(self._password, encoding="utf-8")
        if os.geteuid() == 0:
            self._give_away(secret)
        try:
            self._run(
                "initdb",
                *("--pgdata", str(self._home / "kept"), "--username", _USER),
                *("--auth", "scram-sha-256", "--pwfile", str(secret)),
                *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            )
            self.port = _free_port()
            self.start()
        except BaseException:
            shutil.rmtree(self._home)
            raise

    def _give_away(self, secret: Path) -> None:
        name = "postgres" if "postgres" in {one.pw_name for one in pwd.getpwall()} else "nobody"
        owner = pwd.getpwnam(name)
        for path in (self._home, secret):
            os.chown(path, owner.pw_uid, owner.pw_gid)
        ids = (f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups")
        self._as_user = ("setpriv", *ids)

    def _run(self, program: str, *args: str) -> None:
        done = subprocess.run(
            [*self._as_user, str(self._programs / program), *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a started server would keep a pipe open
            stderr=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            cwd=self._home,
            env={**os.environ, "HOME": str(self._home)},
            check=False,
        )
        assert done.returncode == 0, (program, done.stderr)

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories="
        files = ("--pgdata", str(self._home / "kept"), "--log", str(self._home / "log"))
        self._run("pg_ctl", "start", "--wait", *files, "--options", options)

    def crash(self) -> None:
        """Stop without tidying up, as after a power cut."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate", "-D", str(self._home / "kept"))

    def close(self) -> None:
        self.crash()
        shutil.rmtree(self._home)

    def empty_database(self) -> str:
        """The URL of an empty database, the same at each call: a new one takes 10 MB and its time.

        Whoever still uses it loses it, as with a database that is dropped.
        """
        if not self._reused:
            self._reused = self.new_database()
            return self._reused
        engine = create_engine(self._reused.replace("postgresql:", "postgresql+pg8000:"))
        with engine.begin() as connection:
            others = "datname = current_database() AND pid <> pg_backend_pid()"
            connection.execute(
                text(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}")
            )
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
        return self._reused

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"store_{secrets.token_hex(4)}"
        address = f"{_USER}:{self._password}@127.0.0.1:{self.port}"
        engine = create_engine(
            f"postgresql+pg8000://{address}/postgres", isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return f"postgresql://{address}/{name}"


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])
