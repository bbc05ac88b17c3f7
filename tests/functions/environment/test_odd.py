"""Whatever anybody asks of what is public, the answer is a refusal at worst and never a failure."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HERE = "140105001001"
ODD = ["", " ", "..", "*", "０" * 12, "-1", "x" * 3000, "0" * 12, "9" * 12, HERE + "001"]
FAR = ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "2026-11-23T00:00:00Z", "now"]
TEXTS = st.sampled_from([*ODD, *FAR, HERE, "hour", "csv"]) | st.text(max_size=20)
NAMES = ("place", "from", "to", "span", "format", "after", "kind")
QUERIES = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, TEXTS))
PATHS = ["stations", "stations/AQ-1", "stations/AQ-1/history", "indexes", "warnings"]


@pytest.mark.parametrize("path", PATHS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(query=QUERIES)
def test_what_is_public_never_fails(register, ask, path, query):
    from linli.errors import Refused

    with suppress(Refused):
        register("AQ-1", "air")
    assert ask("GET", path, sub=None, query=query)[0] in (200, 404, 422)


@pytest.mark.parametrize("begins", FAR[:2])
@pytest.mark.parametrize("ends", [*FAR[:3], "0001-01-01T01:00:00+23:59"])
def test_a_history_of_the_ends_of_time_is_refused(register, ask, begins, ends):
    register("AQ-1", "air")
    query = {"from": begins, "to": ends}
    assert ask("GET", "stations/AQ-1/history", sub=None, query=query)[0] == 422
