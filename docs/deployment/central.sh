#!/bin/sh
# `central` as the service runs it, with its account and its database: /usr/local/sbin/central, for root
set -eu
set -a
. /etc/hai-long/central.env
set +a
cd /var/lib/hai-long
export HOME=/var/lib/hai-long
exec runuser --user hai-long --preserve-environment -- /opt/hai-long/.venv/bin/central "$@"
