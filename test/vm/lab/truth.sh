#!/bin/bash
# truth.sh SUITE VERIFIER OBJECT...   boots Debian's cloud kernel of a suite (bullseye, bookworm, trixie, sid) in QEMU and runs scripts/truth.mjs there:
# what `ebpf doctor --program` says of each object, beside what becomes of its programs. Prints what that prints. Needs a built dist/.
# The guest is made of this machine's own files: Node, busybox, this program, VERIFIER, the objects. SECONDS_LIMIT: 1500.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
suite=$1 verifier=$2; shift 2
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
. "$root/test/vm/lab/guest.sh"
guest=$work/guest
mkdir -p "$guest"/{bin,sbin,proc,sys,dev,tmp,etc,root,objects,ebpf,lib/modules}
guest_kernel "$suite" "$guest"
# A program, with the libraries that it is linked with.
take() {
  local file
  for file in "$1" $(ldd "$1" 2>/dev/null | grep -oE '/[^ ]+'); do
    mkdir -p "$guest$(dirname "$file")" && cp -Lu "$file" "$guest$file"
  done
}
node=$(readlink -f "$(command -v node)")
take "$node"; take "$(readlink -f "$verifier")"; take "$(command -v busybox)"
ln -sf "$node" "$guest/bin/node"
cp "$(readlink -f "$verifier")" "$guest/verifier"
busybox=$(command -v busybox)
for applet in $(busybox --list); do ln -sf "$busybox" "$guest/bin/$applet"; done
cp -r "$root"/{bin,dist,package.json,schemas,scripts,native,templates} "$guest/ebpf/"
cp "$@" "$guest/objects/"
# What a host's probe reads beside /proc and /sys.
echo 'root:x:0:0:root:/root:/bin/sh' >"$guest/etc/passwd"
guest_run "$guest" 2048 '/bin/node /ebpf/scripts/truth.mjs /verifier /objects/*'
