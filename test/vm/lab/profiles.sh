#!/bin/bash
# profiles.sh SUITE LAYER...   boots Debian's cloud kernel of a suite in QEMU and runs profiles.mjs there. The layers, each over the one before, are the root of
# a Debian with the projects of `ebpf hello` built in /root/p; of it the compilers are left out. Prints a line of JSON for each profile.
# SECONDS_LIMIT: 1500.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
suite=$1; shift
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
. "$root/test/vm/lab/guest.sh"
guest=$work/guest
mkdir -p "$guest"
for layer; do
  tar -C "$layer" -c --exclude=./proc --exclude=./sys --exclude=./dev --exclude=./var --exclude=./usr/share --exclude=./usr/include --exclude=./usr/libexec \
    --exclude='./usr/lib/llvm-*' --exclude=./usr/lib/gcc --exclude='*/libLLVM*' --exclude='*/libclang*' --exclude='*.a' . | tar -C "$guest" -x
done
mkdir -p "$guest"/{proc,sys,dev,tmp,run,opt/ebpf}
guest_kernel "$suite" "$guest" modules
depmod -b "$guest" "$(ls "$guest/usr/lib/modules")"
install -m 755 "$(readlink -f "$(command -v node)")" "$guest/usr/local/bin/node"
cp -r "$root"/{bin,dist,package.json,schemas,scripts,native,templates} "$guest/opt/ebpf/"
cp "$root/test/vm/lab/profiles.mjs" "$guest/profiles.mjs"
guest_run "$guest" 3072 'node /profiles.mjs'
