#!/bin/bash
# programs.sh FOLDER   fetches BPF programs that others compiled, kernels of which only the BTF is kept, and libbpf's newest static library,
# from the mirror that this machine's apt uses: 350 MB once, into FOLDER. Nothing is installed. Needs lz4, zstd and xz for the kernels.
#   FOLDER/packages/PACKAGE_SUITE/   as dpkg unpacks them
#   FOLDER/kernels/SUITE             a kernel's image
set -euo pipefail
folder=$1
packages="libbpf-tools/trixie libbpf-tools/sid libbpftune0/trixie pwru/trixie bpftop/trixie xdp-tools/trixie libxdp1/trixie xdp-tests/trixie
  mimic/sid udev-hid-bpf/sid pcp/trixie systemd/trixie libsystemd-shared/sid systemd-tests/trixie opensnitch-ebpf-modules/trixie suricata/trixie
  ir-keytable/trixie bpfilter/sid ceccomp/sid libbpf-dev/sid libbpf-dev/bookworm bpftool/bookworm"
mkdir -p "$folder"/{state/lists/partial,state/archives/partial,packages,kernels}
state=$(cd "$folder/state" && pwd)
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)
for suite in bullseye bookworm trixie sid; do
  echo "deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main"
done >"$state/sources.list"
: >"$state/status"
options=(-qq -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$state/lists"
  -o "Dir::Cache::archives=$state/archives" -o "Dir::State::status=$state/status" -o Acquire::Languages=none
  -o APT::Architecture=amd64 -o APT::Architectures=amd64 -o APT::Sandbox::User=root)
apt-get "${options[@]}" update

# get NAME/SUITE...   downloads and unpacks each, one at a time so that a missing one is named
get() {
  (cd "$state/archives" && rm -f ./*.deb && apt-get "${options[@]}" download "$1" >&2) || return 0
  mkdir -p "$2" && dpkg-deb -x "$state"/archives/*.deb "$2"
}
for package in $packages; do get "$package" "$folder/packages/${package/\//_}"; done
for suite in bullseye bookworm trixie sid; do
  depends() { apt-cache "${options[@]}" depends "$1" | sed -n "s/^ *Depends: \\(linux-\\($2\\)-[0-9].*\\)/\\1/p"; }
  kernel=$(apt-cache "${options[@]}" -o "APT::Default-Release=$suite" depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
  get "${kernel}" "$state/kernel"
  binary=$(depends "$kernel" binary | head -n 1)
  [ -z "$binary" ] || get "$binary" "$state/kernel"
  cp "$(find "$state/kernel" -name 'vmlinuz*' -type f | head -n 1)" "$folder/kernels/$suite"
  rm -rf "$state/kernel"
done
rm -rf "$state"
