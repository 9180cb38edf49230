#!/bin/bash
# kernel.sh  ->  prints the path of a package with a small amd64 kernel without BTF, compiled from Debian's linux-source-6.1: Debian has none.
# It calls itself 6.1.192, newer by its number than Debian's own, and cloud-amd64, so that Debian's small flavour is what it is replaced by.
# Needs: gcc make flex bison bc libelf-dev cpio kmod xz-utils. Takes ten minutes of one core.
set -euo pipefail
. "$(dirname "$0")/env.sh"
version=6.1.192 release=6.1.192-lab-cloud-amd64
package=$LAB_DIR/cache/linux-image-${release}_lab.deb
# Whoever comes while another makes it waits for that.
exec 9>"$LAB_DIR/cache/kernel.lock"; flock 9
[ -f "$package" ] && { echo "$package"; exit; }
source=$LAB_TMP/linux-6.1 out=$LAB_TMP/linux-$version
mkdir -p "$source" "$out" "$LAB_DIR/cache/source"
(cd "$LAB_DIR/cache/source"; ls linux-source-6.1_*.deb >/dev/null 2>&1 || lab_download linux-source-6.1)
[ -f "$source/Makefile" ] || dpkg-deb --fsys-tarfile "$LAB_DIR"/cache/source/linux-source-6.1_*.deb |
  tar -xO --wildcards '*/linux-source-*.tar.xz' | tar -xJ -C "$source" --strip-components=1
cd "$source"
build() { make -s O="$out" VERSION=6 PATCHLEVEL=1 SUBLEVEL=192 EXTRAVERSION= LOCALVERSION= "$@"; }
build tinyconfig >/dev/null
# What a virtual machine with systemd and ssh needs, and what a kernel for eBPF has, but for BTF.
on="64BIT SMP PRINTK PRINTK_TIME BUG PCI ACPI TTY UNIX98_PTYS SERIAL_8250 SERIAL_8250_CONSOLE
 PROC_FS PROC_SYSCTL SYSFS MULTIUSER BINFMT_ELF BINFMT_SCRIPT BLK_DEV_INITRD RD_GZIP RD_ZSTD
 VIRTIO_MENU VIRTIO_PCI BLOCK BLK_DEV VIRTIO_BLK NETDEVICES NET_CORE VIRTIO_NET HW_RANDOM HW_RANDOM_VIRTIO RTC_CLASS RTC_DRV_CMOS
 EXT4_FS EXT4_FS_POSIX_ACL TMPFS TMPFS_POSIX_ACL TMPFS_XATTR SHMEM DEVTMPFS DEVTMPFS_MOUNT AUTOFS_FS DEBUG_FS NET INET UNIX PACKET
 CGROUPS CGROUP_BPF MEMCG NAMESPACES SYSVIPC POSIX_MQUEUE EPOLL SIGNALFD TIMERFD EVENTFD INOTIFY_USER FHANDLE FUTEX POSIX_TIMERS
 SECCOMP FILE_LOCKING ADVISE_SYSCALLS AIO MEMBARRIER RSEQ HIGH_RES_TIMERS NO_HZ_IDLE COREDUMP ELF_CORE MODULES MODULE_UNLOAD
 BPF_SYSCALL BPF_JIT BPF_EVENTS PERF_EVENTS UPROBES UPROBE_EVENTS KALLSYMS FTRACE FTRACE_SYSCALLS
 DEBUG_INFO_NONE KERNEL_GZIP UNWINDER_GUESS"
off="DEBUG_INFO_BTF SPECULATION_MITIGATIONS UNWINDER_ORC KERNEL_XZ ETHERNET WLAN WIRELESS VT INPUT USB_SUPPORT LOCALVERSION_AUTO"
# shellcheck disable=SC2086 # lists of names
./scripts/config --file "$out/.config" $(printf -- '-e %s ' $on) $(printf -- '-d %s ' $off) --set-str LOCALVERSION "${release#"$version"}"
build olddefconfig >/dev/null 2>&1
build -j"$(nproc)" bzImage >"$LAB_DIR/run/kernel.log" 2>&1 || { tail -20 "$LAB_DIR/run/kernel.log" >&2; exit 1; }
root=$LAB_TMP/package-$version; rm -rf "$root"; mkdir -p "$root/DEBIAN" "$root/boot" "$root/lib/modules/$release"
cp "$out/arch/x86/boot/bzImage" "$root/boot/vmlinuz-$release"
cp "$out/System.map" "$root/boot/System.map-$release"
cp "$out/.config" "$root/boot/config-$release"
printf 'Package: linux-image-%s\nVersion: %s\nArchitecture: amd64\nMaintainer: lab <lab@localhost>\nDescription: small kernel without BTF\n' \
  "$release" "$version" >"$root/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -b "$root" "$package.new" >/dev/null && mv "$package.new" "$package"
rm -rf "$root" "$out" "$source"
echo "$package"
