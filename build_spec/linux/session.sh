#!/bin/bash
# The kiosk's session: an X server of its own and, in it, `kiosk watch`, which opens `kiosk setup` on a new PC.
# It ends when one of the two does, the kiosk always first. systemd then starts it again, unless the kiosk ended as
# somebody wanted (status 0).
set -u

export HAI_LONG_CONFIG=/etc/hai-long/config.toml
server=(${HAI_LONG_X:-/usr/bin/Xorg vt7 -keeptty})
display=:7
folder=${RUNTIME_DIRECTORY:?started by hai-long-kiosk.service}
export XAUTHORITY=$folder/xauthority DISPLAY=$display

# A cookie for any host name (family ffff), so that a PC that is renamed keeps its kiosk.
rm -f "$folder"/*
umask 077
xauth -q -f "$folder/made" add "$display" . "$(mcookie)"
xauth -q -f "$folder/made" nlist "$display" | sed 's/^..../ffff/' | xauth -q -f "$XAUTHORITY" nmerge -

# No screen saver, no DPMS, nothing over the network, no abstract socket that other accounts could reach.
mkfifo "$folder/ready"
"${server[@]}" "$display" -auth "$XAUTHORITY" -nolisten tcp -nolisten local -noreset -s 0 -dpms \
    -displayfd 3 3>"$folder/ready" &
x=$!
kiosk=
asked=
trap 'asked=1; [ -z "$kiosk" ] || kill -TERM "$kiosk"' HUP INT TERM
read -r _ <"$folder/ready" || exit 1

kiosk watch &
kiosk=$!
[ -z "$asked" ] || kill -TERM "$kiosk" # the end was asked for before there was anybody to tell

wait -n "$x" "$kiosk"
kill -0 "$x" 2>/dev/null || lost=1
kill -TERM "$kiosk" 2>/dev/null
wait "$kiosk"
status=$?
kill -TERM "$x" 2>/dev/null && wait "$x"
exit "${lost:-$status}"
