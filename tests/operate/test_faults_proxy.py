"""The wire, between a caller and a service that counts what reaches it."""

import http.client
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pydantic import ValidationError

from operate.faults.plan import Fault, Hop, Plan, Rule
from operate.faults.proxy import Proxy
from operate.workers import Worker

SIGNED = "AWS4-HMAC-SHA256 Credential=x/20260101/cn-north-1/dynamodb/aws4_request, Signature=y"
PUT = {"Authorization": SIGNED, "X-Amz-Target": "DynamoDB_20120810.PutItem"}
OUTSIDE = Hop("outside", "dynamodb:PutItem")


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.heard.append(body)
        self.send_response(200)
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))

    def do_GET(self):
        """Of no stated length: it ends with the connection."""
        self.close_connection = True
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"to the end")

    def log_message(self, *_):
        pass


@pytest.fixture
def service():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.heard = []
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()


@pytest.fixture
def wire(service):
    proxies = []

    def between(*rules, hop=OUTSIDE, restart=None):
        plan = Plan(Rule(hop=hop, call=call, fault=fault) for call, fault in rules)
        proxy = Proxy(service.server_port, "linli-drill-", plan, restart)
        proxy.start()
        proxies.append(proxy)
        return proxy

    yield between
    for proxy in proxies:
        proxy.stop()
        assert proxy.broken == []


def send(proxy, body=b"{}", headers=PUT, method="POST"):
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=5)
    connection.request(method, "/", body, headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_what_no_rule_names_passes_unchanged(wire, service):
    proxy = wire()
    assert send(proxy, b"one") == (200, b"one")
    assert service.heard == [b"one"]
    assert proxy.plan.calls == {OUTSIDE: 1}
    assert not proxy.plan.fired


def test_bodies_of_any_size_pass_both_ways(wire, service):
    large = bytes(range(256)) * 40_000
    assert send(wire((1, Fault.TWICE)), large) == (200, large)
    assert service.heard == [large, large]


def test_a_body_sent_in_chunks_and_one_that_ends_with_the_connection_pass(wire):
    proxy = wire()
    assert send(proxy, iter([b"one", b"two"]), PUT | {"content-length": "6"}) == (200, b"onetwo")
    assert send(proxy, None, {}, "GET") == (200, b"to the end")


def test_one_connection_carries_many_calls(wire, service):
    connection = http.client.HTTPConnection("127.0.0.1", wire().port, timeout=5)
    for body in (b"one", b"two"):
        connection.request("POST", "/", body, PUT)
        assert connection.getresponse().read() == body
    assert service.heard == [b"one", b"two"]


def test_who_is_not_found_at_first_is_looked_for_at_each_call(wire, monkeypatch):
    looks = iter([None, Worker(1, "linli-drill-notify-api")])  # no third: then it is known
    monkeypatch.setattr("operate.faults.proxy.workers.behind", lambda *_: next(looks))
    proxy = wire()
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=5)
    for _ in range(3):
        connection.request("POST", "/", b"{}", PUT)
        connection.getresponse().read()
    assert proxy.plan.calls == {OUTSIDE: 1, Hop("notify-api", "dynamodb:PutItem"): 2}


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (Fault.THROTTLE, 400, "ProvisionedThroughputExceededException"),
        (Fault.ERROR, 500, "InternalServerError"),
    ],
)
def test_a_refusal_never_reaches_the_service(wire, service, fault, status, code):
    proxy = wire((2, fault))
    send(proxy, b"one")
    answer = send(proxy, b"two")
    assert (answer[0], json.loads(answer[1])["__type"]) == (status, code)
    assert service.heard == [b"one"]
    assert proxy.plan.by_fault() == {fault: 1}


def test_a_lost_answer_leaves_the_work_done(wire, service):
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        send(wire((1, Fault.LOST_ANSWER)), b"one")
    assert service.heard == [b"one"]


def test_a_reset_leaves_nothing_done(wire, service):
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        send(wire((1, Fault.RESET)), b"one")
    assert service.heard == []


def test_silence_lasts_until_the_caller_gives_up(wire, service):
    proxy = wire((1, Fault.SILENCE))
    connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=0.2)
    connection.request("POST", "/", b"one", PUT)
    with pytest.raises(TimeoutError):
        connection.getresponse()
    assert service.heard == []


@pytest.mark.parametrize(
    ("fault", "heard"), [(Fault.STOP_BEFORE, []), (Fault.STOP_AFTER, [b"one"])]
)
def test_a_stop_waits_for_the_engine_to_be_back(wire, service, fault, heard):
    stops = []
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        send(wire((1, fault), restart=lambda: stops.append(1)), b"one")
    assert stops == [1]
    assert service.heard == heard


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
@pytest.mark.parametrize(("fault", "heard"), [(Fault.KILL_BEFORE, []), (Fault.KILL_AFTER, [b"{}"])])
def test_only_the_worker_that_called_is_killed(wire, service, fault, heard, tmp_path):
    proxy = wire((1, fault), hop=Hop("facilities-alarm", "dynamodb:PutItem"))
    worker = (
        "import http.client, sys\n"
        f"connection = http.client.HTTPConnection('127.0.0.1', {proxy.port})\n"
        f"connection.request('POST', '/', b'{{}}', {PUT!r})\n"
        "connection.getresponse()\n"
    )
    folder = tmp_path / "ministack-lambda-linli-drill-facilities-alarm-a1_b2-c3/code"
    folder.mkdir(parents=True)
    killed = subprocess.run([sys.executable, "-c", worker], cwd=folder, timeout=10)
    assert killed.returncode == -9
    assert service.heard == heard


def test_while_the_engine_is_down_no_fault_is_spent(wire, service):
    proxy = wire((1, Fault.TWICE))
    proxy.down = True
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        send(proxy, b"one")
    assert not proxy.plan.calls
    proxy.down = False
    assert send(proxy, b"one") == (200, b"one")
    assert service.heard == [b"one", b"one"]


def test_a_wrong_plan_is_refused():
    with pytest.raises(ValidationError):
        Rule(hop=OUTSIDE, call=0, fault=Fault.RESET)
    with pytest.raises(ValidationError):
        Rule(hop=OUTSIDE, call=1, fault="explode")
    with pytest.raises(ValidationError):
        Rule(hop=Hop("x", "no operation"), call=1, fault=Fault.RESET)
    one = Rule(hop=OUTSIDE, call=1, fault=Fault.RESET)
    with pytest.raises(ValueError, match="two faults"):
        Plan([one, one.model_copy(update={"fault": Fault.ERROR})])
    stop = Plan([one.model_copy(update={"fault": Fault.STOP_AFTER})])
    with pytest.raises(ValueError, match="needs `restart`"):
        Proxy(1, "linli-drill-", stop)
