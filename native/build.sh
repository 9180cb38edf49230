#!/bin/sh
# Builds the prober for every architecture and writes native/attach-ARCH.b64 (gzip, base64), which scripts/attach.sh carries.
# The result is the same, byte for byte, wherever it is built with this version of clang and lld (Debian 12: clang-14 lld-14); the
# files are committed because a machine with Node alone has no compiler. Headers come from this folder only.
#   native/build.sh [DIRECTORY]     where to write; default: beside this script
set -eu
cd "$(dirname "$0")"
out=${1:-.}
version=14.0.6
clang=${CLANG:-clang-14}
"$clang" --version | grep -q "version $version" || { echo "native/build.sh needs clang $version" >&2; exit 2; }

for arch in x86_64 aarch64; do
  file=$(mktemp)
  "$clang" --target=$arch-linux-gnu -std=c11 -Os -Wall -Wextra -Werror -ffreestanding -fno-builtin -fno-stack-protector \
    -fno-asynchronous-unwind-tables -fno-pic -fomit-frame-pointer -ffunction-sections -fdata-sections -fno-ident -nostdinc -nostdlib -static \
    -fuse-ld=lld -Wl,--build-id=none -Wl,--gc-sections -Wl,-s -Wl,-z,norelro -Wl,-z,noseparate-code ./*.c -o "$file"
  gzip -9 -n <"$file" | base64 -w 120 >"$out/attach-$arch.b64"
  [ -z "${KEEP:-}" ] || cp "$file" "$out/attach-$arch"
  rm -f "$file"
done
