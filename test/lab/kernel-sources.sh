#!/bin/bash
# kernel-sources.sh FOLDER [SUITE...]   fetches the kernel's sources as the suites have them (default: bullseye bookworm trixie sid):
# FOLDER/linux-source-VERSION.tar.xz. 130 MB each; nothing is installed.
set -euo pipefail
. "$(dirname "$0")/packages.sh"
folder=$1; shift
mkdir -p "$folder"
for suite in "${@:-bullseye}" $([ $# -gt 0 ] || echo bookworm trixie sid); do
  source=$(lab_field linux-source "$suite" amd64 Depends | grep -oE 'linux-source-[0-9.]+' | head -n 1)
  dpkg-deb --fsys-tarfile "$(lab_package "$source" "$suite")" | tar -x -C "$folder" --strip-components=3 "./usr/src/$source.tar.xz"
done
