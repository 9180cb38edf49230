#!/bin/bash
# no-btf.sh  ->  prints the path of a disk whose kernel has no BTF, with what the hello project is built with.
set -euo pipefail
. "$(dirname "$0")/env.sh"
exec 8>"$LAB_DIR/cache/no-btf.lock"; flock 8
kernel=$("$LAB_HERE/kernel.sh")
"$LAB_HERE/image.sh" --tools no-btf "$kernel"
