"""Blocks the network in every Python that a test starts; Python imports this module because it is on its path.

pytest-socket does the same in the process of the tests. Sockets in the file system are allowed, because processes of
one
machine use them to communicate.
"""

from __future__ import annotations

import sys

LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
CALLS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})


def refuse(event: str, args: tuple[object, ...]) -> None:
    """Raise an error if an audit event uses the network."""
    # An address is missing if the socket is already connected, and that connection was checked.
    is_elsewhere = event in CALLS and not isinstance(args[-1], (str, bytes, type(None)))
    if event in LOOK_UPS or is_elsewhere:
        raise RuntimeError(f"a test used the network: {event} {args[-1]}")


sys.addaudithook(refuse)
