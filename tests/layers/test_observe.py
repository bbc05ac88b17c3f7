"""What functions count is found where alarms look for it: by city, feature and name."""

import json
from pathlib import Path

import pytest

from linli import names
from linli.counted import Counted
from linli.observe import metrics, remark

ROOT = Path(__file__).parents[2]
CODE = [
    path.read_text()
    for home in ("functions", "layers/linli/python/linli")
    for path in (ROOT / home).rglob("*.py")
]


def test_it_is_told_of_the_feature_in_its_own_city(monkeypatch, capsys):
    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED")
    metrics.clear_metrics()  # of what ran before in this process
    remark(Counted.FLOODING, 2)
    metrics.flush_metrics()
    told = json.loads(capsys.readouterr().out)
    [group] = told["_aws"]["CloudWatchMetrics"]
    assert (group["Namespace"], group["Dimensions"]) == (names.metrics("test"), [["service"]])
    assert (told["service"], told["Flooding"]) == ("facilities", [2.0])


@pytest.mark.parametrize("what", Counted)
def test_whatever_has_a_name_is_counted_somewhere(what):
    assert any(f"remark(Counted.{what.name}" in text for text in CODE)
