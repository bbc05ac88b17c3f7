"""python -m operate.issuer: serves until it is ended."""

import sys
from datetime import UTC, datetime

from operate import lifeline
from operate.home import Home
from operate.issuer import door, people
from operate.issuer.grant import Server
from operate.issuer.keys import KeyRing
from operate.issuer.site import Site
from operate.issuer.tokens import Tokens


def main() -> None:
    home = Home.current()
    lifeline.hold(home.root)
    ring = KeyRing(home.path("keys", "issuer.json"), lambda: datetime.now(UTC))
    tokens = Tokens(home.url("issuer"), people.city(home).audience, ring)
    site = Site(tokens, lambda: people.listed(home), Server(tokens))
    sys.stdout.write(f"issuer: {tokens.issuer}\n")
    door.serving(site, home.port("issuer")).serve_forever()


if __name__ == "__main__":
    main()
