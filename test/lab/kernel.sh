#!/bin/bash
# kernel.sh ARCH SUITE   boots that suite's Debian kernel in an emulator, with busybox for a userland, and runs the script on stdin there as root.
# Prints what the script prints. ARCH: amd64 or arm64. Needs qemu-system-x86 or qemu-system-arm, and cpio; half a minute each.
# The kernel comes from the mirror that this machine's apt uses, once: all that is kept lies under LAB_DIR (default: .lab in this folder's root).
set -euo pipefail
arch=$1 suite=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
lab=${LAB_DIR:-$root/.lab}/kernels/$arch-$suite
mkdir -p "$lab"

if [ ! -e "$lab/vmlinuz" ]; then
  (
    . "$root/test/lab/packages.sh"
    # busybox always from bookworm: older ones lack base64.
    for package in $(lab_kernel "$arch" "$suite"); do dpkg-deb -x "$(lab_package "$package" "$suite" "$arch")" "$lab/files"; done
    dpkg-deb -x "$(lab_package busybox-static bookworm "$arch")" "$lab/files"
  )
  mkdir -p "$lab"/root/{bin,boot,dev,etc,proc,run,sys,tmp}
  cp "$(find "$lab/files/bin" "$lab/files/usr/bin" -name busybox -type f 2>/dev/null | head -n 1)" "$lab/root/bin/busybox"
  cp "$(find "$lab/files" -name 'config-*' -o -path '*/modules/*/config' | head -n 1)" "$lab/root/boot/config"
  cat >"$lab/root/init" <<'INIT'
#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/shm; mount -t tmpfs shm /dev/shm; mount -t tmpfs tmp /tmp; mount -t cgroup2 cgroup /sys/fs/cgroup
mv /boot/config "/boot/config-$(uname -r)"
echo '=== begin'; sh /script 2>&1; echo '=== end'
reboot -f
INIT
  chmod +x "$lab/root/init"; ln -sf busybox "$lab/root/bin/sh"
  cp "$(find "$lab/files" -name 'vmlinuz*' -type f | head -n 1)" "$lab/vmlinuz"
  rm -rf "$lab/files"
fi

work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir "$work/extra"; cat >"$work/extra/script"
for part in "$lab/root" "$work/extra"; do (cd "$part" && find . | cpio --quiet -o -H newc); done | gzip -1 >"$work/initrd"
case $arch in
  amd64) machine=(qemu-system-x86_64 -cpu Nehalem) console=ttyS0 ;;
  arm64) machine=(qemu-system-aarch64 -M virt -cpu cortex-a72) console=ttyAMA0 ;;
esac
timeout "${WAIT:-300}" "${machine[@]}" -accel tcg -m 1024 -kernel "$lab/vmlinuz" -initrd "$work/initrd" \
  -append "console=$console quiet panic=-1 mitigations=off" -display none -serial stdio -monitor none -no-reboot -net none </dev/null |
  tr -d '\r' | sed -n '/^=== begin$/,/^=== end$/{/^===/!p}'
