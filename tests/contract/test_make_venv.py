"""`make` on a new machine: .venv is made once, repaired when broken, and a lack names its fix."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "make_venv.sh"
PROGRAMS = ("sh", "dirname", "cmp", "cp", "rm", "mkdir")

# Stands in for Python: answers what the script asks, copies itself as .venv/bin/python, logs pip.
PYTHON = """#!/bin/sh
case "$*" in
*'print('*) echo "$VERSION" ;;
*'venv, ensurepip'*) [ "$HAS_VENV" = yes ] ;;
*'import sys, pip'*) : ;;
*'version_info <'*) [ "$VERSION" != 3.9 ] ;;
'-m venv'*) echo venv >>calls; rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
'-m pip'*) echo pip >>calls; exit "$PIP_STATUS" ;;
*) exit 99 ;;
esac
"""

pytestmark = pytest.mark.skipif(
    any(shutil.which(name) is None for name in PROGRAMS), reason="no POSIX shell on this machine"
)


class Machine:
    """A folder with the script and a lock, and a PATH with nothing else than a stand-in Python."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        self.venv = self.folder / ".venv"
        self.lock = self.folder / "requirements-dev.lock"
        self.run_lock = self.folder / "requirements.lock"
        self.programs = folder / "bin"
        (self.folder / "tools").mkdir(parents=True)
        self.programs.mkdir()
        shutil.copy(SCRIPT, self.folder / "tools")
        self.lock.write_text("a==1\n")
        self.run_lock.write_text("b==1\n")
        for name in PROGRAMS:
            found = shutil.which(name)
            assert found
            (self.programs / name).symlink_to(found)

    def install_python(self, name: str = "python3") -> None:
        python = self.programs / name
        python.write_text(PYTHON)
        python.chmod(0o755)

    def run(
        self, *words: str, version: str = "3.11", has_venv: str = "yes", pip_status: int = 0
    ) -> str:
        """Run the script; give its output, its status at the end, and forget the calls before."""
        (self.folder / "calls").write_text("")
        environment = {
            "PATH": str(self.programs),
            "VERSION": version,
            "HAS_VENV": has_venv,
            "PIP_STATUS": str(pip_status),
        }
        ran = subprocess.run(
            ["sh", "tools/make_venv.sh", *words],
            cwd=self.folder,
            env=environment,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        return f"{ran.stdout}status {ran.returncode}"

    @property
    def calls(self) -> list[str]:
        return (self.folder / "calls").read_text().split()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_second_start_does_nothing(machine: Machine) -> None:
    machine.install_python()

    assert machine.run().endswith("status 0")
    assert machine.calls == ["venv", "pip"]
    assert machine.run() == "status 0"
    assert machine.calls == []


def test_changed_lock_is_installed(machine: Machine) -> None:
    machine.install_python()
    machine.run()
    machine.lock.write_text("a==2\n")

    assert "does not hold what requirements-dev.lock lists" in machine.run()
    assert machine.calls == ["pip"]
    assert machine.run() == "status 0"


def test_what_runs_needs_the_short_lock_alone(machine: Machine) -> None:
    machine.install_python()

    assert machine.run("run").endswith("status 0")
    assert (machine.venv / "installed.lock").read_text() == machine.run_lock.read_text()
    assert machine.run("run") == "status 0"
    assert machine.run().endswith("status 0")  # the checks need more
    assert machine.calls == ["pip"]
    assert machine.run("run") == "status 0"  # the longer lock holds the short one
    assert machine.calls == []


def test_venv_made_by_hand_is_kept(machine: Machine) -> None:
    machine.install_python()
    machine.run()
    (machine.venv / "installed.lock").unlink()

    assert machine.run().endswith("status 0")
    assert machine.calls == ["pip"]


@pytest.mark.parametrize("harm", ["pip was stopped", "no Python in it", "Python fails", "a file"])
def test_broken_venv_is_made_anew(machine: Machine, harm: str) -> None:
    machine.install_python()
    machine.run()
    python = machine.venv / "bin" / "python"
    match harm:
        case "pip was stopped":
            (machine.venv / "installing").touch()
        case "no Python in it":
            python.unlink()
        case "Python fails":
            python.write_text("#!/bin/sh\nexit 1\n")
        case _:
            shutil.rmtree(machine.venv)
            machine.venv.write_text("")

    assert "broken or half made" in machine.run()
    assert machine.calls == ["venv", "pip"]
    assert machine.run() == "status 0"


def test_failed_install_names_the_fix_and_is_done_anew(machine: Machine) -> None:
    machine.install_python()

    said = machine.run(pip_status=1)
    assert "PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels" in said
    assert said.endswith("status 1")
    assert machine.run().endswith("status 0")
    assert machine.calls == ["venv", "pip"]


def test_no_venv_module_names_the_package(machine: Machine) -> None:
    machine.install_python()

    said = machine.run(has_venv="no")
    assert "To do: apt install python3-venv, then" in said
    assert said.endswith("status 1")
    assert machine.calls == []


def test_old_python_is_named(machine: Machine) -> None:
    machine.install_python()

    said = machine.run(version="3.9")
    assert "Python 3.11 or newer is needed, and none was found (python3 is 3.9)" in said
    assert said.endswith("status 1")


def test_no_python_is_said(machine: Machine) -> None:
    assert "none was found (no python3 at all)" in machine.run()


def test_newer_python_beside_is_found(machine: Machine) -> None:
    machine.install_python("python3.12")

    assert "making .venv with python3.12" in machine.run(version="3.12")


def test_script_is_for_any_shell() -> None:
    shell = shutil.which("dash") or "sh"

    assert subprocess.run([shell, "-n", SCRIPT], check=False).returncode == os.EX_OK
