#!/bin/sh
# Writes requirements.lock (what Basewatch needs to run) and requirements-dev.lock (that and what the checks need) anew,
# for every system and Python from 3.11 on. Run by `make lock`.
#
# What is needed is in pyproject.toml, the versions in requirements.txt and requirements-dev.txt. No address of a
# package index gets into the files.
set -eu
cd "$(dirname "$0")/.."

UV=0.13.8
TOOL=.venv/tool-uv

if ! "$TOOL/bin/uv" --version 2>/dev/null | grep -q "^uv $UV "; then
    echo "make: installing uv $UV in $TOOL"
    .venv/bin/python -m venv --clear "$TOOL"
    "$TOOL/bin/python" -m pip install -qq --disable-pip-version-check "uv==$UV"
fi
lock() {
    output=$1
    shift
    echo "make: writing $output"
    "$TOOL/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --output-file "$output" "$@"
}
lock requirements.lock pyproject.toml --constraints requirements.txt
# Both locks agree on what both hold.
lock requirements-dev.lock pyproject.toml --group dev \
    --constraints requirements-dev.txt --constraints requirements.lock
echo "make: both are written; 'make venv' installs requirements-dev.lock"
