#!/bin/sh
# Makes .venv and installs requirements-dev.lock in it; does nothing when that is done already.
# With the word `run` it installs requirements.lock, which is enough to run Basewatch.
#
# .venv/installed.lock   a copy of the lock that is installed: same bytes, nothing to do
# .venv/installing       pip has begun and not ended: the folder cannot be trusted
set -eu
cd "$(dirname "$0")/.."

FULL=requirements-dev.lock
LOCK=$FULL
[ "${1:-}" != run ] || LOCK=requirements.lock
WANTED='import sys; sys.exit(sys.version_info < (3, 11))'
SOUND='import sys, pip; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)'

say() { printf 'make: %s\n' "$*"; }
fail() {
    printf 'make: %s\n' "$@" >&2
    exit 1
}

# Prints the first Python that is new enough and can make a venv.
find_python() {
    seen= no_venv=
    for name in ${PYTHON:-python3 python3.11 python3.12 python3.13}; do
        found=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        seen="${seen:+$seen, }$name is $found"
        "$name" -c "$WANTED" || continue
        if "$name" -c 'import venv, ensurepip' 2>/dev/null; then
            printf '%s\n' "$name"
            return
        fi
        no_venv=${no_venv:-$name}
    done
    if [ -n "$no_venv" ]; then
        cure="apt install python3-venv"
        [ "$no_venv" = python3 ] || cure="$cure (or $no_venv-venv)"
        fail "$no_venv cannot make a virtual environment: its module venv or ensurepip is missing." \
            "To do: $cure, then say make again."
    fi
    fail "Python 3.11 or newer is needed, and none was found (${seen:-no python3 at all})." \
        "To do: apt install python3 python3-venv, or name yours: make run PYTHON=/path/to/python3.12"
}

if [ -x .venv/bin/python ] && [ ! -e .venv/installing ] &&
    .venv/bin/python -c "$SOUND" 2>/dev/null; then
    if cmp -s "$LOCK" .venv/installed.lock || cmp -s "$FULL" .venv/installed.lock; then
        exit 0
    fi
    say ".venv does not hold what $LOCK lists: installing it"
else
    python=$(find_python)
    if [ -e .venv ]; then
        say ".venv is broken or half made: making it anew with $python"
    else
        say "making .venv with $python"
    fi
    rm -rf .venv
    "$python" -m venv .venv ||
        fail "$python could not make .venv (its own message is above)." \
            "To do: apt install python3-venv, see that the disk is not full, then say make again."
fi

say "installing $LOCK, each file checked by its hash (a minute or two the first time)"
: >.venv/installing
rm -f .venv/installed.lock
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input \
    --only-binary=:all: --require-hashes -r "$LOCK" ||
    fail "pip could not install $LOCK (its own message is above)." \
        "To do: see that this machine reaches a package registry, then say make again. Without a network:" \
        "on a like machine 'pip download -r $LOCK -d wheels', carry wheels/ here, and say" \
        "make run PIP_NO_INDEX=1 PIP_FIND_LINKS=wheels"
cp "$LOCK" .venv/installed.lock
rm .venv/installing
