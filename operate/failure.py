"""What the command says in one sentence instead of a trace: whoever called can do something."""


class Failure(Exception):
    """The work was not done, for a reason that its text tells."""

    code = 1  # with which the command ends


class NotUnderstood(Failure):
    """What was asked for does not exist."""

    code = 2
