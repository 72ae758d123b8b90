#!/bin/sh
# Writes the software bill of materials (CycloneDX, JSON) of what Basewatch needs to run. Run by `make sbom`.
# Hashes of each file are in requirements.lock; Python and Debian's packages are not in the bill.
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
"$TOOL/bin/python" -m cyclonedx_py environment --pyproject pyproject.toml --output-reproducible \
    --output-format JSON --output-file "$OUT" .venv/bin/python
# .venv holds what the checks need as well: the bill names what requirements.lock does.
.venv/bin/python - "$OUT" <<'PYTHON'
import json
import re
import sys
from pathlib import Path

path = Path(sys.argv[1])
lock = Path("requirements.lock").read_text(encoding="utf-8")
needed = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
bill = json.loads(path.read_text(encoding="utf-8"))
bill["components"] = [
    part
    for part in bill["components"]
    if re.sub(r"[-_.]+", "-", part["name"]).lower() in needed
]
kept = {part["bom-ref"] for part in (*bill["components"], bill["metadata"]["component"])}
bill["dependencies"] = [
    entry | {"dependsOn": [ref for ref in entry["dependsOn"] if ref in kept]}
    if "dependsOn" in entry
    else entry
    for entry in bill["dependencies"]
    if entry["ref"] in kept
]
path.write_text(json.dumps(bill, indent=2, sort_keys=True) + "\n", encoding="utf-8")
PYTHON
echo "make: $OUT is written"
