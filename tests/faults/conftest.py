import os

import pytest


@pytest.fixture(scope="session")
def world():
    """The city that `./linli test faults` brought up."""
    if not os.environ.get("LINLI_HOME"):
        pytest.skip("needs a city of its own: ./linli test faults")
    from operate.home import Home
    from operate.scenario.world import World

    return World.current(Home.current())
