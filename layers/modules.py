"""Join the page's JavaScript modules, or style sheets, in the order of their imports."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_IMPORT: Final = re.compile(r"^import \{ [\w$, ]+ \} from '(\.{1,2}/[\w/.]+\.js)';\n", re.MULTILINE)
_EXPORT: Final = re.compile(
    r"^export (?=(?:async function|function|class|const|let) ([\w$]+))", re.MULTILINE
)
_SHEET: Final = re.compile(r"^@import '(\.{1,2}/[\w/.]+\.css)';\n", re.MULTILINE)


@dataclass(frozen=True)
class JoinedModules:
    """
    The modules that an entry needs, as one text.

    Attributes
    ----------
    body
        The statements of all modules, without their imports and exports.
    names
        What the entry exports.
    files
        Each module once, after those that it imports.
    """

    body: str
    names: tuple[str, ...]
    files: tuple[Path, ...]

    @property
    def script(self) -> str:
        """The body in a scope of its own, which returns what the entry exports."""
        given = f"{{ {', '.join(self.names)} }}"
        return f"const {given} = (() => {{\n{self.body}\nreturn {given};\n}})();"


def join_modules(entry: Path) -> JoinedModules:
    """
    Join the ES modules that an entry needs, so that a page can hold them as one inline script.

    This needs neither a bundler nor Node. The modules import by name only, as in
    ``import { a } from './b.js';``, rename nothing, and have unique top-level names; so they can be
    joined once these lines are removed. `tests/contract/test_modules.py` checks these rules.

    Parameters
    ----------
    entry
        The module that imports the others, itself or through them.

    Returns
    -------
    joined
        The modules, each after those that it imports, in the order of the import lines.

    Raises
    ------
    FileNotFoundError
        If a module imports a file that does not exist.
    """
    texts: dict[Path, str] = {}
    for file in _order(entry, _IMPORT):
        texts[file] = _IMPORT.sub("", file.read_text(encoding="utf-8"))
    names = tuple(_EXPORT.findall(texts[entry.resolve()]))
    body = "\n".join(("'use strict';", *(_EXPORT.sub("", text) for text in texts.values())))
    return JoinedModules(body, names, tuple(texts))


def join_sheets(entry: Path) -> str:
    """Return a style sheet with those that it imports by `@import './name.css';`, these first."""
    return "\n".join(
        _SHEET.sub("", file.read_text(encoding="utf-8")) for file in _order(entry, _SHEET)
    )


def _order(entry: Path, imports: re.Pattern[str]) -> list[Path]:
    """List a file after all that it imports, each file once."""
    done: list[Path] = []
    begun: set[Path] = set()

    def visit(file: Path) -> None:
        if file in begun:
            return
        begun.add(file)
        for name in imports.findall(file.read_text(encoding="utf-8")):
            visit((file.parent / name).resolve())
        done.append(file)

    visit(entry.resolve())
    return done
