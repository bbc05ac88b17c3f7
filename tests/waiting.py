"""Waiting for what a city, a process or a page does by itself."""

import itertools
import time


def until(question, within=15.0, *, holds=bool, sleep=time.sleep):
    """Asks until the answer is as it should be, and returns it. `within`, and what `sleep` is told,
    are seconds.
    """
    limit = time.monotonic() + within
    for pause in itertools.chain((0.01, 0.02, 0.05, 0.1, 0.2), itertools.repeat(0.4)):
        if holds(answer := question()):
            return answer
        assert time.monotonic() < limit, f"not within {within} s: {answer}"
        sleep(pause)
    return None
