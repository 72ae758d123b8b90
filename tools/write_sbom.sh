#!/bin/sh
# Writes the software bill of materials (CycloneDX, JSON) of what stands in .venv. Run by `make sbom`.
# Hashes of each file stand in requirements.lock; Python and Debian's packages are not in the bill.
set -eu
cd "$(dirname "$0")/.."

CYCLONEDX=7.5.0
TOOL=.venv/tool-sbom
OUT=${1:-out/basewatch.sbom.json}

if ! "$TOOL/bin/python" -c 'import sys; from importlib.metadata import version
sys.exit(version("cyclonedx-bom") != sys.argv[1])' "$CYCLONEDX" 2>/dev/null; then
    echo "make: installing cyclonedx-bom $CYCLONEDX in $TOOL"
    .venv/bin/python -m venv --clear --without-pip "$TOOL"
    .venv/bin/python -m pip --python "$TOOL/bin/python" install -qq --disable-pip-version-check --no-compile \
        "cyclonedx-bom==$CYCLONEDX"
fi
mkdir -p "$(dirname "$OUT")"
# It warns that pyproject.toml names no dependencies: those of requirements.txt are all in the bill.
PYTHONWARNINGS=ignore "$TOOL/bin/cyclonedx-py" environment --pyproject pyproject.toml --output-reproducible \
    --output-format JSON --output-file "$OUT" .venv/bin/python
echo "make: $OUT is written"
