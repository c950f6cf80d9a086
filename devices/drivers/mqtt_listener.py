"""Where devices connect to us over MQTT: a PUBACK leaves only after the sink has the events.

Not a broker: nothing can be subscribed. One thread speaks with all sockets, a second one waits for
the sink, so that publications of all connections are committed together and pings are answered
meanwhile. A connection with too much unacknowledged is not read until the sink caught up.
"""

import logging
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from devices.access import Authenticate, Revoked, by_accounts
from devices.config import Listener
from devices.driver import Clock, Emit
from devices.drivers.mqtt_commits import Commits, Waker
from devices.drivers.mqtt_rights import Rights
from devices.drivers.mqtt_session import Closed, House, Publication, Session
from devices.errors import Garbled, Oddity, Unreachable
from devices.frames.mqtt_packets import Reason

log = logging.getLogger(__name__)

NAME = "mqtt-listener"
TICK_S = 0.4
CONNECT_WITHIN_S = 10.0
ACCEPT_PAUSE_S = 0.1
READ_BYTES = 65_536
UNSENT_BYTES_MAX = 1_000_000
WAITING_MAX = 2_000  # publications of one connection that the sink has not taken yet
INBOX_MAX = 50_000  # the same of all connections
STRANGER_FAULTS_PER_MINUTE = 10
_REASONS: Mapping[str, Reason] = {
    Oddity.TOO_LONG: Reason.PACKET_TOO_LARGE,
    Oddity.QOS_NOT_SUPPORTED: Reason.QOS_NOT_SUPPORTED,
}


@dataclass(slots=True, eq=False)
class _Connection:
    """One socket, its conversation, and what is still owed to it."""

    socket: socket.socket
    session: Session
    heard_at: float
    unsent: bytearray = field(default_factory=bytearray)
    waiting: int = 0
    open: bool = True

    @property
    def name(self) -> tuple[str, str, str]:
        """What makes two connections the same client: its id, within its own account."""
        scope = self.session.scope
        account = (scope.account, scope.device) if scope is not None else ("", "")
        return (*account, self.session.client_id)


class MqttListener:
    """A driver like the others, except that its devices come to it."""

    def __init__(
        self,
        config: Listener,
        clock: Clock,
        authenticate: Authenticate | None = None,
        revoked: Revoked | None = None,
    ) -> None:
        check = authenticate or by_accounts(config.account)
        self._config = config
        self._revoked = revoked or (lambda _accounts: frozenset())
        self._house = House(NAME, check, clock, config.packet_bytes_max)
        self._connections: dict[int, _Connection] = {}
        self._by_client: dict[tuple[str, str, str], _Connection] = {}
        self._paused: set[_Connection] = set()
        self._stranger_faults = deque[float](maxlen=STRANGER_FAULTS_PER_MINUTE)
        self.port = config.port

    def run(self, emit: Emit, stop: threading.Event) -> None:
        """Serve until `stop`. Raises: Unreachable when the port is taken."""
        with (
            self._listening() as server,
            selectors.DefaultSelector() as self._selector,
            Waker() as self._waker,
        ):
            self._selector.register(server, selectors.EVENT_READ)
            self._selector.register(self._waker.reader, selectors.EVENT_READ)
            self._commits = Commits[_Connection](self._waker.wake)
            committer = threading.Thread(
                target=self._commits.run, args=(emit,), name="mqtt-commit", daemon=True
            )
            self._rights = Rights(self._revoked, self._waker.wake)
            asking = threading.Thread(target=self._rights.run, name="mqtt-rights", daemon=True)
            committer.start()
            asking.start()
            emit.up(f"{self._config.host}:{self.port}")
            try:
                self._serve(server, stop)
            finally:
                self._close_all()
                self._rights.close()
                self._commits.close()
                committer.join(TICK_S * 5)

    def _listening(self) -> socket.socket:
        try:
            server = socket.create_server((self._config.host, self._config.port), backlog=256)
        except OSError as error:
            where = f"{self._config.host}:{self._config.port}"
            raise Unreachable(f"cannot listen on {where}: {error.strerror}") from error
        server.setblocking(False)
        self.port = server.getsockname()[1]
        return server

    def _serve(self, server: socket.socket, stop: threading.Event) -> None:
        tick_at = 0.0
        while not stop.is_set():
            for key, mask in self._selector.select(TICK_S):
                if key.fileobj is server:
                    self._accept(server)
                elif key.fileobj is self._waker.reader:
                    self._waker.clear()
                    self._send_acks()
                elif key.fd in self._connections:
                    self._attend(self._connections[key.fd], mask)
            if time.monotonic() >= tick_at:
                tick_at = time.monotonic() + TICK_S
                self._close_silent()
                self._shut_out()

    def _accept(self, server: socket.socket) -> None:
        try:
            peer, _ = server.accept()
        except BlockingIOError:
            return  # it left before we looked
        except OSError as error:
            log.warning("a device cannot be accepted: %s", error)
            time.sleep(ACCEPT_PAUSE_S)  # out of descriptors: do not spin until one is free
            return
        if len(self._connections) >= self._config.connections_max:
            log.warning("a device was turned away: %d are connected", len(self._connections))
            peer.close()
            return
        peer.setblocking(False)
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connection = _Connection(peer, Session(self._house), time.monotonic())
        self._connections[peer.fileno()] = connection
        self._selector.register(peer, selectors.EVENT_READ)

    def _attend(self, connection: _Connection, mask: int) -> None:
        if mask & selectors.EVENT_WRITE:
            self._flush(connection)
        if mask & selectors.EVENT_READ and connection.open:
            self._read(connection)

    def _read(self, connection: _Connection) -> None:
        try:
            data = connection.socket.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._vanish(connection)
            return
        connection.heard_at = time.monotonic()
        self._converse(connection, data)

    def _converse(self, connection: _Connection, data: bytes) -> None:
        was_stranger = connection.session.scope is None
        try:
            connection.session.feed(data)
        except Closed as closed:
            log.debug("connection closed: %s", closed)
            self._pass_on(connection)
            connection.unsent += closed.last_word
            self._flush(connection)
            self._vanish(connection)
        except Garbled as error:
            self._refuse(connection, error)
        else:
            if was_stranger and connection.session.scope is not None:
                self._take_over(connection)
            self._pass_on(connection)
            self._flush(connection)

    def _pass_on(self, connection: _Connection) -> None:
        """Replies go to the peer at once, publications to the sink first."""
        session = connection.session
        connection.unsent += session.replies
        session.replies.clear()
        if session.publications:
            connection.waiting += len(session.publications)
            self._commits.put(connection, session.publications)
            session.publications = []

    def _refuse(self, connection: _Connection, error: Garbled) -> None:
        """Close this connection alone, and keep what it sent."""
        session = connection.session
        if session.scope is not None or self._may_note_stranger():
            session.publications.append(Publication([session.fault(error)]))
        self._pass_on(connection)
        reason = _REASONS.get(error.reason, Reason.MALFORMED)
        self._dismiss(connection, reason)

    def _may_note_stranger(self) -> bool:
        """A few faults a minute from those who never logged in: a scan must not fill the disk."""
        now, noted = time.monotonic(), self._stranger_faults
        if len(noted) == noted.maxlen and now - noted[0] < 60:
            return False
        noted.append(now)
        return True

    def _take_over(self, connection: _Connection) -> None:
        """The same client of the same account again: the older one is dead, the network kept it."""
        older = self._by_client.get(connection.name)
        if older is not None and older.open:
            self._dismiss(older, Reason.TAKEN_OVER)
        self._by_client[connection.name] = connection

    def _shut_out(self) -> None:
        """End the connections of accounts that may no longer come in."""
        gone = self._rights.taken()
        scopes = [(one, one.session.scope) for one in self._connections.values()]
        for connection, scope in scopes:
            if scope is not None and scope.account in gone:
                log.warning("%s was shut out: %s", scope.device, scope.account)
                connection.session.disown()
                self._dismiss(connection, Reason.NOT_AUTHORIZED)
        left = (one.session.scope for one in self._connections.values())
        self._rights.connected = frozenset(scope.account for scope in left if scope is not None)

    def _dismiss(self, connection: _Connection, reason: Reason) -> None:
        if connection.session.scope is not None:
            connection.unsent += connection.session.last_word(reason)
        self._flush(connection)
        self._vanish(connection)

    def _vanish(self, connection: _Connection) -> None:
        if not connection.open:
            return
        connection.open = False
        connection.session.vanished()
        self._pass_on(connection)
        self._paused.discard(connection)
        if self._selector.get_map().get(connection.socket) is not None:
            self._selector.unregister(connection.socket)
        self._connections.pop(connection.socket.fileno(), None)
        if self._by_client.get(connection.name) is connection:
            del self._by_client[connection.name]
        connection.socket.close()

    def _flush(self, connection: _Connection) -> None:
        if not connection.open:
            return
        try:
            while connection.unsent:
                del connection.unsent[: connection.socket.send(connection.unsent)]
        except BlockingIOError:
            if len(connection.unsent) > UNSENT_BYTES_MAX:
                self._vanish(connection)
        except OSError:
            self._vanish(connection)
        self._watch(connection)

    def _watch(self, connection: _Connection) -> None:
        """Listen for what can be handled: no reading while too much waits for the sink."""
        if not connection.open:
            return
        pause = connection.waiting >= WAITING_MAX or len(self._commits) >= INBOX_MAX
        (self._paused.add if pause else self._paused.discard)(connection)
        mask = 0 if pause else selectors.EVENT_READ
        mask |= selectors.EVENT_WRITE if connection.unsent else 0
        key = self._selector.get_map().get(connection.socket)
        if key is None and mask:
            self._selector.register(connection.socket, mask)
        elif key is not None and not mask:
            self._selector.unregister(connection.socket)
        elif key is not None and key.events != mask:
            self._selector.modify(connection.socket, mask)

    def _close_silent(self) -> None:
        now = time.monotonic()
        for connection in list(self._connections.values()):
            limit_s = connection.session.keep_alive_s
            if connection.session.scope is None:
                limit_s = CONNECT_WITHIN_S
            if connection in self._paused:
                connection.heard_at = now  # it is we who are not listening
            elif limit_s and now - connection.heard_at > limit_s:
                self._dismiss(connection, Reason.KEEP_ALIVE_TIMEOUT)

    def _close_all(self) -> None:
        for connection in list(self._connections.values()):
            connection.open = False
            connection.socket.close()
        self._connections.clear()
        self._by_client.clear()

    def _send_acks(self) -> None:
        for connection, count, acks in self._commits.acknowledged():
            connection.waiting -= count
            connection.unsent += acks
            self._flush(connection)
        for connection in list(self._paused):
            self._watch(connection)
