"""A real PostgreSQL server for the tests: in a folder of its own, reached by a socket alone, gone afterwards."""

import glob
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

PASSWORD = "ge:heim/@ 9"


def binaries():
    """The folder of initdb and pg_ctl, or None."""
    found = shutil.which("initdb")
    folders = [str(Path(found).parent)] if found else []
    folders += sorted(glob.glob("/usr/lib/postgresql/*/bin"), reverse=True)
    return next((Path(f) for f in folders if Path(f, "initdb").is_file() and Path(f, "pg_ctl").is_file()), None)


@contextmanager
def server():
    """The folder of the socket of a running server, whose user ``clerk`` has PASSWORD; it does not run as root."""
    bin_folder = binaries()
    nobody = pwd.getpwnam("nobody")
    user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if user:
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    secret = folder / "password"
    secret.write_text(PASSWORD, "utf-8")
    secret.chmod(0o644)

    def call(program, *args):
        environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8", "PGCTLTIMEOUT": "600"}
        done = subprocess.run(
            [bin_folder / program, *args],
            cwd=folder,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            **user,
        )
        assert done.returncode == 0, done.stderr + done.stdout

    data = folder / "data"
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off"
    try:
        call("initdb", "-D", data, "-U", "clerk", "-A", "scram-sha-256", "--pwfile", secret, "-E", "UTF8", "--no-sync")
        call("pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield folder
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fresh_name():
    """A name for a database that no other test has."""
    return f"test_{secrets.token_hex(6)}"
