"""Video by ffmpeg, a program of its own that the package imageio-ffmpeg brings along."""

import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, Final

import imageio_ffmpeg
import numpy as np
import numpy.typing as npt

from geo.model.errors import ViewError

QUALITY: Final = 20
"""Of H.264, as ``-crf`` counts: text and thin lines stay clean."""
THREADS: Final = 2
"""Fixed, since the encoder's output depends on it."""
_ENCODER: Final = (
    "-c:v", "libx264", "-preset", "veryfast", "-tune", "animation", "-crf", str(QUALITY),
    "-pix_fmt", "yuv420p", "-threads", str(THREADS),
)  # fmt: skip
# Said, and not left to a player's guess: the colours of high-definition television.
_COLOURS: Final = (
    "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709",
    "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
)  # fmt: skip
_PLAIN: Final = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact")


def find_ffmpeg() -> str:
    """
    Give ffmpeg's path.

    Raises
    ------
    ViewError
        If there is none.
    """
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        msg = (
            "An MP4 needs the program ffmpeg, which is not here: install the package "
            "imageio-ffmpeg anew, or ask for gif instead."
        )
        raise ViewError(msg) from error


def encode_video(
    frames: Iterable[tuple[npt.NDArray[np.uint8], int]],
    size_px: tuple[int, int],
    frames_a_second: int,
    told: Mapping[str, str],
) -> bytes:
    """
    Encode frames as a video.

    Parameters
    ----------
    frames
        Pixels, shape (height, width, 3), and for how many frames of the video they stand.
    size_px
        Width and height, both even.
    frames_a_second
        Of the video.
    told
        What the file says of itself, by ffmpeg's own keys such as ``title`` and ``comment``.

    Returns
    -------
    mp4
        H.264 in YUV 4:2:0, its index at the front, so that a browser plays it while it loads.

    Raises
    ------
    ViewError
        If there is no ffmpeg, or it fails: what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        width, height = size_px
        tags = [word for key, text in told.items() for word in ("-metadata", f"{key}={text}")]
        _run_ffmpeg(
            ["-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", f"{width}x{height}",
             "-framerate", str(frames_a_second), "-i", "pipe:0", "-an", *_COLOURS, *_ENCODER,
             *_PLAIN, *tags, "-movflags", "+faststart", str(path)],
            (pixels.tobytes() * times for pixels, times in frames),
        )  # fmt: skip
        return path.read_bytes()


def hash_video(mp4: bytes) -> str:
    """
    Hash what a video shows, whatever its file says of itself.

    Parameters
    ----------
    mp4
        The file.

    Returns
    -------
    digest
        SHA-256 of all decoded frames, in hexadecimal.

    Raises
    ------
    ViewError
        If it is no video, or there is no ffmpeg.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        path.write_bytes(mp4)
        said = _run_ffmpeg(["-i", str(path), "-map", "0:v", "-f", "hash", "-hash", "sha256", "-"])
    return said.decode("ascii").strip().rpartition("=")[2]


def _run_ffmpeg(arguments: list[str], pieces: Iterable[bytes] = ()) -> bytes:
    """Run ffmpeg on what is fed to it; give what it wrote to its output."""
    command = [find_ffmpeg(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *arguments]
    # to files: a pipe that nobody reads meanwhile would fill and stop it
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as out:
        try:
            status = _feed(command, pieces, out, said)
        except OSError as error:
            msg = f"ffmpeg cannot be run ({error.strerror}): ask for gif instead of mp4."
            raise ViewError(msg) from error
        if status:
            said.seek(0)
            last = said.read().decode("utf-8", "replace").strip().splitlines()[-1:]
            msg = f"ffmpeg gave up on the video ({' '.join(last)[:200]}): ask for gif instead."
            raise ViewError(msg)
        out.seek(0)
        return out.read()


def _feed(command: list[str], pieces: Iterable[bytes], out: IO[bytes], said: IO[bytes]) -> int:
    """Feed a program; give its status. It does not outlive who feeds it."""
    with subprocess.Popen(  # noqa: S603 - our own words, and no shell
        command, stdin=subprocess.PIPE, stdout=out, stderr=said
    ) as program:
        try:
            if program.stdin is None:  # pragma: no cover - PIPE gives one
                return 1
            for piece in pieces:
                program.stdin.write(piece)
            program.stdin.close()
        except BrokenPipeError:
            pass  # it gave up: its status and what it said tell why
        except BaseException:
            program.kill()
            raise
        return program.wait()
