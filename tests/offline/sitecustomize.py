"""Refuses the network in every Python that a test starts: Python imports this by itself, for it is on its path.

pytest-socket does the same in the process of the tests. Sockets that have a place in the file system stay: processes
of one machine talk by them.
"""

from __future__ import annotations

import sys

LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
CALLS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})


def refuse(event: str, args: tuple[object, ...]) -> None:
    """Raise an error when an event is one of the network."""
    # What is sent without an address goes where a socket is connected to, which was looked at when that was done.
    is_elsewhere = event in CALLS and not isinstance(args[-1], (str, bytes, type(None)))
    if event in LOOK_UPS or is_elsewhere:
        raise RuntimeError(f"a test used the network: {event} {args[-1]}")


sys.addaudithook(refuse)
