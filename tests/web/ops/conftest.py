"""Whoever sits at a desk: a community of its own for each file of tests, and its screens."""

import pytest

from tests.web import desk as desks
from tests.web.conftest import DESK


@pytest.fixture(scope="module")
def cast(world):
    yield from desks.town(world)


@pytest.fixture
def desk(signed_in, cast):
    """desk("li"): the duty list before him; desk("chen", "/ops/assets"): that screen."""

    def open_(person, path="/ops", size=DESK, **wishes):
        return signed_in(person, f"{path}?community={cast.community}", size, **wishes)

    return open_
