"""Hold that work grows as its text does, by the processor's time of this thread: load does not matter."""

import time

FACTOR = 4
ROOM = 2.5  # a square would need four times as much


def assert_grows_as_its_text(function, make, size):
    """Fail where ``make(4 * size)`` takes ``function`` more than ten times the work of ``make(size)``.

    A square takes sixteen times as much. The best of three is taken, for what else the process does at times.
    """
    small, large = make(size), make(FACTOR * size)
    once = min(work(function, small) for _ in range(3))
    taken = min(work(function, large) for _ in range(3))
    assert taken <= FACTOR * ROOM * once, f"{FACTOR} times the text took {taken / once:.1f} times the work"


def work(function, text):
    """Return the processor's seconds that a call takes."""
    start = time.thread_time()
    function(text)
    return time.thread_time() - start
