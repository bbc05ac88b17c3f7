"""How often a failed call to AWS is tried, by each of the ways in which functions call it."""

from linli import aws
from linli.members import Accounts
from linli.packs import keeping
from linli.store import commits
from linli.table import Row

TRIES = {"mode": "standard", "total_max_attempts": 3}


def test_every_client_gives_up_before_its_function_is_killed(row):
    made = [aws.client("s3"), keeping.client(), commits.connection.client]
    made += [table._get_connection().connection.client for table in (Row, Accounts)]
    assert [one.meta.config.retries for one in made] == [TRIES] * 5


def test_who_must_not_repeat_a_question_asks_once():
    from linli.ask import HOW

    assert aws.client("lambda", config=HOW).meta.config.retries["total_max_attempts"] == 1
