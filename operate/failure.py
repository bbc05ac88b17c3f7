"""Errors that the command reports in one sentence without a traceback, as the caller can act on
them.
"""


class Failure(Exception):
    """The command failed; the text says why."""

    code = 1  # exit code of the command


class NotUnderstood(Failure):
    """An argument names something that does not exist."""

    code = 2
