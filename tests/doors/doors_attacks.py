#!/usr/bin/env python3
"""Attacks on the real hub program over loopback, with small counts; --long with those of fault_testing.md section 2.

    tests/doors/doors_attacks.py [--long] [NAME...]

Each attack prints one line with what it measured. Ends with 1 if one of them came through. The programs are looked for in
$LONTAR_BIN_DIR. Standard library only.
"""

import os
import resource
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import h2_client as h2  # noqa: E402

BIN = os.environ.get("LONTAR_BIN_DIR", "build/release/bin")
MIB = 1 << 20
# The member that behaves, and those whose certificates the attacks have.
HONEST = "KH"
# Below the five seconds after which the hub cuts a silent caller: who waits for an attacker waits longer. Above the three
# that TCP takes to send a first packet for the third time, which says nothing of the hub.
PROMPT_SECONDS = 4
ATTACKERS = ["AA", "BB", "CC", "DD", "EE", "FF"]
PASSPHRASE = "a passphrase of this test"


class Failed(Exception):
    """An attack came through: what was seen and what should have been."""


def check(holds, sentence):
    if not holds:
        raise Failed(sentence)


def is_sanitized():
    """True if the programs were built with AddressSanitizer, which keeps freed memory back: what is measured is then its own."""
    with open(f"{BIN}/lontar-hub", "rb") as program:
        return b"__asan_init" in program.read()


SANITIZED = is_sanitized()


def check_memory(taken, bound, sentence=None):
    """Judges memory, in bytes; under AddressSanitizer it is shown and not judged."""
    check(SANITIZED or taken < bound, sentence or f"memory grew by {taken / MIB:.1f} MiB")


def lontar(folder, *words):
    environment = {**os.environ, "LONTAR_PASSPHRASE": PASSPHRASE}
    result = subprocess.run([f"{BIN}/lontar", *words], cwd=folder, env=environment, capture_output=True, text=True,
                            timeout=60, check=False)
    check(result.returncode == 0, f"lontar {' '.join(words)}: {result.stderr.strip()}")
    return result.stdout


def make_hub(folder):
    """Keys, certificates and a hub's folder, as an operator makes them."""
    lontar(folder, "ca", "new", "ca", "--name", "Test")
    lontar(folder, "ca", "issue", "ca", "--server", "localhost", "--out", "tls/hub")
    for member in [HONEST, *ATTACKERS]:
        lontar(folder, "ca", "issue", "ca", "--member", member, "--out", f"tls/{member}")
    names = ["root", "first", "second", "log", "chain"]
    for name in names:
        lontar(folder, "key", "new", f"keys/{name}.key", "--kdf-cost", "low")
    lontar(folder, "hub", "init", "--hub", "hub", "--origin", "test.lontar.example/doors", "--root-key",
           "keys/root.key", "--authority-key", "keys/first.key.pub", "--authority-key", "keys/second.key.pub",
           "--log-key", "keys/log.key", "--chain-key", "keys/chain.key", "--tls", "tls/hub", "--listen", "127.0.0.1:0")


class Hub:
    """The running program."""

    def __init__(self, folder, open_files=None):
        self.folder = folder
        self.is_stopped = False
        self.said = os.path.join(folder, "hub.txt")
        port_file = os.path.join(folder, "hub/port")
        if os.path.exists(port_file):
            os.remove(port_file)  # of one that was killed
        limits = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (open_files, open_files))) if open_files else None
        with open(self.said, "w", encoding="utf-8") as said:
            self.process = subprocess.Popen([f"{BIN}/lontar-hub", "--dir", "hub"], cwd=folder, stderr=said,
                                            env={**os.environ, "LONTAR_PASSPHRASE": PASSPHRASE}, preexec_fn=limits)
        await_(lambda: os.path.exists(port_file) or self.process.poll() is not None, "the hub to listen")
        check(self.process.poll() is None, f"the hub did not start: {self.diagnostics()}")
        with open(port_file, encoding="utf-8") as file:
            self.port = int(file.read())

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None and not self.is_stopped:
            self.stop()
        else:
            self.process.kill()
            self.process.wait()

    def stop(self):
        """SIGTERM; it must end well and soon, whoever holds a connection. Its seconds."""
        check(self.process.poll() is None, f"the hub ended by itself: {self.diagnostics()[-2000:]}")
        begin = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        check(code == 0, f"the hub ended with {code}: {self.diagnostics()[-2000:]}")
        seconds = time.monotonic() - begin
        self.is_stopped = True
        check(seconds < 6, f"the hub took {seconds:.1f} s to stop")
        return seconds

    def diagnostics(self):
        with open(self.said, encoding="utf-8") as file:
            return file.read()

    def await_said(self, text):
        """Its diagnostics say so. A connection is ended first and told of after."""
        await_(lambda: text in self.diagnostics(), f"the hub to say {text}", 10)

    def memory(self, what="VmRSS"):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as file:
            return next(int(line.split()[1]) * 1024 for line in file if line.startswith(what + ":"))

    def forget_peak(self):
        """Lets the kernel count the highest memory from here on; says what it is now."""
        with open(f"/proc/{self.process.pid}/clear_refs", "w", encoding="utf-8") as file:
            file.write("5")
        return self.memory()

    def grown(self, before):
        """The highest memory since forget_peak, above that."""
        return max(0, self.memory("VmHWM") - before)

    def files(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def tls(self, member):
        return os.path.join(self.folder, "tls", member)

    def connect(self, member, source="127.0.0.2"):
        return h2.Connection(self.port, self.tls(member), source)

    def honest_call(self):
        """A whole conversation in which the node says nothing: its seconds."""
        begin = time.monotonic()
        with h2.Connection(self.port, self.tls(HONEST), "127.0.0.1").begin() as line:
            line.say(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.request())
                     + h2.frame(h2.DATA, h2.END_STREAM, 1))
            status = line.status_of(1)
        check(status == 0, f"an honest call ended with {status}")
        return time.monotonic() - begin


def await_(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < end, f"waited {seconds} s for {what}")
        time.sleep(0.01)


def idle_sockets(port, count, sources=("127.0.0.2",)):
    sockets = []
    for number in range(count):
        line = socket.socket()
        line.settimeout(10)
        line.bind((sources[number % len(sources)], 0))
        line.connect(("127.0.0.1", port))
        sockets.append(line)
    return sockets


def close_all(lines):
    for line in lines:
        line.close()


def answers(hub):
    """True if an honest call is answered at this moment."""
    try:
        hub.honest_call()
        return True
    except (OSError, Failed):
        return False


def attack_few_files(folder, _long):
    """Threats T30 and T57: 200 connections at 80 files; gRPC's own listener never answers again after that."""
    with Hub(folder, open_files=80) as hub:
        files = hub.files()
        lines = idle_sockets(hub.port, 200)
        most = hub.files()
        close_all(lines)
        begin = time.monotonic()
        await_(lambda: answers(hub), "an answer", 90)
        seconds = time.monotonic() - begin
        check(seconds < PROMPT_SECONDS, f"the first call after they closed took {seconds:.2f} s")
        hub.await_said("refused_")
        return f"answers {seconds:.2f} s after 200 connections closed; {files} files before, {most} at most, of 80"


def attack_many_idle(folder, long):
    """Threat T30: many idle connections of some addresses do not keep another one out."""
    count = 10_000 if long else 600
    with Hub(folder) as hub:
        hub.honest_call()
        before = hub.forget_peak()
        lines = idle_sockets(hub.port, count, [f"127.0.0.{number}" for number in range(2, 12)])
        seconds = hub.honest_call()
        grown, memory = hub.grown(before), hub.memory("VmHWM")
        close_all(lines)
        check(seconds < PROMPT_SECONDS, f"the honest call took {seconds:.2f} s")
        check_memory(memory, 300 * MIB, f"the hub has {memory // MIB} MiB")
        return f"{count} idle connections: honest call {seconds:.2f} s, {grown / MIB:.1f} MiB more"


def attack_gzip_bomb(folder, _long):
    """Threat T31: 256 MiB in 260 kB, which gRPC would unpack before it looks at its limit."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(MIB)) for _ in range(256)) + packer.flush()
    with Hub(folder) as hub:
        hub.honest_call()
        before = hub.forget_peak()
        with hub.connect("AA").begin() as line:
            line.say(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.request([("grpc-encoding", "gzip")])))
            body = h2.message(bomb, compressed=True)
            # As much as flow control lets through without asking.
            line.say(b"".join(h2.frame(h2.DATA, 0, 1, body[at : at + 16384]) for at in range(0, 65535 - 16384, 16384)))
            status = line.status_of(1)
        grown = hub.grown(before)
        check(status == 12, f"the bomb ended with {status}, not with UNIMPLEMENTED")
        check_memory(grown, 16 * MIB)
        check(hub.honest_call() < PROMPT_SECONDS, "the honest call was slow")
        return f"{len(bomb)} bytes gzip of 256 MiB: refused, {grown / MIB:.1f} MiB more"


def flood(hub, member, calls, until=None):
    """Opens calls and cancels them at once, on new connections where the hub cuts them. Says how many it got rid of."""
    block, sent, connections = h2.request(), 0, 0
    begin = time.monotonic()
    while sent < calls and (until is None or time.monotonic() - begin < until):
        try:
            with hub.connect(member).begin() as line:
                connections += 1
                for first in range(1, 20_000, 200):
                    line.say(b"".join(h2.frame(h2.HEADERS, h2.END_HEADERS, stream, block)
                                      + h2.frame(h2.RST_STREAM, 0, stream, h2.CANCEL)
                                      for stream in range(first, first + 200, 2)))
                    sent += 100
        except OSError:
            pass
    return sent, connections


def attack_open_and_cancel(folder, long):
    """Threats T32 and T57: opens and cancels as fast as it can, with a valid certificate."""
    calls, seconds = (500_000, 60) if long else (50_000, 6)
    with Hub(folder) as hub:
        hub.honest_call()
        before = hub.forget_peak()
        result, honest = [], []
        attacker = threading.Thread(target=lambda: result.append(flood(hub, "AA", calls, seconds)))
        attacker.start()
        while attacker.is_alive():
            honest.append(hub.honest_call())
            attacker.join(seconds / 100)  # at most a hundred: a member may make as many
        grown = hub.grown(before)
        hub.await_said('"event":"refused_calls_too_many","member":"AA"')
        said = hub.diagnostics()
        check(max(honest) < PROMPT_SECONDS, f"an honest call took {max(honest):.2f} s meanwhile")
        check_memory(grown, 200 * MIB)
        check(f'"member":"{HONEST}"' not in said, "the honest member is blamed")
        lines = said.count("\n")
        check(lines < 100, f"the flood made {lines} lines of diagnostics")
        sent, connections = result[0]
        return (f"{sent} calls on {connections} connections in {seconds} s at most: {grown / MIB:.1f} MiB more, {len(honest)} honest "
                f"calls, the slowest {max(honest):.2f} s, {lines} lines of diagnostics")


def seconds_until_end(line, limit):
    begin = time.monotonic()
    check(line.ends_within(limit), f"still open after {limit} s")
    return time.monotonic() - begin


def attack_slow_handshakes(folder, _long):
    """Threat T33: nothing at all, a ClientHello a byte a second, nothing after TLS, a preface a byte a second."""
    with Hub(folder) as hub:
        ends = {}

        def drip(name, line, data):
            begin = time.monotonic()
            line.settimeout(1)
            try:
                for at in range(60):
                    line.sendall(data[at : at + 1] or b"")
                    try:
                        if not line.recv(65536):
                            break
                    except TimeoutError:
                        continue
            except OSError:
                pass
            ends[name] = time.monotonic() - begin

        hello = b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(50)
        threads = [threading.Thread(target=drip, args=("silence", idle_sockets(hub.port, 1)[0], b"")),
                   threading.Thread(target=drip, args=("slow ClientHello", idle_sockets(hub.port, 1)[0], hello)),
                   threading.Thread(target=drip, args=("silence after TLS", hub.connect("AA").line, b"")),
                   threading.Thread(target=drip, args=("slow preface", hub.connect("BB").line, h2.PREFACE))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for name, seconds in ends.items():
            check(seconds < 9, f"{name} was held for {seconds:.1f} s")
        check(hub.honest_call() < PROMPT_SECONDS, "the honest call was slow")
        return "ended after " + ", ".join(f"{seconds:.1f} s ({name})" for name, seconds in sorted(ends.items()))


def attack_endless_headers(folder, long):
    """Threat T33: a header block that never ends."""
    with Hub(folder) as hub:
        hub.honest_call()
        before = hub.forget_peak()
        sent = 0
        with hub.connect("AA").begin() as line:
            begin = time.monotonic()
            try:
                line.say(h2.frame(h2.HEADERS, 0, 1, h2.request()))
                for _ in range(20_000 if long else 5000):
                    line.say(h2.frame(h2.CONTINUATION, 0, 1, h2.literal("x", bytes(16000))))
                    sent += 16009
            except OSError:
                pass
            check(line.ends_within(5), "the connection was still open after five seconds")
            seconds = time.monotonic() - begin
        grown = hub.grown(before)
        check_memory(grown, 32 * MIB)
        hub.await_said('"event":"refused_stray_bytes"')
        check(hub.honest_call() < PROMPT_SECONDS, "the honest call was slow")
        return f"{sent / MIB:.0f} MiB of CONTINUATION, then cut after {seconds:.1f} s: {grown / MIB:.1f} MiB more"


def attack_pings_and_settings(folder, _long):
    """Threat T33: floods of frames that cost the sender nothing."""
    with Hub(folder) as hub:
        hub.honest_call()
        before = hub.forget_peak()
        with hub.connect("AA").begin() as line:
            try:
                line.say(h2.frame(h2.PING, 0, 0, bytes(8)) * 2000)
            except OSError:
                pass
            check(line.ends_within(20), "2,000 pings did not end the connection")
        with hub.connect("BB").begin() as line:
            try:
                for _ in range(50):
                    line.say(h2.frame(h2.SETTINGS, 0, 0, struct.pack(">HI", 4, 65535)) * 100)
            except OSError:
                pass
        grown = hub.grown(before)
        check_memory(grown, 16 * MIB)
        check(hub.honest_call() < PROMPT_SECONDS, "the honest call was slow")
        return f"2,000 pings end the connection; with 5,000 SETTINGS {grown / MIB:.1f} MiB more"


def attack_oversized(folder, _long):
    """Threat T34: messages and metadata above their limits, and deep nesting."""
    nested = b""
    while len(nested) < 50_000:
        nested = b"\x0a" + varint(len(nested)) + nested
    table = h2.literal("bomb", bytes(4000), 0x40) + b"\xbe" * 11_000
    with Hub(folder) as hub:
        hub.honest_call()
        before = hub.forget_peak()
        seen = {}
        for name, block, body in [
                ("metadata of 12 KB", h2.request([("m", b"m" * 12_000)]), b""),
                ("header bomb of 44 MB", h2.request() + table, b""),
                ("nested 10,000 deep", h2.request(), h2.message(nested))]:
            with hub.connect("AA").begin() as line:
                line.say(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, block))
                for at in range(0, len(body), 16384):
                    line.say(h2.frame(h2.DATA, 0, 1, body[at : at + 16384]))
                seen[name] = line.status_of(1)
        for size in (2 << 20, (1 << 32) - 1):
            with hub.connect("BB").begin() as line:
                line.say(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.request())
                         + h2.frame(h2.DATA, 0, 1, b"\x00" + struct.pack(">I", size)))
                poured, status = line.pour(1, bytes(16384), min(size, 400 * MIB))
                # What was sent may wait in this side's own sockets; what the hub says and holds is what counts.
                check(status in (8, "reset", "ended"), f"a message of {size >> 20} MiB ended with {status}")
                if status == "ended":  # a busy hub cuts who sends on before it has refused the call
                    hub.await_said('"event":"refused_stray_bytes"')
                check(poured < 16 * MIB, f"the hub let {poured / MIB:.1f} MiB of a message of {size >> 20} MiB come")
                seen[f"message of {size >> 20} MiB"] = f"{status} after {poured / MIB:.1f} MiB"
        grown = hub.grown(before)
        for name, status in seen.items():
            check(status not in ("silence", "ended"), f"{name} ended with {status}")
        for name in ("metadata of 12 KB", "header bomb of 44 MB"):
            check(seen[name] in (8, "reset"), f"{name} ended with {seen[name]}")
        hub.await_said('"event":"refused_unknown_field"')
        hub.await_said('"event":"refused_metadata_too_large"')
        check_memory(grown, 100 * MIB)
        check(hub.honest_call() < PROMPT_SECONDS, "the honest call was slow")
        return f"{', '.join(f'{name}: {status}' for name, status in seen.items())}; {grown / MIB:.1f} MiB more"


def varint(value):
    out = b""
    while value >= 128:
        out, value = out + bytes([value % 128 + 128]), value // 128
    return out + bytes([value])


def odd_blocks():
    """Header blocks that no client sends: 192 forms (the advisory of 2023 on gRPC 1.51 is about some of them)."""
    for name in (":method", ":scheme", ":path", "te", "content-type", ":authority"):
        yield h2.request(without=(name,))
        for value in ("", "x", "\x00", "trailers, deflate", "a" * 9000, bytes(range(128, 256)), "*", "/", "//", "%00"):
            yield h2.request(replaced={name: value})
    for name in ("lb-cost-bin", "grpc-server-stats-bin", "grpc-tags-bin", "grpc-trace-bin", "lb-token", "grpc-timeout",
                 "grpc-encoding", "grpc-accept-encoding", "grpc-previous-rpc-attempts", "grpc-retry-pushback-ms",
                 "grpc-message", "grpc-status", "user-agent", "host", "content-length", "endpoint-load-metrics-bin"):
        for size in (0, 1, 8, 100, 4000, 8200, 70_000):
            yield h2.request([(name, b"A" * size)])
    yield h2.request([("te", "trailers")] * 50)
    yield h2.request([("", "x")])
    yield h2.request([("Upper", "x")])
    yield h2.request([("connection", "close")])
    yield h2.request() + b"\xff\xff\xff\xff\xff\xff\xff\xff"
    yield b"\x3f" * 100
    yield b"\x80"
    yield b"".join(h2.literal("same", b"v", 0x40) for _ in range(200)) + h2.request()
    yield h2.request()[:-3]
    yield b""
    yield h2.literal("status", "200") + h2.request() + h2.literal(":path", "/again")
    yield h2.request(path="/no.Service/Method")
    yield h2.request(path="/grpc.health.v1.Health/Watch")
    yield h2.request(path="lontar.v1.SyncService/Converse")


def attack_odd_headers(folder, _long):
    """Threat T57: header blocks that no client sends; the program must answer everybody afterwards."""
    blocks = list(odd_blocks())
    with Hub(folder) as hub:
        hub.honest_call()
        before = hub.forget_peak()
        for number, block in enumerate(blocks):
            # So that no member's budget of calls ends the attack.
            with hub.connect(ATTACKERS[number % len(ATTACKERS)]).begin() as line:
                try:
                    pieces = [block[at : at + 16000] for at in range(0, len(block), 16000)] or [b""]
                    for at, piece in enumerate(pieces):
                        flags = h2.END_HEADERS if at == len(pieces) - 1 else 0
                        line.say(h2.frame(h2.CONTINUATION if at else h2.HEADERS, flags, 1, piece))
                    line.say(h2.frame(h2.DATA, h2.END_STREAM, 1) + h2.frame(h2.PING, 0, 0, b"are you?"))
                    line.line.settimeout(5)
                    for kind, flags, _, payload in line.frames():
                        if (kind == h2.PING and flags & h2.ACK and payload == b"are you?") or kind == h2.GOAWAY:
                            break
                except OSError:
                    pass
            check(hub.process.poll() is None, f"form {number} ended the hub: {block[:80]!r}")
        grown = hub.grown(before)
        check(hub.honest_call() < PROMPT_SECONDS, "the honest call was slow")
        check_memory(grown, 64 * MIB)
        lontar(folder, "status", "--hub", "hub")
        return f"{len(blocks)} forms: the hub answers; {grown / MIB:.1f} MiB more"


def attack_idle_members(folder, _long):
    """Threat T33: connections of a member that never calls; only --long waits for the half minute."""
    with Hub(folder) as hub:
        lines = [hub.connect(ATTACKERS[number % len(ATTACKERS)]).begin() for number in range(30)]
        begin = time.monotonic()
        for line in lines:
            check(line.ends_within(45), "an idle connection was still open after 45 s")
        return f"30 idle HTTP/2 connections ended within {time.monotonic() - begin:.0f} s"


def attack_slow_body(folder, _long):
    """Threat T33: a conversation whose first message comes a byte a second and is never whole."""
    with Hub(folder) as hub, hub.connect("AA").begin() as line:
        begin = time.monotonic()
        line.say(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.request()))
        data, at = h2.message(bytes(1000)), 0
        line.line.settimeout(1)
        while time.monotonic() - begin < 400:
            try:
                line.say(h2.frame(h2.DATA, 0, 1, data[at : at + 1]))
                at += 1
                # What the hub says meanwhile is of no interest; that it says nothing more is.
                if not line.line.recv(65536):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
            if "line_silent" in hub.diagnostics():
                break
        seconds = time.monotonic() - begin
        check(seconds < 360, f"the conversation was held for {seconds:.0f} s")
        hub.await_said('"event":"line_silent","member":"AA"')
        check(hub.honest_call() < PROMPT_SECONDS, "the honest call was slow")
        return f"ended after {seconds:.0f} s and {at} bytes"


def attack_resumed_session(folder, _long):
    """Threats T01 and T32: the TLS session of a member that may no longer come in, taken up again."""
    with Hub(folder) as hub:
        def call(line):
            line.begin().say(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.request()) + h2.frame(h2.DATA, h2.END_STREAM, 1))
            return line.status_of(1)

        with hub.connect("AA") as first:
            check(call(first) == 0, "a call of a member was refused")
            with h2.Connection(hub.port, source="127.0.0.2", resumed=first) as again:
                check(again.line.session_reused, "the hub took up no session: there is nothing to see here")
                check(call(again) == 0, "a call in a resumed session was refused")
            flood(hub, "AA", 50_000, 6)
            hub.await_said("refused_calls_too_many")
            said = []
            try:
                with h2.Connection(hub.port, source="127.0.0.2", resumed=first) as again:
                    said.extend(again.begin().frames())
            except OSError:
                pass
            # Who is refused at its call has seen SETTINGS; who is refused at the handshake sees no frame at all.
            check(not said, f"a resumed session was not checked before the first frame: {said}")
        return "a resumed session serves, and is refused where a new one would be"


def attack_no_goodbye(folder, _long):
    """Threat T33: callers that answer nothing when the hub is stopped, one of them in a conversation."""
    with Hub(folder) as hub, hub.connect("AA").begin() as idle, hub.connect("BB").begin() as caller:
        caller.say(h2.frame(h2.HEADERS, h2.END_HEADERS, 1, h2.request()))
        for line in (idle, caller):
            line.say(h2.frame(h2.PING, 0, 0, b"are you?"))
            # The answer comes after all that was said before.
            check(any(kind == h2.PING and flags & h2.ACK for kind, flags, _, _ in line.frames()), "no answer to a ping")
        seconds = hub.stop()
        check(seconds < PROMPT_SECONDS, f"the hub took {seconds:.1f} s to stop")
        trailers = b"".join(payload for kind, _, stream, payload in caller.frames() if (kind, stream) == (h2.HEADERS, 1))
        check(b"the hub is being stopped" in trailers, f"the conversation ended with {trailers!r}")
        return f"stopped after {seconds:.2f} s, and the conversation was told why"


ATTACKS = {
    "few-files": attack_few_files,
    "many-idle": attack_many_idle,
    "gzip-bomb": attack_gzip_bomb,
    "open-and-cancel": attack_open_and_cancel,
    "slow-handshakes": attack_slow_handshakes,
    "endless-headers": attack_endless_headers,
    "pings-and-settings": attack_pings_and_settings,
    "oversized": attack_oversized,
    "odd-headers": attack_odd_headers,
    "resumed-session": attack_resumed_session,
    "no-goodbye": attack_no_goodbye,
}
ONLY_LONG = {"idle-members": attack_idle_members}
# Minutes of waiting, in which nothing can be seen that a conversation without a byte does not show as well.
ONLY_BY_NAME = {"slow-body": attack_slow_body}


def main(arguments):
    long = "--long" in arguments
    names = [name for name in arguments if name != "--long"]
    attacks = {**ATTACKS, **(ONLY_LONG if long or names else {}), **(ONLY_BY_NAME if names else {})}
    unknown = [name for name in names if name not in attacks]
    if unknown:
        print(f"no attack {unknown[0]}; there are {', '.join(attacks)}", file=sys.stderr)
        return 2
    wanted = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, wanted))
    failed = 0
    with tempfile.TemporaryDirectory(prefix="lontar-doors-") as folder:
        make_hub(folder)
        for name in names or attacks:
            try:
                print(f"{name}: {attacks[name](folder, long)}", flush=True)
            except (Failed, OSError, subprocess.TimeoutExpired) as wrong:
                failed += 1
                print(f"{name}: FAILED: {type(wrong).__name__}: {wrong}", flush=True)
    ran = len(names or attacks)
    print(f"{ran - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
