import subprocess
import sys
from pathlib import Path

import pytest

from geo.__main__ import main

ROOT = Path(__file__).parents[3]


def test_a_sound_record_exits_with_zero_and_sums_up(write_record, record, capsys):
    folder = write_record(record.attack("a"), record.attack("b", confirmation="claim_only"))
    assert main(["check", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "2 attacks counted, 0 held out, 0 of the counted not placed" in out
    assert next(line for line in out.splitlines() if line.startswith("conoco")).split() == [
        "conoco",
        *"100012",
    ]


def test_a_rejected_row_exits_with_one_and_is_named(write_record, record, capsys):
    folder = write_record(record.attack("a", weapon="rockt", outcome="hit"), record.attack("b"))
    assert main(["check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "2 problems in 1 row:" in out
    assert "attacks.csv row 2, column weapon: `rockt`" in out
    line = next(line for line in out.splitlines() if line.startswith("attacks.csv  "))
    assert line.split() == ["attacks.csv", "2", "1", "1"]


def test_a_bad_file_exits_with_two_and_one_sentence(write_record, capsys):
    folder = write_record()
    (folder / "attacks.csv").unlink()
    assert main(["check", str(folder)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("attacks.csv is missing")
    assert "Traceback" not in shown.err


def test_a_cell_cannot_steer_the_terminal_or_forge_a_line(write_record, record, capsys):
    main(["check", str(write_record(record.attack(weapon="\x1b[2J\u202e\nattacks.csv row 9")))])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert not any(line.startswith("attacks.csv row 9") for line in out.splitlines())


def test_what_a_spreadsheet_did_is_said_first_and_in_one_line(write_record, record, capsys):
    rows = [record.attack(f"a{n}", date=f"{n + 1:02}/10/2023") for n in range(20)]
    assert main(["check", str(write_record(*rows))]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("attacks.csv: 20 of 20 dates in `date` are written day first")
    assert lines[1] == ""
    assert lines[2].startswith("file ")
    assert sum("row 14, column date" in line for line in lines) == 1
    assert sum("written day first" in line for line in lines) == 1


def test_a_broken_header_cannot_steer_the_terminal(write_record, capsys):
    folder = write_record()
    header = '\x1b[2Jattack_id,\u202edate,"two\nattacks.csv is sound"'
    (folder / "attacks.csv").write_text(header, encoding="utf-8")
    assert main(["check", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert len(said.splitlines()) == 1


def test_help_says_what_the_exit_codes_mean(capsys):
    with pytest.raises(SystemExit) as left:
        main(["check", "--help"])
    assert left.value.code == 0
    assert "1 a rejected row" in " ".join(capsys.readouterr().out.split())


def test_it_runs_as_a_module_on_a_console_without_arabic(write_record, record):
    folder = write_record(record.attack(weapon="صاروخ"))
    done = subprocess.run(
        [sys.executable, "-m", "geo", "check", str(folder)],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PATH": "", "SYSTEMROOT": ""},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    assert rb"\u0635" in done.stdout
