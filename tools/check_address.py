"""Say whether the app can be served at an address: `check_address.py HOST PORT`."""

import errno
import os
import socket
import sys


def check_address(host: str, port_text: str) -> str | None:
    """
    Try to listen at an address, and let it go again.

    Parameters
    ----------
    host
        Name or address of this machine.
    port_text
        Port, as written on the command line.

    Returns
    -------
    problem
        What is wrong and what to do; None where the app can be served there.
    """
    if not port_text.isascii() or not port_text.isdigit() or not 0 < int(port_text) < 65536:
        return f"PORT={port_text} is no port, from 1 to 65535. To do: make run PORT=8502"
    port = int(port_text)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as listener:
            if os.name == "posix":  # as the server does: a port closed a moment ago is free
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(1)
    except OSError as error:
        return _name_cure(host, port, error)
    return None


def _name_cure(host: str, port: int, error: OSError) -> str:
    """Turn what the system said into what is wrong and what to do."""
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8502
        return f"port {port} is in use on {host}. To do: make run PORT={other}, or end what uses it"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} is not for ordinary users. To do: make run PORT=8501"
    return f"{host} is no address of this machine ({error}). To do: make run HOST=127.0.0.1"


if __name__ == "__main__":
    problem = check_address(*sys.argv[1:3])
    if problem:
        sys.exit(f"make: {problem}")
