"""A bare HTTP/2 client over TLS, for attacks: it says what it is told to, whatever the rules are.

Standard library only. Source of the frame layouts: RFC 9113 section 6; of the header coding: RFC 7541 section 6.2.2.
"""

import re
import select
import socket
import ssl
import struct

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 0, 1, 3, 4, 6, 7, 8, 9
INITIAL_WINDOW_SIZE = 4
END_STREAM, END_HEADERS, ACK = 1, 4, 1
CANCEL = struct.pack(">I", 8)
CONVERSE = "/lontar.v1.SyncService/Converse"


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + bytes([kind, flags]) + struct.pack(">I", stream) + payload


def integer(value, prefix_bits, first):
    most = (1 << prefix_bits) - 1
    if value < most:
        return bytes([first | value])
    out, value = bytes([first | most]), value - most
    while value >= 128:
        out, value = out + bytes([value % 128 + 128]), value // 128
    return out + bytes([value])


def literal(name, value, first=0x00):
    """A header field that names itself; `first` 0x40 also puts it into the other side's table."""
    text = b"".join(integer(len(word), 7, 0) + word for word in (bytes_of(name), bytes_of(value)))
    return bytes([first]) + text


def bytes_of(text):
    return text if isinstance(text, bytes) else text.encode()


def request(extra=(), path=CONVERSE, without=(), replaced=None):
    """The header block of a call, with more or less than it should have."""
    fields = [(":method", "POST"), (":scheme", "https"), (":path", path), (":authority", "hub"), ("te", "trailers"),
              ("content-type", "application/grpc")]
    replaced = replaced or {}
    fields = [(name, replaced.get(name, value)) for name, value in fields if name not in without]
    return b"".join(literal(name, value) for name, value in [*fields, *extra])


def message(payload, compressed=False):
    return bytes([1 if compressed else 0]) + struct.pack(">I", len(payload)) + payload


class Connection:
    """One TLS connection. Every wait has an end."""

    def __init__(self, port, identity=None, source=None, patience=20, resumed=None):
        """With the certificate of the folder `identity`. `resumed`: an earlier connection, whose TLS session goes on."""
        bare = socket.socket()
        bare.settimeout(patience)
        try:
            if source:
                bare.bind((source, 0))
            bare.connect(("127.0.0.1", port))
            # A session goes on in its own context only.
            self.context = context = resumed.context if resumed else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            # The hub's own certificate is not what is tested here.
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            context.set_alpn_protocols(["h2"])
            if identity and not resumed:
                context.load_cert_chain(f"{identity}/tls.crt", f"{identity}/tls.key")
            self.line = context.wrap_socket(bare, session=resumed.line.session if resumed else None)
            self.waiting = b""  # came, and is not a whole frame yet
        except OSError:
            bare.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.line.close()

    def begin(self):
        self.say(PREFACE + frame(SETTINGS, 0, 0))
        return self

    def say(self, data):
        self.line.sendall(data)

    def ends_within(self, seconds):
        """True if the other side ends the connection in that time, whatever it says before."""
        self.line.settimeout(seconds)
        try:
            while self.line.recv(65536):
                pass
            return True
        except TimeoutError:
            return False
        except OSError:
            return True

    def frames(self):
        """The frames that come, until the connection ends: (kind, flags, stream, payload)."""
        while True:
            while len(self.waiting) >= 9 and len(self.waiting) >= 9 + int.from_bytes(self.waiting[:3], "big"):
                length = int.from_bytes(self.waiting[:3], "big")
                head, payload = self.waiting[:9], self.waiting[9 : 9 + length]
                self.waiting = self.waiting[9 + length :]
                yield head[3], head[4], int.from_bytes(head[5:9], "big"), payload
            more = self.line.recv(65536)
            if not more:
                return
            self.waiting += more

    def has_come(self):
        """True if a frame, or a part of one, is there to be read."""
        return bool(self.waiting or self.line.pending() or select.select([self.line], [], [], 0)[0])

    def pour(self, stream, data, size):
        """Sends `size` bytes of DATA as the other side's windows let it, `data` again and again. Says how many went out
        before the connection or the stream ended, and how the call ended, as status_of does."""
        windows, sent = {0: 65535, stream: 65535}, 0
        incoming = self.frames()
        try:
            while sent < size:
                room = min(windows[0], windows[stream], 16384, size - sent)
                # What was said meanwhile comes first: a side that only talks is cut, and would not know why.
                if room > 0 and not self.has_come():
                    piece = (data * (room // len(data) + 1))[:room]
                    self.say(frame(DATA, 0, stream, piece))
                    sent += room
                    windows[0] -= room
                    windows[stream] -= room
                    continue
                kind, flags, of_stream, payload = next(incoming)
                if kind == WINDOW_UPDATE and of_stream in windows:
                    windows[of_stream] += int.from_bytes(payload, "big")
                elif kind == SETTINGS and not flags & ACK:
                    for at in range(0, len(payload), 6):
                        name, value = struct.unpack(">HI", payload[at : at + 6])
                        windows[stream] += value - 65535 if name == INITIAL_WINDOW_SIZE else 0
                else:
                    status = status_in(kind, flags, of_stream, payload, stream)
                    if status is not None:
                        return sent, status
        except StopIteration:
            return sent, "ended"
        except OSError:
            pass  # cut; why may have come before
        # Or the whole was sent; that it was also taken is for the other side to say.
        return sent, self.status_of(stream)

    def status_of(self, stream):
        """gRPC's status of the call on `stream`; "reset", "ended" or "silence" where there is none."""
        try:
            for kind, flags, of_stream, payload in self.frames():
                status = status_in(kind, flags, of_stream, payload, stream)
                if status is not None:
                    return status
        except TimeoutError:
            return "silence"
        except OSError:
            pass
        return "ended"


def status_in(kind, flags, of_stream, payload, stream):
    """How this frame ends the call on `stream`; None where it does not."""
    if of_stream != stream:
        return "ended" if kind == GOAWAY else None
    if kind == RST_STREAM:
        return "reset"
    found = re.search(rb"grpc-status[\x01\x02](\d{1,2})", payload) if kind == HEADERS else None
    if found:
        return int(found.group(1))
    return "no status" if flags & END_STREAM and kind in (HEADERS, DATA) else None
