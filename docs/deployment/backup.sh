#!/bin/sh
# A backup of the centre into a folder, and away with the old ones: backup.sh FOLDER
# Keeps the newest 14 and the first of each of the newest 12 months. Nothing is removed unless the new one was made.
# The database is that of CENTRAL_DATABASE.
set -eu
export LC_ALL=C
umask 077
folder=$1

now=$(date -u +%Y-%m-%dT%H%M%SZ)
central backup "$folder/central-$now.backup"

cd "$folder"
newest=$(ls | grep -E '^central-[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z\.backup$' | sort -r)
days=$(echo "$newest" | head -n 14)
months=$(echo "$newest" | sort | awk '!seen[substr($0, 9, 7)]++' | sort -r | head -n 12)
for file in $newest; do
    case " $(echo $days $months) " in
        *" $file "*) ;;
        *) rm -- "$file" && echo "removed $file" ;;
    esac
done
