"""
The server as its users start it, with the network cable out: `watched_streamlit.py LOG run …` for
`streamlit run …`, `watched_streamlit.py LOG ui …` for `python -m ui …`, as `make run` does.

Every try of the server to reach another machine, or to look up its name, is written to LOG and
refused before anything is sent.
"""

import errno
import ipaddress
import os
import runpy
import sys
from pathlib import Path

from streamlit.web.cli import main

HERE = ("", "localhost", "ip6-localhost", "0.0.0.0", "::")


def is_here(host: str) -> bool:
    """Tell whether a name or an address is this machine's own."""
    if host in HERE:
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def watch(log: Path) -> None:
    """Write every departure from this machine to `log`, and refuse it."""

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "socket.getaddrinfo":
            target = args[0]
        elif event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
            address = args[1]
            target = address[0] if isinstance(address, tuple) else None  # a str: a socket file
        else:
            return
        host = target.decode() if isinstance(target, bytes) else target
        if isinstance(host, str) and not is_here(host):
            with log.open("a", encoding="utf-8") as lines:
                lines.write(f"{event} {host}\n")
            raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH), host)

    sys.addaudithook(hook)


if __name__ == "__main__":
    watch(Path(sys.argv.pop(1)))
    if sys.argv[1] == "run":
        main()
    else:
        sys.path.insert(0, str(Path.cwd()))
        runpy.run_module(sys.argv.pop(1), run_name="__main__")
