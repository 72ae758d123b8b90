"""One export from the command line: read the arguments, select, render and write."""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from export.arguments import (
    fit_width,
    parse_as_of,
    parse_view,
    read_last,
    read_points_file,
    read_template_file,
    select_fit,
)
from export.drawing.marking import parse_marking
from export.product.filename import make_filename, name_file
from export.product.formats import FORMATS, parse_formats
from export.product.manifest import make_manifest, name_manifest, read_manifest
from export.product.manifest_check import check_inputs, compare_files
from export.product.overwrite import check_overwrite
from export.product.product import Product
from export.product.rendering import render_product
from export.product.request import fill_request
from export.talking_points.edited_points import unmark_points, write_points
from export.wording.coverage_text import NOT_COVERED, describe_uncovered, state_coverage
from geo.basemap.decoder import read_basemap
from geo.checks.site_names import resolve_filters
from geo.files.shipped_data import BASEMAP_FOLDER
from geo.loading import read_dataset
from geo.model.errors import ViewError
from geo.model.limits import parse_limits
from geo.model.weapons import read_weapons
from geo.query.opening import default_extent
from geo.query.selection import select_scene


def write_file(folder: Path, name: str, data: bytes) -> Path:
    """
    Write a file whole or not at all: first to a part file beside it, which is then renamed.

    A run that is killed may leave ``.NAME.part``; the next run that writes the name removes it.

    Parameters
    ----------
    folder
        Where to write; it is made if it does not exist.
    name, data
        The file's name and its bytes.

    Returns
    -------
    path
        The written file.

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
        msg = f"{path} cannot be written ({error.strerror}). Give another folder with --out."
        raise ViewError(msg) from error
    return path


def export_snapshot(
    arguments: argparse.Namespace,
    on_progress: Callable[[str, int, int], None] | None = None,
    warn: Callable[[str], None] | None = None,
) -> Iterator[str]:
    """
    Write the files that the arguments request.

    Parameters
    ----------
    arguments
        As `export.__main__.build_parser` returns them.
    on_progress
        Called with a format that takes long, the number of frames done and of all frames.
    warn
        Called with a sentence if an old word is read in another way, and if part of the period is
        not covered.

    Yields
    ------
    line
        For each file, as soon as it is written: path, size, and how many of how many records.

    Raises
    ------
    GeoError
        If a request cannot be met: what is wrong, and what to write instead.
    """
    manifest = None
    if arguments.from_manifest is not None:
        manifest = read_manifest(arguments.from_manifest)
        arguments = fill_request(arguments, manifest)
    option = "--weapon" if manifest is None else f"{arguments.from_manifest}, weapon"
    weapons, old = read_weapons(arguments.weapons, option)
    arguments = argparse.Namespace(**{**vars(arguments), "weapons": weapons})
    for sentence in old:
        if warn is not None:
            warn(sentence)
    formats = parse_formats(arguments.format)
    if arguments.atlas and not any(FORMATS[name].has_pages for name in formats):
        paged = ", ".join(name for name, item in FORMATS.items() if item.has_pages)
        msg = f"--atlas needs a format with pages, not {', '.join(formats)}. Add one of {paged}."
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
        on_step = None if on_progress is None else partial(on_progress, extension)
        files[name] = data = render_product(extension, product, on_step)
        path = write_file(arguments.out, name, data)
        size = f"{len(data) / 1024:,.0f} KB"
        yield f"{path} · {size} · {shown}"
    if arguments.list_points:
        text = write_points(product.points, scene.sources, scene.marking.text).encode()
        path = write_file(arguments.out, make_filename(scene, "points.txt"), text)
        yield f"{path} · edit it and pass it to --points"
    if manifest is not None:
        yield from compare_files(files, manifest)
    made = make_manifest(product, formats, arguments.extent, files)
    path = write_file(arguments.out, name_manifest(product), made)
    yield f"{path} · repeats this export with --from-manifest"


def read_product(arguments: argparse.Namespace, manifest: Mapping[str, Any] | None) -> Product:
    """
    Read everything that a product is made from.

    Parameters
    ----------
    arguments
        As `export.__main__.build_parser` returns them, or as
        `export.product.request.fill_request` fills them.
    manifest
        The manifest that the arguments come from: the record must be the same. None where an
        officer gave the arguments.

    Returns
    -------
    product
        The Product.

    Raises
    ------
    GeoError
        As `export_snapshot`.
    """
    as_of = parse_as_of(arguments.as_of, os.environ.get("SOURCE_DATE_EPOCH"))
    view, marking = parse_view(arguments), parse_marking(arguments, os.environ)
    template = read_template_file(arguments.template)
    # a manifest holds the text of the points, so that the file need not be kept
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
        fit=select_fit(arguments),
    )
