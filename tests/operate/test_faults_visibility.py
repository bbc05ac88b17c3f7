"""How soon queues hand out again what died, while a drill lasts and after it."""

import pytest

from operate.faults import visibility

FED = {"alarm": "city-alarm", "report": "city-report"}
TIMEOUTS = {"city-alarm": 5, "city-report": 20}


class Engine:
    """The queues with their visibility, and the functions with their timeouts."""

    def __init__(self):
        self.seconds = {"alarm": "30", "report": "120"}

    def client(self, _):
        return self

    def get_queue_url(self, QueueName):  # noqa: N803
        return {"QueueUrl": QueueName}

    def get_queue_attributes(self, QueueUrl, AttributeNames):  # noqa: N803
        return {"Attributes": dict.fromkeys(AttributeNames, self.seconds[QueueUrl])}

    def set_queue_attributes(self, QueueUrl, Attributes):  # noqa: N803
        self.seconds[QueueUrl] = Attributes["VisibilityTimeout"]

    def get_function_configuration(self, FunctionName):  # noqa: N803
        return {"Timeout": TIMEOUTS[FunctionName]}


@pytest.fixture
def engine(monkeypatch):
    monkeypatch.setattr("operate.drain.fed_by_queues", lambda _: FED)
    return Engine()


def test_in_a_drill_it_is_short_and_still_longer_than_a_function_lives(engine):
    with visibility.shortened(engine):
        assert engine.seconds == {"alarm": "8", "report": "30"}


def test_it_is_as_it_was_whatever_happened(engine):
    with pytest.raises(KeyboardInterrupt), visibility.shortened(engine):
        raise KeyboardInterrupt
    assert engine.seconds == {"alarm": "30", "report": "120"}
