#!/bin/bash
# kernel-packages.sh FOLDER   fetches Debian's cloud kernels of four suites and two architectures from the mirror that this machine's apt uses:
# FOLDER/ARCH-SUITE.deb is the package with the image. 250 MB once; nothing is installed.
set -euo pipefail
. "$(dirname "$0")/packages.sh"
for arch in amd64 arm64; do
  for suite in bullseye bookworm trixie sid; do
    cp "$(lab_package "$(lab_kernel "$arch" "$suite" | tail -n 1)" "$suite" "$arch")" "$1/$arch-$suite.deb"
  done
done
