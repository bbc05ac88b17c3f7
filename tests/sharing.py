"""Several runs of pytest that share the files of one folder: each takes whole files, another one as
soon as it is through. A plugin, `-p tests.sharing`.

pytest-xdist was looked at: it runs no test with the present pytest.
"""

import inspect
import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from operate.testing import TAKEN


def pytest_collection_modifyitems(items):
    """The files that take longest first, so that all runs end at about the same time."""
    size = Counter()
    for item in items:
        size[item.path] += len(inspect.getsource(item.function))
    items.sort(key=lambda item: (-size[item.path], item.path))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    if _takes(item.path):
        return None
    item.session._setupstate.teardown_exact(nextitem)  # of the test before: it was told of this one
    return True


@cache
def _takes(path):
    """Whether this run is the first to ask for that file."""
    try:
        Path(os.environ[TAKEN], path.name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
