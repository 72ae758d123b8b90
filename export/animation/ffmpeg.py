"""Video encoding by ffmpeg, which the package imageio-ffmpeg installs."""

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
"""Quality of H.264 as ``-crf``: text and thin lines stay clean."""
THREADS: Final = 2
"""Fixed, because the encoder's output depends on it."""
_ENCODER: Final = (
    "-c:v", "libx264", "-preset", "veryfast", "-tune", "animation", "-crf", str(QUALITY),
    "-pix_fmt", "yuv420p", "-threads", str(THREADS),
)  # fmt: skip
# The colours of high-definition television, stated so that no player has to guess.
_COLOURS: Final = (
    "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709",
    "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
)  # fmt: skip
_PLAIN: Final = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact")


def find_ffmpeg() -> str:
    """
    Return the path of ffmpeg.

    Raises
    ------
    ViewError
        If it is not installed.
    """
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        msg = (
            "An MP4 needs the program ffmpeg, which is missing. Reinstall the package "
            "imageio-ffmpeg, or export gif instead."
        )
        raise ViewError(msg) from error


def encode_video(
    frames: Iterable[tuple[npt.NDArray[np.uint8], int]],
    size_px: tuple[int, int],
    frames_a_second: int,
    metadata: Mapping[str, str],
) -> bytes:
    """
    Encode frames as a video.

    Parameters
    ----------
    frames
        Pixels, shape (height, width, 3), and the number of video frames to show them for.
    size_px
        Width and height, both even.
    frames_a_second
        Frame rate of the video.
    metadata
        Metadata of the file, by ffmpeg's own keys such as ``title`` and ``comment``.

    Returns
    -------
    mp4
        H.264 in YUV 4:2:0, with its index at the front, so that a browser plays it while it loads.

    Raises
    ------
    ViewError
        If ffmpeg is missing or fails; with its last message.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        width, height = size_px
        tags = [word for key, text in metadata.items() for word in ("-metadata", f"{key}={text}")]
        _run_ffmpeg(
            ["-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", f"{width}x{height}",
             "-framerate", str(frames_a_second), "-i", "pipe:0", "-an", *_COLOURS, *_ENCODER,
             *_PLAIN, *tags, "-movflags", "+faststart", str(path)],
            (pixels.tobytes() * times for pixels, times in frames),
        )  # fmt: skip
        return path.read_bytes()


def hash_video(mp4: bytes) -> str:
    """
    Return a hash of what a video shows, independent of its metadata.

    Parameters
    ----------
    mp4
        The file's bytes.

    Returns
    -------
    digest
        SHA-256 of all decoded frames, in hexadecimal.

    Raises
    ------
    ViewError
        If it is not a video, or ffmpeg is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        path.write_bytes(mp4)
        output = _run_ffmpeg(["-i", str(path), "-map", "0:v", "-f", "hash", "-hash", "sha256", "-"])
    return output.decode("ascii").strip().rpartition("=")[2]


def _run_ffmpeg(arguments: list[str], pieces: Iterable[bytes] = ()) -> bytes:
    """Run ffmpeg with `pieces` as input; return its output."""
    command = [find_ffmpeg(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *arguments]
    # files, because a pipe that is not read meanwhile would fill and block
    with tempfile.TemporaryFile() as stderr, tempfile.TemporaryFile() as out:
        try:
            status = _feed(command, pieces, out, stderr)
        except OSError as error:
            msg = f"ffmpeg cannot be run ({error.strerror}). Export gif instead of mp4."
            raise ViewError(msg) from error
        if status:
            stderr.seek(0)
            last = stderr.read().decode("utf-8", "replace").strip().splitlines()[-1:]
            msg = f"ffmpeg failed on the video ({' '.join(last)[:200]}). Export gif instead."
            raise ViewError(msg)
        out.seek(0)
        return out.read()


def _feed(command: list[str], pieces: Iterable[bytes], out: IO[bytes], stderr: IO[bytes]) -> int:
    """Run a program with input and return its exit status; it never outlives the caller."""
    with subprocess.Popen(  # noqa: S603 - arguments of Basewatch's own, without a shell
        command, stdin=subprocess.PIPE, stdout=out, stderr=stderr
    ) as program:
        try:
            if program.stdin is None:  # pragma: no cover - PIPE gives one
                return 1
            for piece in pieces:
                program.stdin.write(piece)
            program.stdin.close()
        except BrokenPipeError:
            pass  # it ended early: its status and its last line on stderr give the reason
        except BaseException:
            program.kill()
            raise
        return program.wait()
