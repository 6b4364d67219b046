"""Wait for what another process does: for as long as a machine under load may need, and no longer than it takes."""

import os
import time

LONGEST = 120


def wait_for(true, seconds=LONGEST):
    """Whether it came true; how long it took does not matter."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def children(of=None):
    """Living processes (ids) whose parent is this one, or another."""
    own = str(of or os.getpid())
    found = set()
    for name in filter(str.isdigit, os.listdir("/proc")):
        state, parent = _stat(name)
        if parent == own and state != "Z":
            found.add(name)
    return found


def alive(process):
    """Whether a process runs; one that ended and that nobody asked about does not."""
    if os.path.isdir("/proc/self"):
        return _stat(process)[0] not in ("", "Z")
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    return True


def _stat(process):
    """State and parent of a process; nothing where there is none."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[:2]
    except OSError:
        return "", ""
