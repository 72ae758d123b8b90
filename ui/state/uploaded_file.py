"""Files of an own table: name, SHA-256 and, if available, content."""

import base64
import binascii
import hashlib
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any, Final

MOST_KEPT_BYTES: Final = 2_000_000
"""Bytes that a browser tab keeps at most, together; of larger files it keeps name and SHA-256."""


@dataclass(frozen=True)
class OwnFile:
    """
    A file that an officer uploaded.

    Attributes
    ----------
    name
        Without a folder.
    sha256
        Of its bytes, 64 hexadecimal digits.
    data
        Its bytes; None if they are not available.
    """

    name: str
    sha256: str
    data: bytes | None = field(default=None, repr=False)

    @classmethod
    def take(cls, name: str, data: bytes) -> "OwnFile":
        """Return an uploaded file with its SHA-256."""
        return cls(PurePath(name).name, hashlib.sha256(data).hexdigest(), data)

    def trim(self) -> "OwnFile":
        """Return it without bytes that are too large for a tab to keep."""
        kept = self.data is not None and len(self.data) <= MOST_KEPT_BYTES
        return self if kept else replace(self, data=None)

    def accept(self, text: object) -> bytes | None:
        """Return the bytes of a text in base64; None if they are not those of this file."""
        if not isinstance(text, str) or len(text) > MOST_KEPT_BYTES * 4 // 3 + 4:
            return None
        try:
            data = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            return None
        return data if hashlib.sha256(data).hexdigest() == self.sha256 else None


@dataclass(frozen=True)
class TableFiles:
    """
    The files of an own table and how they are read: what is needed to restore it.

    Attributes
    ----------
    file
        The table.
    mapping
        Which column is which, as `geo.importers.mapping.write_mapping` writes it.
    encoding, nearest_km, merged
        As `ui.state.table_draft.TableDraft` and `ui.state.table_draft.OwnTable` have them.
    sites
        Sites of its own; None for those of the record.
    """

    file: OwnFile
    mapping: str
    encoding: str = ""
    nearest_km: float | None = None
    merged: bool = True
    sites: OwnFile | None = None

    @property
    def files(self) -> tuple[OwnFile, ...]:
        """The table's file, and that of the sites."""
        return (self.file,) if self.sites is None else (self.file, self.sites)

    @property
    def missing(self) -> tuple[OwnFile, ...]:
        """Those whose bytes are not available."""
        return tuple(file for file in self.files if file.data is None)

    def fill(self, given: OwnFile) -> "TableFiles":
        """Return it with the bytes of a file that was uploaded again."""
        file, sites = (
            each and (replace(each, data=given.data) if each.sha256 == given.sha256 else each)
            for each in (self.file, self.sites)
        )
        return replace(self, file=file or self.file, sites=sites)

    def trim(self) -> "TableFiles":
        """Return it without bytes that are too large for a tab to keep."""
        return replace(self, file=self.file.trim(), sites=self.sites and self.sites.trim())

    def describe(self) -> dict[str, Any]:
        """Return it as plain values, without the bytes."""
        file, sites = (
            each and {"name": each.name, "sha256": each.sha256} for each in (self.file, self.sites)
        )
        return {
            "file": file,
            "mapping": self.mapping,
            "encoding": self.encoding,
            "nearest_km": self.nearest_km,
            "merged": self.merged,
            "sites": sites,
        }
