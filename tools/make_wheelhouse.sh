#!/bin/sh
# Collects all that an installation on a machine with no network needs, in one folder to carry there.
# Run by `make wheelhouse`; the folder is OUT (default: out/wheelhouse).
#
# For another kind of machine give pip's options for it, for instance
#   make wheelhouse PLATFORM='--platform win_amd64 --python-version 3.12'
set -eu
cd "$(dirname "$0")/.."

OUT=${1:-out/wheelhouse}
PLATFORM=${PLATFORM:-}

say() { printf 'make: %s\n' "$*"; }

git rev-parse --quiet --verify HEAD >/dev/null 2>&1 || {
    say "this is not a git checkout, so there is no commit to pack. To do: run it where Basewatch was cloned" >&2
    exit 1
}
rm -rf "$OUT"
mkdir -p "$OUT/wheels"
say "collecting the packages of requirements.lock, each checked by its hash"
# $PLATFORM is a list: each word an option of pip.
# shellcheck disable=SC2086
.venv/bin/python -m pip download -qq --disable-pip-version-check --no-input --no-deps \
    --only-binary=:all: --require-hashes -r requirements.lock -d "$OUT/wheels" $PLATFORM
cp requirements.lock "$OUT"
say "packing Basewatch itself, as it was last committed: its wheel, and its sources"
git archive --format=tar.gz --prefix=basewatch/ -o "$OUT/basewatch.tar.gz" HEAD
python=$PWD/.venv/bin/python
wheels=$(cd "$OUT/wheels" && pwd)
unpacked=$(mktemp -d)
trap 'rm -rf "$unpacked"' EXIT
tar -xzf "$OUT/basewatch.tar.gz" -C "$unpacked"
(cd "$unpacked/basewatch" && "$python" -m hatchling build --target wheel --directory "$wheels" >/dev/null)
cat >"$OUT/INSTALL.txt" <<'TEXT'
Basewatch on a machine with no network
======================================

Needed there: Python 3.11 or newer with venv (Debian: python3 python3-venv), a browser.

Check what was carried, then install and start:

    sha256sum --check SHA256SUMS
    python3 -m venv app
    app/bin/python -m pip install --no-index --find-links wheels --require-hashes -r requirements.lock
    app/bin/python -m pip install --no-index --find-links wheels --no-deps basewatch
    app/bin/basewatch run

On Windows (wheels collected for it):

    py -m venv app
    app\Scripts\python -m pip install --no-index --find-links wheels --require-hashes -r requirements.lock
    app\Scripts\python -m pip install --no-index --find-links wheels --no-deps basewatch
    app\Scripts\basewatch run

Each package is checked against the hash in requirements.lock as it is installed. basewatch.tar.gz holds the sources
and the guides; the rest of the installation is in basewatch/docs/deploy.md there.
TEXT
(cd "$OUT" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
say "$OUT is ready: $(find "$OUT/wheels" -type f | wc -l | tr -d ' ') packages, $(du -sh "$OUT" | cut -f1). Begin with INSTALL.txt"
