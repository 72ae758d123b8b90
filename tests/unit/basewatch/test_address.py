"""Whether the app can be served at an address, and the fix where it cannot."""

import socket

import pytest

from basewatch.address import check_address, list_server_options


def test_free_port_has_no_problem() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]

    assert check_address("127.0.0.1", str(port)) is None


def test_port_in_use_names_another() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        port = listener.getsockname()[1]
        problem = check_address("127.0.0.1", str(port))

    assert problem is not None
    assert problem.startswith(f"port {port} is in use on 127.0.0.1. Fix: --port ")
    assert f"--port {port} " not in problem


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "80a", "８５０１", "8501 "])
def test_what_is_no_port_is_said(port: str) -> None:
    problem = check_address("127.0.0.1", port)

    assert problem is not None
    assert f"{port!r} is not a port" in problem


def test_address_of_another_machine_is_said() -> None:
    problem = check_address("192.0.2.1", "8501")

    assert problem is not None
    assert "192.0.2.1 is not an address of this machine" in problem
    assert "--host 127.0.0.1 (make run HOST=127.0.0.1)" in problem


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_own_address_keeps_streamlits_own_names(host: str) -> None:
    assert list_server_options(host, "8501") == (
        ["--server.address", host, "--server.port", "8501"],
        "",
    )


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "127.example.org"])
def test_open_address_is_warned_of_and_answers_to_other_names(host: str) -> None:
    options, warning = list_server_options(host, "8501")

    assert options[options.index("--server.allowedHosts") + 1] == "*"
    assert ("--browser.serverAddress" in options) == (host not in {"0.0.0.0", "::"})
    assert "without a password" in warning
