"""A part that is not there is one sentence: ffmpeg, the letters of pictures, a browser."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import imageio_ffmpeg
import matplotlib as mpl
import numpy as np
import pytest

from export.animation.ffmpeg import encode_video
from export.drawing.typesetting import find_font
from geo.model.errors import ViewError
from tests.browser.harness import chromium


def encode() -> bytes:
    return encode_video([(np.zeros((16, 16, 3), np.uint8), 1)], (16, 16), 1, {})


def test_without_ffmpeg_a_video_is_refused_and_a_gif_offered(monkeypatch) -> None:
    def find() -> str:
        msg = "No ffmpeg exe could be found."
        raise RuntimeError(msg)

    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", find)
    with pytest.raises(ViewError, match=r"needs the program ffmpeg, which is missing.* gif"):
        encode()


def test_an_ffmpeg_that_cannot_run_or_gives_up_is_said(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "gone"))
    with pytest.raises(ViewError, match=r"ffmpeg cannot be run \(No such file.*\). Export gif"):
        encode()
    if shutil.which("false"):
        monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(shutil.which("false")))
        with pytest.raises(ViewError, match="ffmpeg failed on the video"):
            encode()


def test_without_its_font_a_picture_is_refused(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(mpl, "get_data_path", lambda: str(tmp_path))
    with pytest.raises(ViewError, match=r"DejaVuSans\.ttf is missing.*reinstall matplotlib"):
        find_font(10)


def test_without_a_browser_tests_and_load_say_so(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(chromium, "USUAL_PATHS", ())
    own = SimpleNamespace(executable_path=str(tmp_path / "chrome"))
    assert chromium.find_browser(SimpleNamespace(chromium=own)) is None
    assert "make system-deps" in chromium.NO_BROWSER
