#!/bin/bash
# truth.sh SUITE VERIFIER OBJECT...   boots Debian's cloud kernel of a suite (bullseye, bookworm, trixie, sid) in QEMU and runs scripts/truth.mjs there:
# what `ebpf doctor --program` says of each object, beside what becomes of its programs. Prints what that prints. Needs a built dist/.
# Where no clock ticks in time, as on a busy machine, kernels panic over their timer: no_timer_check.
# The guest is an initramfs of this machine's own files, without a disk: Node, busybox, this program, VERIFIER, the objects.
# SECONDS_LIMIT: 1500.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
suite=$1 verifier=$2; shift 2
work=$(mktemp -d); trap 'rm -rf "$work"; [ -z "${pid:-}" ] || kill "$pid" 2>/dev/null || :' EXIT
kernel=$(. "$root/test/lab/packages.sh"; lab_package "$(lab_kernel amd64 "$suite" | tail -n 1)" "$suite")
dpkg-deb --fsys-tarfile "$kernel" | tar -xO --wildcards '*/vmlinuz*' >"$work/vmlinuz"
guest=$work/guest
mkdir -p "$guest"/{bin,sbin,proc,sys,dev,tmp,etc,root,objects,ebpf,boot,lib/modules}
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
dpkg-deb --fsys-tarfile "$kernel" | tar -x -C "$guest" --wildcards './boot/config-*' 2>/dev/null || :
cat >"$guest/init" <<'I'
#!/bin/sh
export PATH=/bin:/sbin HOME=/root
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs dev /dev
mount -t tracefs tracefs /sys/kernel/tracing; mount -t debugfs debugfs /sys/kernel/debug; mount -t bpf bpf /sys/fs/bpf
ip link set lo up
ulimit -l unlimited
echo 1 >/proc/sys/kernel/printk
cd /
echo TRUTH-BEGINS
/bin/node /ebpf/scripts/truth.mjs /verifier /objects/*
echo TRUTH-ENDS
poweroff -f
I
chmod 755 "$guest/init"
(cd "$guest" && find . | cpio -o -H newc --quiet | gzip -1) >"$work/initrd"
qemu=$("$here/qemu.sh"); export QEMU_MODULE_DIR=$qemu/usr/lib/x86_64-linux-gnu/qemu
"$qemu/usr/bin/qemu-system-x86_64" -L "$qemu/usr/share/qemu" -L "$qemu/usr/share/seabios" -accel tcg,tb-size=512 -cpu Nehalem -m 2048 -smp 1 -nodefaults \
  -kernel "$work/vmlinuz" -initrd "$work/initrd" -append 'console=ttyS0 quiet panic=-1 no_timer_check mitigations=off' -no-reboot -display none -serial "file:$work/serial" \
  >"$work/qemu.log" 2>&1 &
pid=$!
for ((left = ${SECONDS_LIMIT:-1500}; left > 0; left--)); do
  grep -qs TRUTH-ENDS "$work/serial" && break
  kill -0 "$pid" 2>/dev/null || break
  sleep 1
done
grep -qs TRUTH-ENDS "$work/serial" || { tail -n 40 "$work/serial" "$work/qemu.log" >&2; exit 1; }
sed -n '/TRUTH-BEGINS/,/TRUTH-ENDS/p' "$work/serial" | sed '1d;$d' | tr -d '\r'
