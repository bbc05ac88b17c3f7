"""python -m operate.gateway: serves until it is stopped."""

import logging

from operate import lifeline
from operate.gateway import door
from operate.gateway.control import Control
from operate.gateway.house import House
from operate.gateway.town import Town
from operate.home import Home


def main() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    home = Home.current()
    lifeline.hold(home.root)
    door.serving(Control(House(Town(home))), home.port("gateway")).serve_forever()


if __name__ == "__main__":
    main()
