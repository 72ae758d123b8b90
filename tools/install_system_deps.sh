#!/bin/sh
# Installs the Debian packages that CI needs and that are not there yet. Run by `make system-deps`.
#
# python3-venv       .venv, where Python is Debian's own
# chromium           the browser tests
# fonts-dejavu-core  Latin and Arabic letters in the pages that they open
# libreoffice-*      opens slide, brief and tables as an officer's office would
# fonts-liberation   as wide as Arial, which the slide is set in
# gdal-bin           reads tables and GIS files as a colleague's GIS would
# python3-qgis       draws the GeoPackage with the style that it opens with
# poppler-utils      another reader of the PDF files that are exported and that LibreOffice draws
set -eu

say() { printf 'make: %s\n' "$*"; }

missing=
for package in python3-venv chromium fonts-dejavu-core fonts-liberation poppler-utils \
    libreoffice-impress libreoffice-writer libreoffice-calc gdal-bin python3-qgis; do
    state=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) || state=
    [ "$state" = installed ] || missing="$missing $package"
done
if [ -z "$missing" ]; then
    say "Debian's packages are all installed"
    exit 0
fi
if ! command -v apt-get >/dev/null; then
    say "no apt-get here. To do: install by this system's own means:$missing" >&2
    exit 1
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        say "neither root nor sudo. To do: as root, apt-get install$missing" >&2
        exit 1
    }
    as_root=sudo
fi
apt() { $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3 "$@"; }

say "installing$missing"
apt update
# $missing is a list: each word a package.
# shellcheck disable=SC2086
apt install --yes --no-install-recommends $missing >/dev/null
