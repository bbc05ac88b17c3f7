"""Storage for every feature: one table each, one row per noun, with optimistic locking.

A row holds the whole noun as JSON and the events of its last changes. Because the events are part
of the row, one write keeps both or neither. The table's stream publishes them to the bus and
`linli.outbox` then removes them from the row; the sweeper publishes what stayed unpublished for
over a minute. A row is never deleted, only closed: its events may still have to be published.
docs/decisions/0001 says why.
"""

from linli.store.commits import commit, counter, create, created, revise, stored, until_settled
from linli.store.reads import Page, every, find, listing, load, load_many, partition, there
from linli.store.writes import TOO_LARGE, Write

__all__ = [
    "TOO_LARGE",
    "Page",
    "Write",
    "commit",
    "counter",
    "create",
    "created",
    "every",
    "find",
    "listing",
    "load",
    "load_many",
    "partition",
    "revise",
    "stored",
    "there",
    "until_settled",
]
