"""Forks the engine's workers from processes that have imported their code already, as SnapStart
does on AWS: a worker starts without importing, and shares the memory of what is imported.

Run by the engine's Python, as the first of these processes, with the descriptor of the socket that
it serves. `forked` is the other side.
"""

import gc
import importlib
import json
import os
import runpy
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

LONGEST = 100_000  # bytes of a request
STREAMS = 3


def serve(asked: socket.socket) -> None:
    """Forks for every request until the other side is closed: with one descriptor, a socket, a
    process that imports modules and serves that socket; with three, a worker with these streams.
    Answers with the pid.
    """
    while True:
        said, files, _, _ = socket.recv_fds(asked, LONGEST, STREAMS)
        if not said:
            return
        if pid := os.fork():
            asked.send(str(pid).encode())
            for file in files:
                os.close(file)
            continue
        asked.close()
        if len(files) == STREAMS:
            work(files, **json.loads(said))
            return
        asked = socket.socket(fileno=files[0])
        learn(**json.loads(said))


def learn(path: Sequence[str], modules: Sequence[str], environment: Mapping[str, str]) -> None:
    """Imports the modules. What fails here fails again in the worker, which says so."""
    _surround(environment)
    sys.stdout = sys.stderr  # loggers keep the stream of their import; answers go to the other
    sys.path[:0] = path
    for module in modules:
        with suppress(Exception):
            importlib.import_module(module)
    gc.collect()
    gc.freeze()  # else a worker's first collection would copy what is shared


def work(streams: Sequence[int], script: str, folder: str, environment: Mapping[str, str]) -> None:
    """Runs the engine's script for workers, until its input ends."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _surround(environment)
    sys.stdout = sys.__stdout__
    os.chdir(folder)
    runpy.run_path(script, run_name="__main__")


def _surround(environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever ends is not waited for
    serve(socket.socket(fileno=int(sys.argv[1])))
