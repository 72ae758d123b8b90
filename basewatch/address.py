"""The address that the page is served at: whether it is free, and what the server needs to know."""

import errno
import ipaddress
import os
import socket


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
        return f"{port_text!r} is not a port from 1 to 65535. {_name_option(port=8502)}"
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
        return _explain(host, port, error)
    return None


def list_server_options(host: str, port: str) -> tuple[list[str], str]:
    """
    Return what the server needs to know of an address.

    Parameters
    ----------
    host
        Name or address of this machine.
    port
        The port.

    Returns
    -------
    options
        Streamlit's options. Its configuration admits the names of this machine only; where others
        can reach the address, the name under which they do so counts too.
    warning
        What others can see; blank where the page is for this machine alone.
    """
    options = ["--server.address", host, "--server.port", port]
    if _is_own(host):
        return options, ""
    options += ["--server.allowedHosts", "*"]
    if host not in {"0.0.0.0", "::"}:  # noqa: S104  compared, not listened on
        options += ["--browser.serverAddress", host]
    return options, (
        f"{host} is open to others: anyone who reaches port {port} sees the record, "
        "without a password"
    )


def _is_own(host: str) -> bool:
    """Return whether an address can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _explain(host: str, port: int, error: OSError) -> str:
    """Return what is wrong and what to do, from the system's error."""
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8502
        return f"port {port} is in use on {host}. {_name_option(port=other)}, or end what uses it"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} is not for ordinary users. {_name_option(port=8501)}"
    return (
        f"{host} is not an address of this machine ({error}). "
        "Fix: --host 127.0.0.1 (make run HOST=127.0.0.1)"
    )


def _name_option(port: int) -> str:
    """Return how another port is chosen."""
    return f"Fix: --port {port} (make run PORT={port})"
