#!/bin/sh
# Writes requirements.lock anew from requirements.txt, for every system and Python from 3.11 on.
# Run by `make lock`. No address of a package index gets into the file.
set -eu
cd "$(dirname "$0")/.."

UV=0.13.8
TOOL=.venv/tool-uv

if ! "$TOOL/bin/uv" --version 2>/dev/null | grep -q "^uv $UV "; then
    echo "make: installing uv $UV in $TOOL"
    .venv/bin/python -m venv --clear "$TOOL"
    "$TOOL/bin/python" -m pip install -qq --disable-pip-version-check "uv==$UV"
fi
echo "make: locking requirements.txt"
"$TOOL/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header \
    --output-file requirements.lock requirements.txt
echo "make: requirements.lock is written; 'make venv' installs it"
