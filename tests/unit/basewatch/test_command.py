"""The command `basewatch`: what it passes on, and what it serves."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import ui.__main__
from basewatch.command import main
from geo.files.shipped_data import DATA_FOLDER

ROOT = Path(__file__).resolve().parents[3]


def read_status(arguments: list[str]) -> int | str | None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return ended.value.code


def test_version_is_the_projects(capsys: pytest.CaptureFixture[str]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert read_status(["--version"]) == 0
    assert capsys.readouterr().out == f"Basewatch {project['version']}\n"


@pytest.mark.parametrize("command", ["check", "import", "export"])
def test_help_of_a_command_is_its_packages_own(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert read_status([command, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"usage: basewatch {command} ")


def test_check_reads_the_shipped_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "attacks.csv" in capsys.readouterr().out


def test_check_passes_its_folder_and_status_on(tmp_path: Path) -> None:
    assert main(["check", str(tmp_path / "missing")]) == 2
    assert main(["check", str(DATA_FOLDER)]) == 0


def test_check_does_not_load_the_page() -> None:
    code = (
        "import sys; from basewatch.command import main; main(['check']);"
        "sys.exit('streamlit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_run_serves_this_machine_alone_and_passes_streamlits_options(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[list[str]] = []
    monkeypatch.setattr(ui.__main__, "serve", lambda options: served.append(options) or 0)
    monkeypatch.setattr("basewatch.command.check_address", lambda host, port: None)
    monkeypatch.setenv("HOST", "0.0.0.0")  # some shells set it to the name of the machine

    assert main(["run", "--server.headless", "true"]) == 0
    assert served == [
        ["--server.address", "127.0.0.1", "--server.port", "8501", "--server.headless", "true"]
    ]
    assert "http://127.0.0.1:8501" in capsys.readouterr().out


def test_run_explains_an_address_that_cannot_be_served(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run", "--port", "none"]) == 2
    assert "is not a port from 1 to 65535" in capsys.readouterr().err
