#!/bin/bash
# kernel.sh  ->  prints the path of a package with a small amd64 kernel without BTF, compiled from Debian's linux-source-6.1: Debian has none.
# It calls itself 6.1.192 and names its release as mainline's builds do: 6.1.192-0601192-generic.
# Needs: gcc make flex bison bc libelf-dev libssl-dev cpio kmod xz-utils. Takes 7 minutes of two cores.
set -euo pipefail
. "$(dirname "$0")/env.sh"
version=6.1.192
abi=$(printf '%02d%02d%02d' ${version//./ }) release=$version-$(printf '%02d%02d%02d' ${version//./ })-generic
package=$LAB_DIR/cache/linux-image-${release}_lab.deb
[ -f "$package" ] && { echo "$package"; exit; }
source=$LAB_TMP/linux-6.1 out=$LAB_TMP/linux-$version
mkdir -p "$source" "$out" "$LAB_DIR/cache/source"
(cd "$LAB_DIR/cache/source"; ls linux-source-6.1_*.deb >/dev/null 2>&1 || apt-get -qq download linux-source-6.1 2>/dev/null)
[ -f "$source/Makefile" ] || dpkg-deb --fsys-tarfile "$LAB_DIR"/cache/source/linux-source-6.1_*.deb |
  tar -xO --wildcards '*/linux-source-*.tar.xz' | tar -xJ -C "$source" --strip-components=1
cd "$source"
set -- ${version//./ }
build() { make -s O="$out" VERSION="$1" PATCHLEVEL="$2" SUBLEVEL="$3" EXTRAVERSION= LOCALVERSION= "${@:4}"; }
build "$@" tinyconfig >/dev/null
on="64BIT SMP PRINTK BUG PCI ACPI TTY VT UNIX98_PTYS SERIAL_8250 SERIAL_8250_CONSOLE SERIAL_8250_PCI EARLY_PRINTK X86_LOCAL_APIC X86_IO_APIC
 HYPERVISOR_GUEST PARAVIRT PROC_FS SYSFS MULTIUSER BINFMT_ELF BINFMT_SCRIPT
 PRINTK_TIME VIRTIO_MENU VIRTIO_PCI VIRTIO_PCI_LEGACY BLOCK BLK_DEV VIRTIO_BLK NETDEVICES NET_CORE VIRTIO_NET HW_RANDOM HW_RANDOM_VIRTIO
 EXT4_FS EXT4_FS_POSIX_ACL NET INET UNIX PACKET IPV6 BLK_DEV_INITRD RD_GZIP RD_ZSTD PROC_SYSCTL TMPFS TMPFS_POSIX_ACL TMPFS_XATTR DEVTMPFS
 DEVTMPFS_MOUNT CGROUPS CGROUP_BPF CGROUP_PIDS MEMCG NAMESPACES UTS_NS IPC_NS PID_NS NET_NS USER_NS SYSVIPC POSIX_MQUEUE EPOLL SIGNALFD TIMERFD
 EVENTFD INOTIFY_USER FHANDLE FUTEX POSIX_TIMERS SECCOMP FILE_LOCKING ADVISE_SYSCALLS AIO SHMEM MEMBARRIER RSEQ HIGH_RES_TIMERS NO_HZ_IDLE
 BPF_SYSCALL BPF_JIT BPF_EVENTS PERF_EVENTS KPROBES UPROBES KALLSYMS KALLSYMS_ALL FTRACE FTRACE_SYSCALLS DYNAMIC_FTRACE FUNCTION_TRACER
 KPROBE_EVENTS UPROBE_EVENTS DEBUG_FS IKCONFIG IKCONFIG_PROC MODULES MODULE_UNLOAD RTC_CLASS RTC_DRV_CMOS CRYPTO CRYPTO_SHA256 CRYPTO_USER_API_HASH
 CRYPTO_HMAC CRYPTO_CRC32C AUTOFS_FS DMIID INPUT CPU_ISOLATION X86_MSR UNWINDER_ORC COREDUMP ELF_CORE DUMMY"
./scripts/config --file "$out/.config" $(for option in $on; do printf -- '-e %s ' "$option"; done) -d DEBUG_INFO_BTF -e DEBUG_INFO_NONE \
  --set-str LOCALVERSION "-$abi-generic" -d LOCALVERSION_AUTO -e KERNEL_GZIP -d KERNEL_XZ
build "$@" olddefconfig >/dev/null
build "$@" -j"$(nproc)" bzImage modules >"$LAB_DIR/run/kernel.log" 2>&1
root=$LAB_TMP/package-$version; rm -rf "$root"; mkdir -p "$root/DEBIAN" "$root/boot" "$root/lib/modules/$release"
cp "$out/arch/x86/boot/bzImage" "$root/boot/vmlinuz-$release"
cp "$out/System.map" "$root/boot/System.map-$release"
cp "$out/.config" "$root/boot/config-$release"
cp "$out"/modules.builtin "$out"/modules.builtin.modinfo "$out"/modules.order "$root/lib/modules/$release/" 2>/dev/null || :
printf 'Package: linux-image-%s\nVersion: %s\nArchitecture: amd64\nMaintainer: lab <lab@localhost>\nDescription: small kernel without BTF\n' \
  "$release" "$version" >"$root/DEBIAN/control"
dpkg-deb --root-owner-group -Zgzip -b "$root" "$package.new" >/dev/null && mv "$package.new" "$package"
rm -rf "$root" "$out"
echo "$package"
