"""Why a message waits is said without what it says."""

import pytest
from pydantic import ValidationError

WHOM = "14010519500101001X"


@pytest.mark.parametrize(
    ("sample", "why"),
    [
        ({WHOM: 1}, "samples.0.*: extra_forbidden"),
        ({"measures": {WHOM: "x"}}, "samples.0.measures.*: float_"),
        ({"measures": {"x": WHOM}}, "samples.0.measures.*: float_"),
    ],
)
def test_a_reason_names_no_field_that_is_not_ours(row, sample, why):
    from linli.messages import Message
    from linli.quarantine import reason

    with pytest.raises(ValidationError) as wrong:
        Message.model_validate({"v": 1, "boot": 1, "seq": 1, "samples": [sample]})
    told = reason(wrong.value)
    assert why in told
    assert WHOM not in told
