"""What time does to notices: the next step, the digest when quiet hours end."""

from linli import clock
from linli.sweeper import Sweeper

from . import acts, reports


def tend(pk: str, sk: str) -> None:
    """The next step of a notice; and the end of attempts of which no gateway spoke in time."""
    notice = acts.go_on(pk, sk)
    reports.late(notice, clock.now(notice.community))


handler = Sweeper({"notice": tend, "digest": acts.send_digest}).handler
