"""One thing's own connection to the broker: mutual TLS, MQTT 5, reconnecting when it breaks."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path
from typing import Any

from awscrt import io, mqtt5
from awscrt.exceptions import AwsCrtError
from awsiot import mqtt5_client_builder as builder

from operate.fleet.broker import Broker, Refused, Unacknowledged

ACK = 10  # seconds to wait for an acknowledgement before sending the same bytes again
TOO_LARGE = "AWS_ERROR_MQTT5_PACKET_VALIDATION"  # larger than the broker's stated maximum
REFUSED = 128  # reason codes from here on are refusals
Hear = Callable[[str, bytes], None]


class Connection:
    """Connects on first use. `hear` is called for each message that arrives."""

    def __init__(
        self, thing: str, folder: Path, broker: Broker, topics: Iterable[str], hear: Hear
    ) -> None:
        self.thing, self.topics, self._hear = thing, set(topics), hear
        self._ready, self._started, self._lock = threading.Event(), False, threading.Lock()
        self._seen = "no answer from the broker"
        self.refused, self.lost, self.since = 0, 0.0, 0.0  # in vain, and when: time.monotonic()
        least, longest = broker.backoff.milliseconds()
        self._client = builder.mtls_from_path(
            str(folder / "cert.pem"),
            str(folder / "private.pem"),
            endpoint="localhost",
            port=broker.port,
            ca_filepath=str(broker.authority),
            client_id=thing,
            client_bootstrap=_bootstrap(),
            enable_metrics_collection=False,
            # the broker judges what is too large: a hostile client would not ask itself
            extended_validation_and_flow_control_options=(
                mqtt5.ExtendedValidationAndFlowControlOptions.NONE
            ),
            keep_alive_interval_sec=30,
            session_behavior=mqtt5.ClientSessionBehaviorType.CLEAN,
            offline_queue_behavior=mqtt5.ClientOperationQueueBehaviorType.FAIL_ALL_ON_DISCONNECT,
            retry_jitter_mode=mqtt5.ExponentialBackoffJitterMode.FULL,
            min_reconnect_delay_ms=least,
            max_reconnect_delay_ms=longest,
            ack_timeout_sec=ACK,
            on_publish_received=self._on_publish,
            on_lifecycle_connection_success=self._on_connected,
            on_lifecycle_connection_failure=self._on_failure,
            on_lifecycle_disconnection=self._on_disconnected,
        )

    @property
    def connected(self) -> bool:
        return self._ready.is_set()

    def connect(self, within: float) -> None:
        """Waits until it is connected and subscribed."""
        with self._lock:
            if not self._started:
                self._client.start()
                self._started = True
        if not self._ready.wait(max(0.0, within)):
            raise Unacknowledged(self._seen)

    def publish(self, topic: str, payload: bytes, within: float) -> None:
        """Waits until the broker acknowledges; after a break the same bytes are sent again."""
        limit = time.monotonic() + within
        packet = mqtt5.PublishPacket(topic=topic, qos=mqtt5.QoS.AT_LEAST_ONCE, payload=payload)
        while (left := limit - time.monotonic()) > 0:
            self.connect(left)
            if self._taken(lambda: self._client.publish(packet), left):
                return
            time.sleep(0.05)  # the broker has just disconnected: wait for its reason to arrive
        raise Unacknowledged(self._seen)

    def subscribe(self, topics: Iterable[str], within: float) -> None:
        """Subscribes to these topics from now on, also after a break."""
        self.connect(within)
        wanted = _subscription(topics)
        if not self._taken(lambda: self._client.subscribe(wanted), within):
            raise Unacknowledged(self._seen)
        self.topics.update(topics)

    def close(self) -> None:
        if self._started:
            self._client.stop()

    def _taken(self, send: Callable[[], "Future[Any]"], within: float) -> bool:
        """Whether the broker acknowledged; otherwise what happened is stored."""
        try:
            said = send().result(min(within, ACK + 1))
        except (AwsCrtError, NotYet) as error:
            self._seen = getattr(error, "name", "") or type(error).__name__
            if self._seen == TOO_LARGE:
                raise Refused(self._seen) from None
            return False
        if refused := [reason.name for reason in _reasons(said) if reason and reason >= REFUSED]:
            raise Refused(", ".join(refused))
        return True

    def _on_connected(self, _: Any) -> None:
        """Runs on the library's own thread, so it must not wait: the answer sets `ready`."""
        if not self.topics:
            self._is_back()
            return
        answer = self._client.subscribe(_subscription(self.topics))
        answer.add_done_callback(self._on_subscribed)

    def _on_subscribed(self, answer: "Future[Any]") -> None:
        if answer.exception() is None:
            self._is_back()

    def _is_back(self) -> None:
        self.since = time.monotonic()
        self._ready.set()

    def _on_disconnected(self, data: Any) -> None:
        self._ready.clear()
        self.lost = time.monotonic()
        self._seen = getattr(data.exception, "name", "disconnected")

    def _on_failure(self, data: Any) -> None:
        self.refused += 1
        self._seen = getattr(data.exception, "name", "not connected")

    def _on_publish(self, data: Any) -> None:
        packet = data.publish_packet
        self._hear(packet.topic, bytes(packet.payload or b""))


def _reasons(said: Any) -> list[Any]:
    """The reason codes of a publish's or a subscription's answer."""
    if hasattr(said, "puback"):
        return [said.puback.reason_code]
    return list(said.reason_codes)


def _subscription(topics: Iterable[str]) -> Any:
    wanted = [
        mqtt5.Subscription(topic_filter=topic, qos=mqtt5.QoS.AT_LEAST_ONCE)
        for topic in sorted(topics)
    ]
    return mqtt5.SubscribePacket(subscriptions=wanted)


_shared: list[Any] = []


def _bootstrap() -> Any:
    """One thread for the connections of all things."""
    if not _shared:
        group = io.EventLoopGroup(1)
        _shared.append(io.ClientBootstrap(group, io.DefaultHostResolver(group)))
    return _shared[0]
