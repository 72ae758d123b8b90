"""A snapshot from the command line: what is asked for, selected, rendered and written."""

import argparse
import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from export.drawing.marking import parse_marking
from export.product.filename import make_filename, name_file
from export.product.formats import FORMATS, parse_formats
from export.product.manifest import fill_order, make_manifest, name_manifest, read_manifest
from export.product.manifest_check import check_inputs, compare_files
from export.product.overwrite import check_overwrite
from export.product.product import Product
from export.product.rendering import render_product
from export.talking_points.changes_since import Earlier, read_earlier
from export.talking_points.edited_points import unmark_points, write_points
from export.wording.coverage_text import NOT_COVERED, describe_uncovered, state_coverage
from geo.basemap.decoder import read_basemap
from geo.checks.site_names import resolve_filters
from geo.files.shipped_data import BASEMAP_FOLDER
from geo.loading import read_dataset
from geo.model.dates import Window, parse_day, parse_instant
from geo.model.errors import DateError, ViewError
from geo.model.extent import Extent
from geo.model.limits import parse_limits
from geo.model.scene import Filters, View
from geo.model.weapons import read_weapons
from geo.query.facets import FACETS
from geo.query.map_layers import read_layers
from geo.query.opening import PICTURE_PX, default_extent
from geo.query.selection import select_scene


def parse_as_of(text: str | None, epoch: str | None) -> dt.datetime:
    """
    Give the time of making: as asked for, or SOURCE_DATE_EPOCH, or the clock, which is read here.

    Raises
    ------
    DateError
        If either is not a time, or the first has no time zone.
    """
    if text is not None:
        return parse_instant(text, "--as-of")
    if epoch:
        try:
            return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC)
        except (ValueError, OverflowError, OSError) as error:
            msg = (
                f"SOURCE_DATE_EPOCH `{epoch[:40]}` is not a number of seconds: correct or unset it."
            )
            raise DateError(msg) from error
    return dt.datetime.now(tz=dt.UTC).replace(microsecond=0)


def parse_view(arguments: argparse.Namespace) -> View:
    """
    Read the view that is asked for, but for its width.

    Raises
    ------
    GeoError
        If a day, the extent or the width is not one.
    """
    if arguments.width is not None and not 100 <= arguments.width <= 10_000:
        msg = f"--width {arguments.width:g} is out of bounds: give 100 to 10000 CSS pixels."
        raise ViewError(msg)
    layers, faults = read_layers(arguments.layers)
    if faults:
        msg = f"--layers: {' '.join(faults)}"
        raise ViewError(msg)
    return View(
        layers=layers,
        window=Window(parse_day(arguments.first), parse_day(arguments.last)),
        mode=arguments.mode,
        filters=parse_filters(arguments),
        extent=Extent.parse(arguments.extent) if arguments.extent else None,
    )


def parse_filters(arguments: argparse.Namespace) -> Filters:
    """
    Read the filters that are asked for; whether the record knows their words is seen later.

    Raises
    ------
    GeoError
        If a word is blank, the area is no extent or the search is too long.
    """
    chosen = {
        facet.field: frozenset(map(facet.read, getattr(arguments, facet.field))) for facet in FACETS
    }
    return Filters(
        **chosen,
        with_casualties=arguments.with_casualties,
        text=arguments.search or "",
        area=Extent.parse(arguments.area) if arguments.area else None,
        include_held_out="held-out" in arguments.include,
    )


def fit_width(extent: Extent) -> float:
    """Give the width in CSS pixels at which an extent fits the usual screen, `PICTURE_PX`."""
    width_px, height_px = PICTURE_PX
    return min(width_px, width_px * height_px / extent.height_px(width_px))


def read_template_file(path: Path | None) -> bytes | None:
    """
    Read the unit's template for slides; None where none is given.

    Raises
    ------
    ViewError
        If it cannot be read; whether it is one is seen when a slide is made.
    """
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        msg = f"--template {path} cannot be read ({error.strerror}): give a PPTX or POTX file."
        raise ViewError(msg) from error


def read_points_file(path: Path | None) -> str | None:
    """
    Read what an officer made of the points; None where no file is given.

    Raises
    ------
    ViewError
        If it cannot be read, or is no text.
    """
    if path is None:
        return None
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        msg = f"--points {path} cannot be read ({error.strerror}): give a text file."
        raise ViewError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"--points {path} is no text in UTF-8: save it so."
        raise ViewError(msg) from error


def read_last(since: Path | Mapping[str, Any] | None) -> Earlier | None:
    """
    Read what the last product showed.

    Parameters
    ----------
    since
        Its manifest's file, or what a later manifest quotes of it; None where there is none.

    Raises
    ------
    ViewError
        If it is no manifest.
    """
    if since is None:
        return None
    return read_earlier(read_manifest(since) if isinstance(since, Path) else since)


def write_file(folder: Path, name: str, data: bytes) -> Path:
    """
    Write a file whole or not at all: to one beside it first, which is then renamed.

    A run that is killed may leave ``.NAME.part``; the next one to write the name takes it away.

    Raises
    ------
    ViewError
        If the folder cannot be made or written to.
    """
    path, part = folder / name, folder / f".{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(data)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        msg = f"{path} cannot be written ({error.strerror}): give another folder with --out."
        raise ViewError(msg) from error
    return path


def export_snapshot(
    arguments: argparse.Namespace,
    tell: Callable[[str, int, int], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> Iterator[str]:
    """
    Write what the command line asks for.

    Parameters
    ----------
    arguments
        As `export.__main__.build_parser` gives them.
    tell
        Told of a format that takes long how many of how many frames are done; None for nobody.
    warn
        Gets a sentence for what is read in another way than it is written, and where not all of
        the period is covered; None for nobody.

    Yields
    ------
    line
        For each file, as soon as it stands: path, size, and how many records of how many.

    Raises
    ------
    GeoError
        If something asked for cannot be had; what is wrong and what to write instead.
    """
    manifest = None
    if arguments.from_manifest is not None:
        manifest = read_manifest(arguments.from_manifest)
        arguments = fill_order(arguments, manifest)
    asker = "--weapon" if manifest is None else f"{arguments.from_manifest}, weapon"
    weapons, old = read_weapons(arguments.weapons, asker)
    arguments = argparse.Namespace(**{**vars(arguments), "weapons": weapons})
    for sentence in old:
        if warn is not None:
            warn(sentence)
    formats = parse_formats(arguments.format)
    if arguments.atlas and not any(FORMATS[name].has_pages for name in formats):
        paged = ", ".join(name for name, item in FORMATS.items() if item.has_pages)
        msg = f"--atlas has pages, and {', '.join(formats)} has none: add one of {paged}."
        raise ViewError(msg)
    product = read_product(arguments, manifest)
    scene, counts = product.scene, product.scene.counts
    if not arguments.force:
        names = [name_file(extension, product) for extension in formats]
        if arguments.list_points:
            names.append(make_filename(scene, "points.txt"))
        check_overwrite(arguments.out, [*names, name_manifest(product)], scene.marking.text)
    if warn is not None and (uncovered := describe_uncovered(scene)):
        warn(f"{uncovered} {state_coverage(scene)}")
    number = f"{counts.selected:,} of {counts.in_filters:,} records"
    shown = NOT_COVERED if scene.is_not_covered else number
    files: dict[str, bytes] = {}
    for extension in formats:
        name = name_file(extension, product)
        told = None if tell is None else partial(tell, extension)
        files[name] = data = render_product(extension, product, told)
        path = write_file(arguments.out, name, data)
        size = f"{len(data) / 1024:,.0f} KB"
        yield f"{path} · {size} · {shown}"
    if arguments.list_points:
        text = write_points(product.points, scene.sources, scene.marking.text).encode()
        path = write_file(arguments.out, make_filename(scene, "points.txt"), text)
        yield f"{path} · edit it, and give it with --points"
    if manifest is not None:
        yield from compare_files(files, manifest)
    made = make_manifest(product, formats, arguments.extent, files)
    yield f"{write_file(arguments.out, name_manifest(product), made)} · makes the same again"


def read_product(arguments: argparse.Namespace, manifest: Mapping[str, Any] | None) -> Product:
    """
    Read what a product is made of.

    Parameters
    ----------
    arguments
        As `export.__main__.build_parser` gives them, or as `export.product.manifest.fill_order`
        fills them.
    manifest
        What the arguments come from: it is checked that the files are the same; None where they
        are an officer's own.

    Raises
    ------
    GeoError
        As `export_snapshot`.
    """
    as_of = parse_as_of(arguments.as_of, os.environ.get("SOURCE_DATE_EPOCH"))
    view, marking = parse_view(arguments), parse_marking(arguments, os.environ)
    template = read_template_file(arguments.template)
    # a manifest holds the words themselves: nobody has to keep the file
    edited = arguments.points if manifest else read_points_file(arguments.points)
    edited = None if edited is None else unmark_points(edited, marking.text)
    dataset = read_dataset(arguments.data, parse_limits(os.environ))
    if manifest is not None:
        check_inputs(dataset, manifest, template)
    extent = view.extent or default_extent(dataset)
    view = replace(
        view,
        filters=resolve_filters(dataset.gazetteer, view.filters),
        extent=extent,
        width_px=arguments.width or fit_width(extent),
    )
    scene = select_scene(dataset, view, marking=marking, as_of=as_of, title=arguments.title)
    return Product(
        scene,
        dataset,
        read_basemap(BASEMAP_FOLDER),
        page=arguments.page,
        dpi=arguments.dpi,
        raw=arguments.raw,
        marking_column=arguments.marking_column,
        step=arguments.step,
        template=template,
        edited=edited,
        atlas=arguments.atlas,
        earlier=read_last(arguments.since),
    )
