"""The most memory that this process has had."""

import sys
from pathlib import Path
from typing import Final

_STATUS: Final = Path("/proc/self/status")


def peak_mb() -> float:
    """
    Give the most memory that this process has had, in MB; 0 where the system does not tell.

    Notes
    -----
    On Linux, what ``getrusage`` gives counts also what the process that started this one held until
    then.
    """
    if _STATUS.exists():
        lines = _STATUS.read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line[:6] == "VmHWM:") / 1e6
    try:
        import resource  # noqa: PLC0415 - POSIX's alone
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
