"""Two networks of their own, and between them this process, which every packet passes: some get lost here.

Run in a network namespace that nobody else uses, as its root: that is the centre's network, and the process
goes on in a second one, the desks'. Packets come and go by a TUN device in each, so TCP is the kernel's own.
(`tc netem` does the same where a kernel has it; many have not.)

Prints the pids by which others enter the two, then reads how the way is from now on, a JSON object a line.
"""

from __future__ import annotations

import ctypes
import fcntl
import heapq
import itertools
import json
import os
import select
import socket
import struct
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from random import Random

CENTRE, DESKS = "10.77.0.1", "10.77.0.2"
_MASK = "255.255.255.0"
_DEVICE = b"way"
_NEW_NETWORK = 0x40000000  # CLONE_NEWNET
_SET_TUN, _SET_ADDRESS, _SET_MASK, _SET_FLAGS = 0x400454CA, 0x8916, 0x891C, 0x8914
_TUN_WITHOUT_HEADER = 0x1001  # IFF_TUN | IFF_NO_PI
_UP = 0x41  # IFF_UP | IFF_RUNNING
_LONGEST_PACKET = 65_536
_LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class Way:
    """How packets fare, shares of one; nothing said, each arrives once, in order, at once."""

    lost: float = 0.0
    twice: float = 0.0
    damaged: float = 0.0
    """One bit of it is another."""
    longest: int = _LONGEST_PACKET
    """Longer ones vanish, and nobody is told (a black hole for large packets)."""
    delay: float = 0.0
    scatter: float = 0.0
    """Up to so many seconds more, each packet for itself: they overtake each other."""

    def fate(self, packet: bytes, chance: Random) -> list[tuple[float, bytes]]:
        """What arrives of a packet, and after how many seconds."""
        if len(packet) > self.longest or chance.random() < self.lost:
            return []
        if chance.random() < self.damaged:
            packet = _damaged(packet, chance)
        copies = 2 if chance.random() < self.twice else 1
        return [(self.delay + chance.uniform(0, self.scatter), packet) for _ in range(copies)]


def _damaged(packet: bytes, chance: Random) -> bytes:
    bit = chance.randrange(len(packet) * 8)
    changed = bytearray(packet)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def main() -> None:
    """Pass packets until there are no more orders."""
    centre = _device(CENTRE)
    # somebody must stay in the centre's network, for others to enter it by
    with subprocess.Popen(["setpriv", "--pdeathsig", "KILL", "sleep", "infinity"]) as there:
        if ctypes.CDLL(None, use_errno=True).unshare(_NEW_NETWORK) != 0:
            raise OSError(ctypes.get_errno(), "no second network")
        desks = _device(DESKS)
        sys.stdout.write(json.dumps({"centre": there.pid, "desks": os.getpid()}) + "\n")
        sys.stdout.flush()
        _pass_on({centre: desks, desks: centre}, Random(sys.argv[1]))
        there.kill()


def _device(address: str) -> int:
    """A TUN device in the network that this process is in now, with this address, up."""
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, _SET_TUN, struct.pack("16sH22x", _DEVICE, _TUN_WITHOUT_HEADER))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        for what, value in ((_SET_ADDRESS, address), (_SET_MASK, _MASK)):
            packed = struct.pack("16sHH4s16x", _DEVICE, socket.AF_INET, 0, socket.inet_aton(value))
            fcntl.ioctl(asked, what, packed)
        fcntl.ioctl(asked, _SET_FLAGS, struct.pack("16sH22x", _DEVICE, _UP))
    return device


def _pass_on(other: dict[int, int], chance: Random) -> None:
    way, under_way, number = Way(), list[tuple[float, int, int, bytes]](), itertools.count()
    while True:
        wait = under_way[0][0] - time.monotonic() if under_way else _LOOK_SECONDS
        ready, _, _ = select.select([sys.stdin, *other], [], [], max(0.0, wait))
        for source in ready:
            if source is sys.stdin:
                order = sys.stdin.readline()
                if not order:
                    return
                way = Way(**json.loads(order))
                continue
            for seconds, packet in way.fate(os.read(source, _LONGEST_PACKET), chance):
                due = time.monotonic() + seconds
                heapq.heappush(under_way, (due, next(number), other[source], packet))
        while under_way and under_way[0][0] <= time.monotonic():
            _, _, sink, packet = heapq.heappop(under_way)
            with suppress(OSError):  # so damaged that it is no packet any more
                os.write(sink, packet)


if __name__ == "__main__":
    main()
