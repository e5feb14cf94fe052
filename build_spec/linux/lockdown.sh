#!/bin/sh
# hai-long-lockdown: what IT may forbid on a kiosk, item by item (see /usr/lib/hai-long/lockdown/README.md).
set -eu

from=${HAI_LONG_LOCKDOWN:-/usr/lib/hai-long/lockdown}
root=${DESTDIR:-}

usage() {
    echo "hai-long-lockdown apply|undo|status [MỤC|ITEM…]   (screen console awake updates usb)" >&2
    exit 2
}

items() {
    for folder in "$from"/*/; do
        basename "$folder"
    done
}

files() {
    (cd "$from/$1" && find etc -type f | sort)
}

state() {
    there=0 same=0 all=0
    for file in $(files "$1"); do
        all=$((all + 1))
        [ ! -e "$root/$file" ] || there=$((there + 1))
        ! cmp -s "$from/$1/$file" "$root/$file" || same=$((same + 1))
    done
    if [ "$same" = "$all" ]; then
        echo on
    elif [ "$there" = 0 ]; then
        echo off
    else
        echo changed
    fi
}

apply() {
    for file in $(files "$1"); do
        install -D -m 644 "$from/$1/$file" "$root/$file"
    done
}

# A file that somebody changed is theirs, and stays.
undo() {
    for file in $(files "$1"); do
        if cmp -s "$from/$1/$file" "$root/$file"; then
            rm "$root/$file"
        elif [ -e "$root/$file" ]; then
            echo "$root/$file: đã bị sửa, giữ nguyên / was changed, left as it is" >&2
        fi
    done
}

reload() {
    [ -z "$root" ] && [ -d /run/systemd/system ] || return 0
    systemctl daemon-reload
    udevadm control --reload
    echo "Khởi động lại máy để có hiệu lực. Restart the PC for it to hold."
}

[ $# -gt 0 ] || usage
what=$1
shift
case "$what" in apply | undo | status) ;; *) usage ;; esac
for item; do
    [ -d "$from/$item/etc" ] || usage
done
[ $# -gt 0 ] || set -- $(items)

left=0
for item; do
    [ "$what" = status ] || "$what" "$item"
    found=$(state "$item")
    echo "$item $found"
    [ "$found" = on ] || left=1
done
[ "$what" = status ] && exit "$left"
reload
