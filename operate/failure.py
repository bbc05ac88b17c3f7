"""What the command says in one sentence instead of a trace: whoever called can do something."""


class Failure(Exception):
    """The work was not done, for a reason that its text tells."""
