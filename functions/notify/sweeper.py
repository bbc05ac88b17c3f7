"""What time does to notices: the next step, the digest when quiet hours end."""

from linli.sweeper import Sweeper

from . import acts

handler = Sweeper({"notice": acts.go_on, "digest": acts.send_digest}).handler
