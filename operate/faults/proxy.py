"""A proxy between the city's functions and the engine, which breaks calls as planned.

It listens on loopback; workers call it because the launcher gave them this address. Calls without a
planned fault pass unchanged and unbuffered.
"""

import asyncio
import socket
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Callable
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from operate import workers
from operate.faults import refusals, wire
from operate.faults.plan import AFTER, STOPS, Fault, Hop, Plan
from operate.faults.wire import Head

HOST = "127.0.0.1"
LONGEST_HEAD = 1 << 20
IN_MEMORY = 1 << 20  # bytes of a body for a second delivery; a longer one goes to a file


class Call(NamedTuple):
    """One request on a caller's connection; its body is read once, piece by piece."""

    head: Head
    body: AsyncIterator[bytes]
    reader: StreamReader
    writer: StreamWriter
    worker: workers.Worker | None


class Proxy:
    """`engine` is a port, `prefix` the beginning of the city's function names. `restart` stops and
    starts the engine; only a plan with stops needs it.
    """

    def __init__(
        self, engine: int, prefix: str, plan: Plan, restart: Callable[[], None] | None = None
    ) -> None:
        self.engine, self.prefix, self.plan, self.restart = engine, prefix, plan, restart
        stops = [r for calls in plan.rules.values() for r in calls.values() if r.fault in STOPS]
        if stops and restart is None:
            raise ValueError("a plan that stops the engine needs `restart`")
        self.port = 0
        self.down = False  # whether the engine is: no call is served then, nor uses up a fault
        self.serving: set[asyncio.Task[None] | None] = set()  # the loop holds weak references only
        self.broken: list[Exception] = []  # failures of the proxy itself, which make a run void

    def start(self, port: int = 0) -> None:
        listening = socket.create_server((HOST, port))
        self.port = listening.getsockname()[1]
        running = threading.Event()
        self.thread = threading.Thread(
            target=asyncio.run, args=(self._run(listening, running),), daemon=True, name="wire"
        )
        self.thread.start()
        running.wait()

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join()

    async def _run(self, listening: socket.socket, running: threading.Event) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, sock=listening, limit=LONGEST_HEAD)
        running.set()
        await self.over.wait()
        server.close()

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.serving.add(task := asyncio.current_task())
        try:
            port, worker = writer.get_extra_info("peername")[1], None
            while head := await wire.read_head(reader):
                # reading /proc can miss a connection while others change, so try with each call
                worker = worker or workers.behind(port, self.prefix)
                if head.field("expect"):
                    writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = wire.body_of_request(reader, head)
                await self._answer(Call(head, body, reader, writer, worker))
        except (OSError, asyncio.IncompleteReadError):
            wire.reset(writer)  # passes the loss of one side on to the other
        except asyncio.CancelledError:
            pass  # the drill is over
        except Exception as error:
            self.broken.append(error)
            raise
        finally:
            writer.close()
            self.serving.discard(task)

    async def _answer(self, call: Call) -> None:
        if self.down:
            raise ConnectionRefusedError("the engine is down")
        caller = call.worker.function.removeprefix(self.prefix) if call.worker else "outside"
        fault = self.plan.befalls(Hop(caller, call.head.operation))
        if fault is None:
            await self._pass(call)
        elif fault is Fault.TWICE:
            await self._twice(call)
        elif fault in (Fault.THROTTLE, Fault.ERROR):
            await wire.drained(call.body)
            call.writer.write(refusals.answer(call.head.operation, fault))
            await call.writer.drain()
        else:
            await self._break(call, fault)

    async def _break(self, call: Call, fault: Fault) -> None:
        """Carries out a fault that ends the connection; always raises."""
        if fault in AFTER:
            await self._deliver(call, call.body)
        else:
            await wire.drained(call.body)
        if fault is Fault.SILENCE:
            await call.reader.read()
        elif fault in (Fault.KILL_BEFORE, Fault.KILL_AFTER):
            if call.worker is None:
                raise ValueError(f"no worker to kill behind {call.head.operation}")
            call.worker.kill()
        elif fault in STOPS and self.restart:
            await self.loop.run_in_executor(None, self.restart)
        raise ConnectionAbortedError(fault)

    async def _twice(self, call: Call) -> None:
        with SpooledTemporaryFile(IN_MEMORY) as kept:
            async for piece in call.body:
                kept.write(piece)
            await self._deliver(call, wire.again(kept))
            await self._pass(call._replace(body=wire.again(kept)))

    async def _deliver(self, call: Call, body: AsyncIterator[bytes]) -> None:
        """Has the engine execute the call and discards the answer."""
        answer, reader, upstream = await self._send(call, body)
        await wire.drained(wire.body_of_answer(reader, answer, call.head.method))
        upstream.close()

    async def _pass(self, call: Call) -> None:
        answer, reader, upstream = await self._send(call, call.body)
        endless = wire.is_endless(answer, call.head.method)
        call.writer.write(answer.replaced(connection="close" if endless else ""))
        async for piece in wire.body_of_answer(reader, answer, call.head.method):
            call.writer.write(piece)
            await call.writer.drain()
        await call.writer.drain()
        upstream.close()
        if endless:
            call.writer.close()

    async def _send(
        self, call: Call, body: AsyncIterator[bytes]
    ) -> tuple[Head, StreamReader, StreamWriter]:
        reader, upstream = await asyncio.open_connection(HOST, self.engine, limit=LONGEST_HEAD)
        upstream.write(call.head.replaced(connection="close", expect=""))
        async for piece in body:
            upstream.write(piece)
            await upstream.drain()
        answer = await wire.read_head(reader)
        if answer is None:
            raise ConnectionResetError("the engine closed without an answer")
        return answer, reader, upstream
