"""Whether the app can be served at an address, and the fix where it cannot."""

import socket

import pytest

from tools.check_address import check_address


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
    assert problem.startswith(f"port {port} is in use on 127.0.0.1. To do: make run PORT=")
    assert f"PORT={port}," not in problem


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "80a", "８５０１", "8501 "])
def test_what_is_no_port_is_said(port: str) -> None:
    problem = check_address("127.0.0.1", port)

    assert problem is not None
    assert f"PORT={port} is no port" in problem


def test_address_of_another_machine_is_said() -> None:
    problem = check_address("192.0.2.1", "8501")

    assert problem is not None
    assert "192.0.2.1 is no address of this machine" in problem
    assert "make run HOST=127.0.0.1" in problem
