"""What the engine does more often, or waits longer for, than a city's laptop can afford.

The launcher reads this file instead of importing it, because functions could import it too. Each of
the CHANGES answers whether the engine was the one that it knows; else it has changed nothing.
"""

import gc
import inspect
import queue
import time
from functools import lru_cache
from itertools import chain
from types import FunctionType
from typing import Any

import h11
import ministack.core.lambda_runtime as workers
import ministack.services.dynamodb as tables
import ministack.services.lambda_svc as functions
from cryptography.hazmat.primitives import serialization
from hypercorn.events import RawData
from hypercorn.protocol.h11 import H11Protocol

SOON = 0.005  # seconds between two looks at all queues
ENDED = "\x1e"  # the line after those that a call has logged
LOGS, LOOK = 0.25, 0.05  # seconds to wait for it, as the engine does, and between two looks
EXPRESSIONS = 2000  # more than a city's functions have
ONE_KEY = ("NAME_REF", "EQ", "VALUE_REF", "EOF")
FULL = 2  # the generation of a search of everything


def mark_where_logs_end() -> bool:
    """A worker says when it has logged all of a call. The engine otherwise waits after every call:
    5 ms after a line, 50 ms without one, and looks each millisecond.
    """
    script, ends = workers._PYTHON_WORKER_SCRIPT, "        _real_stdout.flush()\n\nrun()\n"
    if script.count(ends) != 1 or not callable(workers.Worker._drain_stderr_bounded):
        return False
    said = f"        print({ENDED!r}, file=sys.__stderr__, flush=True)\n"
    workers._PYTHON_WORKER_SCRIPT = script.replace(ends, said + ends)

    def logged(worker: Any, **_: float) -> str:
        lines: list[str] = []
        limit = time.monotonic() + LOGS
        while time.monotonic() < limit:
            try:
                line = worker._stderr_queue.get(timeout=LOOK)
            except queue.Empty:
                if not worker._stderr_thread.is_alive():
                    break  # it was killed
                continue
            if line == ENDED:
                break
            lines.append(line)
        return "\n".join(lines)

    workers.Worker._drain_stderr_bounded = logged
    return True


def look_again_soon() -> bool:
    """The engine looks at all queues after every write to a table. If they are empty, it waits for
    50 ms before it looks again, and so does the next message.
    """
    if functions._ESM_IDLE_WAKE_GAP_SECONDS != 0.05:
        return False
    functions._ESM_IDLE_WAKE_GAP_SECONDS = SOON
    return True


def parse_once() -> bool:
    """Expressions are parsed for every row that they are compared with, and the key of the
    certificate authority, whose primes are then tested, for every certificate.
    """
    said = inspect.getsource(tables._evaluate_condition)
    if "_tokenize(expr)" not in said or "_condition_syntax_error(expr, slot)" not in said:
        return False
    for name in ("_tokenize", "_condition_syntax_error"):
        setattr(tables, name, lru_cache(EXPRESSIONS)(getattr(tables, name)))
    read = lru_cache(serialization.load_pem_private_key)
    serialization.load_pem_private_key = read  # type: ignore[assignment]
    return True


def compare_keys_directly() -> bool:
    """The key of a partition is compared once more with each row that was found by it, by walking
    the parsed condition.
    """
    evaluate = tables._evaluate_condition
    if "def _evaluate_condition(expr, item, attr_values, attr_names" not in (
        inspect.getsource(evaluate)
    ):
        return False

    def evaluated(condition: str, row: Any, values: Any, names: Any, **slot: str) -> Any:
        if slot.get("slot") == "KeyConditionExpression":
            kinds, said = zip(*tables._tokenize(condition), strict=True)
            if kinds == ONE_KEY and "S" in values.get(said[2], ()) and said[0] in names:
                return row.get(names[said[0]]) == values[said[2]]
        return evaluate(condition, row, values, names, **slot)

    tables._evaluate_condition = evaluated
    return True


def scan_only_the_index() -> bool:
    """A scan of an index sorts all rows of its table first, and a laptop's watch scans two indexes
    of each table every two seconds. The engine knows the members of an index, but uses them for
    queries alone.
    """
    scan, source = tables._scan, inspect.getsource(tables._scan)
    known = source.count("_tables.get(name)") == 1 and callable(tables._index_members)
    if not known or source.count('table["items"]') != 3:
        return False

    def scanned(data: dict[str, Any]) -> Any:
        name = tables._normalize_table_name(data.get("TableName"))
        table, index = tables._tables.get(name), data.get("IndexName")
        if not table or index not in (parts := tables._index_members(table)):
            return scan(data)
        rows: dict[str, dict[str, Any]] = {}
        for pk, sk in chain.from_iterable(parts[index].values()):
            if sk in table["items"].get(pk, ()):
                rows.setdefault(pk, {})[sk] = table["items"][pk][sk]
        seen = {**vars(tables), "_tables": {name: {**table, "items": rows}}}
        return FunctionType(scan.__code__, seen)(data)

    tables._scan = scanned
    return True


def answer_in_one_piece() -> bool:
    """The head of an answer goes out with the first of its body: who waits for it is woken once."""
    if "self.connection.send(event)" not in inspect.getsource(H11Protocol._send_h11_event):
        return False

    async def send(protocol: Any, event: Any) -> None:
        try:
            data = protocol.connection.send(event)
        except h11.LocalProtocolError:
            if protocol.connection.their_state != h11.ERROR:
                raise
            return
        if isinstance(event, h11.Response):
            protocol.head = data
            return
        head, protocol.head = getattr(protocol, "head", b""), b""
        if head or data:
            await protocol.send(RawData(data=head + data))

    H11Protocol._send_h11_event = send
    return True


def search_only_what_is_new() -> bool:
    """What has survived a search for unreachable cycles is left out of later ones: all rows of a
    city are in memory, and each search of them took a tenth of a second. A cycle that becomes
    unreachable only after it survived stays in memory until the engine stops.
    """

    def ended(phase: str, found: dict[str, int]) -> None:
        if phase == "stop" and found["generation"] == FULL:
            gc.freeze()

    gc.callbacks.append(ended)
    return True


CHANGES = (
    mark_where_logs_end,
    look_again_soon,
    parse_once,
    compare_keys_directly,
    scan_only_the_index,
    answer_in_one_piece,
    search_only_what_is_new,
)
