"""GIF and MP4, read by other people's readers: pillow and ffmpeg."""

import datetime as dt
import io
import json
import re
import stat
import struct
import subprocess
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from PIL import Image

from export.__main__ import main
from export.animation.ffmpeg import encode_video, hash_video
from export.animation.formats import (
    FRAMES_A_SECOND,
    LAST_MS,
    STEP_MS,
    hash_gif,
    render_gif,
    render_mp4,
)
from export.animation.frame_renderer import SIZE_PX, FrameRenderer
from export.animation.frames import plan_film
from export.product.manifest_check import compare_files
from export.product.product import Product
from export.product.rendering import hash_content
from geo.basemap.decoder import read_basemap
from geo.loading import read_dataset
from geo.model.dates import Window
from geo.model.errors import ViewError
from geo.model.scene import View
from geo.query.selection import select_scene
from tests.unit.scenes import AS_OF

DATA = Path(__file__).parents[4] / "data"
WEEK = Window(dt.date(2023, 10, 23), dt.date(2023, 10, 29))
DATE = np.s_[105:142, 600:1260]
"""Where the date stands on a frame."""


@pytest.fixture(scope="module")
def product() -> Product:
    dataset = read_dataset(DATA)
    scene = select_scene(dataset, View(WEEK), as_of=AS_OF, title="A week — ünicode; a=b")
    return Product(scene, dataset, read_basemap(DATA / "basemap"))


@pytest.fixture(scope="module")
def painted(product) -> list[np.ndarray]:
    film = plan_film(product)
    page = FrameRenderer(film, product)
    return [page.paint(frame) for frame in film.frames]


@pytest.fixture(scope="module")
def gif(product) -> bytes:
    return render_gif(product)


@pytest.fixture(scope="module")
def mp4(product) -> bytes:
    return render_mp4(product)


def read_video(data: bytes, folder: Path) -> tuple[str, list[np.ndarray]]:
    path = folder / "film.mp4"
    path.write_bytes(data)
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", str(path)]
    command += ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    done = subprocess.run(command, check=True, capture_output=True)
    (told,) = re.findall(r"Stream .* Video: (h264 .*)", done.stderr.decode())
    width, height = SIZE_PX
    return told, list(np.frombuffer(done.stdout, np.uint8).reshape(-1, height, width, 3))


def mean_error(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def test_gif_has_a_frame_a_day_that_shows_what_was_painted(gif, painted) -> None:
    with Image.open(io.BytesIO(gif)) as image:
        assert (image.n_frames, image.size, image.info["loop"]) == (7, SIZE_PX, 0)
        for number, pixels in enumerate(painted):
            image.seek(number)
            assert image.info["duration"] == (LAST_MS if number == 6 else STEP_MS["day"])
            assert mean_error(np.asarray(image.convert("RGB")), pixels) < 1.0


def test_gif_keeps_flat_colours_exactly(gif, painted, product) -> None:
    with Image.open(io.BytesIO(gif)) as image:
        image.seek(3)
        shown = np.asarray(image.convert("RGB"))
    assert tuple(shown[40, 100]) == (0x00, 0x7A, 0x33), "the marking's bar"
    symbols = {dot.dot.stroke for f in plan_film(product).frames for dot in f.layout.dots}
    for colour in symbols:
        exact = np.array(list(bytes.fromhex(colour[1:])))
        before = (painted[3] == exact).all(axis=2)
        assert (shown[before] == exact).all(), colour


def test_date_changes_in_each_frame(gif, mp4, tmp_path) -> None:
    with Image.open(io.BytesIO(gif)) as image:
        dates = []
        for number in range(image.n_frames):
            image.seek(number)
            dates.append(np.asarray(image.convert("RGB"))[DATE].tobytes())
    assert len(set(dates)) == 7
    _, frames = read_video(mp4, tmp_path)
    each = STEP_MS["day"] * FRAMES_A_SECOND // 1000
    noise = [mean_error(frames[k][DATE], frames[k + each - 1][DATE]) for k in range(0, 30, each)]
    apart = [mean_error(frames[k][DATE], frames[k + each][DATE]) for k in range(0, 30, each)]
    assert min(apart) > 4 * max(noise)


def test_gif_tells_its_provenance_and_is_small(gif) -> None:
    with Image.open(io.BytesIO(gif)) as image:
        told = image.info["comment"].decode("utf-8")
    assert "Marking: UNCLASSIFIED" in told
    assert "Title: A week — ünicode; a=b" in told
    assert "Period: 2023-10-23/2023-10-29" in told
    assert len(gif) < 7 * 5_000_000 / 60


def test_mp4_is_h264_for_every_player_and_shows_what_was_painted(mp4, painted, tmp_path) -> None:
    told, frames = read_video(mp4, tmp_path)
    assert told.startswith("h264 (High)")
    for wanted in ("yuv420p(tv, bt709", "1280x720", f"{FRAMES_A_SECOND} fps"):
        assert wanted in told
    each = STEP_MS["day"] * FRAMES_A_SECOND // 1000
    assert len(frames) == 6 * each + LAST_MS * FRAMES_A_SECOND // 1000
    for number, pixels in enumerate(painted):
        shown = frames[number * each + each // 2]
        assert mean_error(shown, pixels) < 2.5
        bar = shown[32:44, 100:500].reshape(-1, 3).mean(axis=0)
        assert np.abs(bar - (0x00, 0x7A, 0x33)).max() < 6, "the marking keeps its colour"


def list_boxes(data: bytes) -> list[str]:
    boxes, place = [], 0
    while place < len(data):
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        boxes.append(kind.decode("ascii"))
        place += size
    return boxes


def test_mp4_has_its_index_first_and_tells_its_provenance(mp4) -> None:
    boxes = list_boxes(mp4)
    assert boxes[0] == "ftyp"
    assert boxes.index("moov") < boxes.index("mdat")
    assert "A week — ünicode; a=b".encode() in mp4
    assert b"Marking: UNCLASSIFIED" in mp4


def test_same_product_gives_the_same_content(product, gif, mp4) -> None:
    assert render_gif(product) == gif
    assert hash_video(render_mp4(product)) == hash_video(mp4)


def test_content_is_what_is_seen_and_not_what_a_file_says_of_itself(gif, mp4) -> None:
    renamed = gif.replace(b"A week", b"B week")
    assert renamed != gif
    assert hash_gif(renamed) == hash_gif(gif)
    assert hash_video(mp4.replace(b"A week", b"B week")) == hash_video(mp4)
    earlier = {"files": [{"name": "x.gif", "sha256": "0", "content_sha256": hash_gif(gif)}]}
    assert compare_files({"x.gif": renamed}, earlier) == [
        "x.gif: other bytes, same content as in the manifest"
    ]
    with Image.open(io.BytesIO(gif)) as image:
        image.seek(2)
        still = io.BytesIO()
        image.convert("RGB").save(still, "GIF")
    assert compare_files({"x.gif": still.getvalue()}, earlier) == [
        "x.gif: differs from the manifest"
    ]
    assert hash_content("png", b"") is None


def test_who_waits_is_told_of_each_frame(product) -> None:
    told = []
    render_gif(product, lambda done, of: told.append((done, of)))
    assert told == [(k, 7) for k in range(8)]


def test_who_gives_up_leaves_no_program_behind(product, monkeypatch) -> None:
    started = []

    class Watched(subprocess.Popen):
        def __init__(self, *arguments, **options) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr("export.animation.ffmpeg.subprocess.Popen", Watched)

    class GivenUpError(Exception):
        pass

    def give_up(done: int, of: int) -> None:
        if done == 3:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        render_mp4(product, give_up)
    # the first use on a machine also asks ffmpeg for its version
    assert started
    assert all(program.poll() is not None for program in started)


def test_no_ffmpeg_is_one_sentence(product, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(tmp_path / "none"))
    with pytest.raises(ViewError, match=r"ffmpeg cannot be run .*\. Export gif instead of mp4\.$"):
        render_mp4(product)


def test_an_ffmpeg_that_fails_says_why(monkeypatch, tmp_path) -> None:
    broken = tmp_path / "ffmpeg"
    broken.write_text("#!/bin/sh\necho first >&2\necho 'no room left' >&2\nexit 1\n")
    broken.chmod(broken.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(broken))
    frame = np.zeros((720, 1280, 3), np.uint8)
    with pytest.raises(ViewError, match=r"failed on the video \(no room left\)"):
        encode_video([(frame, 5)] * 4, SIZE_PX, 10, {})


def test_what_is_no_video_is_one_sentence() -> None:
    with pytest.raises(ViewError, match="failed on the video"):
        hash_video(b"no video")


def test_command_line_makes_both_tells_how_far_it_is_and_makes_the_same_again(
    tmp_path, capsys
) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    order = ["--from", "2023-10-16", "--to", "2023-11-12", "--step", "week", "--format", "gif,mp4"]
    assert main([*order, "--mode", "cumulative", "--out", str(first)]) == 0
    err = capsys.readouterr().err
    assert "\rgif: 4 of 4\n" in err
    assert "\rmp4: 2 of 4" in err
    (manifest,) = first.glob("*.manifest.json")
    told = json.loads(manifest.read_text("ascii"))
    assert told["order"]["step"] == "week"
    assert all(len(item["content_sha256"]) == 64 for item in told["files"])
    assert told["made_by"]["packages"]["imageio-ffmpeg"]
    assert main(["--from-manifest", str(manifest), "--out", str(again)]) == 0
    said = capsys.readouterr().out
    assert said.count("as in the manifest") == 2
    assert "differs" not in said
    (gif,) = again.glob("*.gif")
    with Image.open(gif) as image:
        assert image.n_frames == 4


def test_an_empty_window_is_an_animation_too(product, tmp_path) -> None:
    nothing = View(Window(dt.date(2024, 3, 1), dt.date(2024, 3, 2)))
    scene = select_scene(product.dataset, nothing, as_of=AS_OF)
    empty = Product(scene, product.dataset, product.basemap)
    with Image.open(io.BytesIO(render_gif(empty))) as image:
        assert image.n_frames == 2
    _, frames = read_video(render_mp4(empty), tmp_path)
    assert len(frames) == (STEP_MS["day"] + LAST_MS) * FRAMES_A_SECOND // 1000
