#!/bin/sh
# Serves the app at HOST:PORT once the address is known to be free. Run by `make run`.
set -eu
cd "$(dirname "$0")/.."

: "${HOST:=127.0.0.1}" "${PORT:=8501}"
.venv/bin/python tools/check_address.py "$HOST" "$PORT"

set -- --server.address "$HOST" --server.port "$PORT"
case "$HOST" in
127.* | localhost) ;;
*)
    echo "make: $HOST is open to others: whoever reaches port $PORT sees the record, without a password"
    # The configuration lets this machine's own names alone in; the address that is served counts too.
    set -- "$@" --server.allowedHosts '*'
    case "$HOST" in
    0.0.0.0 | ::) ;;
    *) set -- "$@" --browser.serverAddress "$HOST" ;;
    esac
    ;;
esac
echo "make: serving the app on http://$HOST:$PORT (Ctrl-C ends it)"
exec .venv/bin/python -m ui "$@"
