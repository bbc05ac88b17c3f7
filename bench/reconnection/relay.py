"""A TCP relay in front of the broker that can cut all connections, and accepts a limited number per
second.

The traffic is TLS between device and broker, which it does not read.
"""

import asyncio
import socket
import threading
import time
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Callable

HOST = "127.0.0.1"
PIECE = 1 << 16


class Relay:
    """Listens on loopback. `taken` is the limit per second, `tried` counts connects by second,
    `refused` those refused.
    """

    def __init__(
        self, broker: int, taken: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.broker, self.taken, self.clock = broker, taken, clock
        self.tried: Counter[int] = Counter()
        self.refused = 0
        self._accepted: Counter[int] = Counter()
        self._dark = 0.0  # time until which no connect is accepted
        self._open: set[StreamWriter] = set()

    def start(self) -> int:
        """Returns the port."""
        listening = socket.create_server((HOST, 0), backlog=1024)
        running = threading.Event()
        run = self._run(listening, running)
        self._thread = threading.Thread(target=asyncio.run, args=(run,), daemon=True, name="relay")
        self._thread.start()
        running.wait()
        return int(listening.getsockname()[1])

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def cut(self, down: float = 0.0) -> float:
        """Cuts all connections, accepts none for `down` seconds, and returns the time
        of the cut.
        """
        self._dark = self.clock() + down
        self._loop.call_soon_threadsafe(self._cut)
        return self._dark - down

    def count_anew(self) -> None:
        self.tried, self.refused = Counter(), 0

    async def _run(self, listening: socket.socket, running: threading.Event) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, sock=listening)
        running.set()
        await self._over.wait()
        server.close()
        self._cut()

    def _cut(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.tried[int(self.clock())] += 1
        try:
            await self._through(reader, writer)
        except OSError:
            self.refused += 1
            writer.transport.abort()

    async def _through(self, reader: StreamReader, writer: StreamWriter) -> None:
        now = self.clock()
        if now < self._dark or self._accepted[int(now)] >= self.taken:
            raise ConnectionRefusedError
        self._accepted[int(now)] += 1
        there, upstream = await asyncio.open_connection(HOST, self.broker)
        both = {writer, upstream}
        self._open |= both
        await asyncio.gather(_carry(reader, upstream), _carry(there, writer))
        self._open -= both


async def _carry(reader: StreamReader, writer: StreamWriter) -> None:
    """Forwards until either side closes, then aborts the other."""
    try:
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.transport.abort()
