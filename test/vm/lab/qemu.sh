#!/bin/bash
# qemu.sh  ->  prints the folder of a QEMU 10, unpacked from bookworm-backports under LAB_DIR; nothing is installed.
# Under bookworm's own QEMU 7.2 kernels from 6.12 on crash in emulation with two CPUs.
# Needs the libraries that bookworm's qemu-system-x86 brings.
set -euo pipefail
. "$(dirname "$0")/env.sh"
[ -x "$LAB_DIR/qemu/usr/bin/qemu-system-x86_64" ] && { echo "$LAB_DIR/qemu"; exit; }
exec 9>"$LAB_DIR/cache/qemu.lock"; flock 9
apt=$LAB_DIR/cache/apt; mkdir -p "$apt"/{lists/partial,archives/partial}
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(lab_mirror) bookworm-backports main" >"$apt/sources.list"
get() {
  apt-get -qq -o Dir::Etc::sourcelist="$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$apt/lists" \
    -o Dir::Cache::archives="$apt/archives" -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}
get update
cd "$apt/archives"
get download qemu-system-x86/bookworm-backports qemu-system-common/bookworm-backports qemu-system-data/bookworm-backports seabios/bookworm-backports
rm -rf "$LAB_DIR/qemu.new"
for package in ./*.deb; do dpkg-deb -x "$package" "$LAB_DIR/qemu.new"; done
LD_BIND_NOW=1 "$LAB_DIR/qemu.new/usr/bin/qemu-system-x86_64" --version >/dev/null # its libraries are there
rm -f ./*.deb; mv "$LAB_DIR/qemu.new" "$LAB_DIR/qemu"
echo "$LAB_DIR/qemu"
