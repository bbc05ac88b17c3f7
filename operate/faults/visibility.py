"""Shortens the visibility timeout of all queues for the duration of a drill.

The template sets it to six times the function's timeout, as AWS recommends; a drill that kills a
thousand workers would spend most of its time waiting. One and a half times the timeout is still
longer than an invocation can run, so a message is never delivered again while its function works
on it.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager

from operate import drain
from operate.home import Home

NAME = "VisibilityTimeout"
TIMES = 1.5


@contextmanager
def shortened(home: Home) -> Iterator[None]:
    """Applies to every queue that feeds a function, and restores the old values at the end."""
    sqs, functions = home.client("sqs"), home.client("lambda")
    before: dict[str, str] = {}
    for queue, function in drain.fed_by_queues(home).items():
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        held = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[NAME])
        before[url] = held["Attributes"][NAME]
        timeout = functions.get_function_configuration(FunctionName=function)["Timeout"]
        sqs.set_queue_attributes(QueueUrl=url, Attributes={NAME: str(math.ceil(TIMES * timeout))})
    try:
        yield
    finally:
        for url, seconds in before.items():
            sqs.set_queue_attributes(QueueUrl=url, Attributes={NAME: seconds})
