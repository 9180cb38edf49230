#!/bin/bash
# programs.sh FOLDER   fetches BPF programs that others compiled, kernels of which only the BTF is kept, libbpf's newest static library, and cilium/ebpf with Go,
# from the mirror that this machine's apt uses: 420 MB once, into FOLDER. Nothing is installed. Needs lz4, zstd and xz for the kernels.
#   FOLDER/packages/PACKAGE_SUITE/   as dpkg unpacks them
#   FOLDER/kernels/SUITE             a kernel's image
#   FOLDER/go/                       Go and sources in Go, as dpkg unpacks them
set -euo pipefail
folder=$1
wanted="libbpf-tools/trixie libbpf-tools/sid libbpftune0/trixie pwru/trixie bpftop/trixie xdp-tools/trixie libxdp1/trixie xdp-tests/trixie
  mimic/sid udev-hid-bpf/sid pcp/trixie systemd/trixie libsystemd-shared/sid systemd-tests/trixie opensnitch-ebpf-modules/trixie suricata/trixie
  ir-keytable/trixie bpfilter/sid ceccomp/sid libbpf-dev/sid libbpf-dev/bookworm bpftool/bookworm"
mkdir -p "$folder"/{packages,kernels}
. "$(dirname "$0")/packages.sh"

# Each by itself, so that one that a suite no longer has is named, and missed by the tests.
for package in $wanted; do
  file=$(lab_package "${package%/*}" "${package#*/}") || continue
  mkdir "$folder/packages/${package/\//_}" && dpkg-deb -x "$file" "$folder/packages/${package/\//_}"
done
mkdir "$folder/go"
go=$(lab_field golang-go sid amd64 Depends | grep -oE 'golang-1\.[0-9]+-go')
for package in "$go" "${go%-go}-src" golang-github-cilium-ebpf-dev golang-golang-x-sys-dev; do
  dpkg-deb -x "$(lab_package "$package" sid)" "$folder/go"
done
for suite in bullseye bookworm trixie sid; do
  file=$(lab_package "$(lab_kernel amd64 "$suite" | tail -n 1)" "$suite")
  dpkg-deb --fsys-tarfile "$file" | tar -xO --wildcards '*/vmlinuz*' >"$folder/kernels/$suite"
done
