"""Hooks by which a run of tests costs Python itself less: a fifth of the time of most."""

import gc

import pytest
from _pytest import main

SLOTS = 140_000  # a megabyte of them
NEW, OLDER, OLDEST = 200_000, 20, 100


def roomy(call):
    """Python 3.11 asks the system for 16 KiB whenever its frames have filled what it has, and gives
    it back as soon as the call ends: at an unlucky depth, each time. A wide frame brings room for
    all that it calls.
    """
    return call()


roomy.__code__ = roomy.__code__.replace(co_stacksize=SLOTS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    return roomy(lambda: main.pytest_runtestloop(session))


def pytest_collection_finish():
    """What was imported stays, and need not be looked through again and again for what does not."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW, OLDER, OLDEST)
