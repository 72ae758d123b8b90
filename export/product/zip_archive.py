"""Zip archives with reproducible bytes."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip archive can hold; every part has it."""


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """
    Write a zip archive.

    Parameters
    ----------
    parts
        Bytes by name, in the order of the archive.

    Returns
    -------
    data
        The archive, compressed. It holds no time, user or system: the same parts give the same
        bytes.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            archive.writestr(entry, data)
    return out.getvalue()


def freeze_archive(data: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """
    Rewrite an archive without the times that its writer put in.

    Parameters
    ----------
    data
        A zip archive, such as PPTX, DOCX or XLSX.
    replaced
        New bytes of parts by name; a name that the archive does not have is ignored.

    Returns
    -------
    frozen
        The same parts in the same order, see `write_archive`.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        new = replaced or {}
        return write_archive(
            {name: new.get(name) or archive.read(name) for name in archive.namelist()}
        )
