#!/bin/sh
# Sets this machine up: setup.sh tools|run|gallery|test|build|windows
# Finds a Python, then what the system lacks (system.py), then .venv (environment.py). Says nothing when all is there.
set -eu
cd "$(dirname "$0")/../.."

for python in python3.11 python3 python3.12 python3.13 python3.14; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        "$python" build_spec/setup/system.py "${1:-run}"
        exec "$python" build_spec/setup/environment.py
    fi
done
echo "setup: Python 3.11 or newer is needed and neither python3.11 nor python3 is one." >&2
echo "setup: on Debian 12 or later, as root: apt install python3 python3-venv" >&2
exit 2
