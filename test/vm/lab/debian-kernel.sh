#!/bin/bash
# debian-kernel.sh  ->  prints the path of the package of Debian 12's own cloud kernel, which has BTF.
set -euo pipefail
. "$(dirname "$0")/env.sh"
name=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-6\.1\.[^ ]*\).*/\1/p' | head -1)
cd "$LAB_DIR/cache"
ls "$name"_*.deb >/dev/null 2>&1 || apt-get -qq download "$name" 2>/dev/null
ls "$PWD/$name"_*.deb | tail -1
