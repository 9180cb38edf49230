# Sourced: Debian's cloud kernels in QEMU, with an initramfs that somebody has made, and no disk.
# Set before: `root`, this repository; `work`, a folder that is removed at the end.

# guest_kernel SUITE GUEST [modules]   leaves the kernel of a suite as $work/vmlinuz, and its configuration, and modules, in GUEST.
guest_kernel() {
  local package parts=('./boot/*')
  [ -z "${3:-}" ] || parts+=('./lib/modules/*' './usr/lib/modules/*')
  mkdir -p "$2/boot"
  for package in $(. "$root/test/lab/packages.sh"; for name in $(lab_kernel amd64 "$1" ${3:+"$3"}); do lab_package "$name" "$1"; done); do
    # A package that has none of them is no failure.
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$2" --keep-directory-symlink --wildcards "${parts[@]}" './usr/lib/modules/*/vmlinuz' 2>/dev/null || :
  done
  find "$2" -name 'vmlinuz*' -type f -exec mv {} "$work/vmlinuz" \;
  [ -s "$work/vmlinuz" ] || { echo "the packages of $1 have no kernel" >&2; return 1; }
}

# guest_run GUEST MEGABYTES COMMAND   boots it, runs the command there as root, and prints what that prints.
# Where no clock ticks in time, as on a busy machine, kernels panic over their timer: no_timer_check. SECONDS_LIMIT: 1500.
guest_run() {
  local guest=$1 memory=$2 qemu pid left
  cat >"$guest/init" <<I
#!/bin/sh
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/shm; mount -t tmpfs shm /dev/shm; mount -t tmpfs tmp /tmp
mount -t tracefs tracefs /sys/kernel/tracing; mount -t debugfs debugfs /sys/kernel/debug; mount -t securityfs security /sys/kernel/security
mount -t bpf bpf /sys/fs/bpf; mount -t cgroup2 cgroup /sys/fs/cgroup
ip link set lo up
ulimit -l unlimited
echo 1 >/proc/sys/kernel/printk
cd /
echo GUEST-BEGINS
$3
echo GUEST-ENDS
echo o >/proc/sysrq-trigger
sleep 10
I
  chmod 755 "$guest/init"
  (cd "$guest" && find . | cpio -o -H newc --quiet | gzip -1) >"$work/initrd"
  qemu=$("$root/test/vm/lab/qemu.sh"); export QEMU_MODULE_DIR=$qemu/usr/lib/x86_64-linux-gnu/qemu
  "$qemu/usr/bin/qemu-system-x86_64" -L "$qemu/usr/share/qemu" -L "$qemu/usr/share/seabios" -accel tcg,tb-size=512 -cpu Nehalem -m "$memory" -smp 1 \
    -nodefaults -kernel "$work/vmlinuz" -initrd "$work/initrd" -append 'console=ttyS0 quiet panic=-1 no_timer_check mitigations=off' -no-reboot \
    -display none -serial "file:$work/serial" >"$work/qemu.log" 2>&1 &
  pid=$!
  trap 'kill '$pid' 2>/dev/null || :; rm -rf "$work"' EXIT
  for ((left = ${SECONDS_LIMIT:-1500}; left > 0; left--)); do
    grep -qs GUEST-ENDS "$work/serial" && break
    kill -0 "$pid" 2>/dev/null || break
    sleep 1
  done
  grep -qs GUEST-ENDS "$work/serial" || { tail -n 40 "$work/serial" "$work/qemu.log" >&2; return 1; }
  sed -n '/GUEST-BEGINS/,/GUEST-ENDS/p' "$work/serial" | sed '1d;$d' | tr -d '\r'
}
