#!/bin/bash
# debian-kernel.sh [OLDER|oldest]  ->  prints the path of the package of Debian 12's own cloud kernel, which has BTF; of the one OLDER places before the newest.
set -euo pipefail
. "$(dirname "$0")/env.sh"
name=$(apt-cache search --names-only '^linux-image-6\.1\.0-[0-9]+-cloud-amd64$' | cut -d' ' -f1 | sort -Vr)
case ${1:-0} in oldest) name=${name##*$'\n'} ;; *) name=$(sed -n "$((1 + ${1:-0}))p" <<<"$name") ;; esac
cd "$LAB_DIR/cache"
ls "$name"_*.deb >/dev/null 2>&1 || lab_download "$name"
ls "$PWD/$name"_*.deb | tail -1
