#!/bin/sh
# Installs what the tests need beside node: run once on a new machine, as root. CI runs it; without it the tests that need one of these
# are skipped, and say so.
#   mmdebstrap       clean Debian userlands, in which the toolchain is really missing
#   busybox-static   another sh and another timeout for the probe
#   strace           what the probe opens
#   ansible-core, ansible-lint   the collection in integrations/ansible, over loopback
#   chromium         the HTML report, with fonts-dejavu-core for its marks
#   sqv              signatures checked without gpgv
#   libxml2-utils    xmllint, for JUnit's schemas
#   dropbear-bin     a host whose SSH server is not OpenSSH
#   openssh-server   hosts to reach, with sudo, fish and tcsh for their users, and iproute2 and openssl to make them
#   clang-14, lld-14 the prober, built again to compare; qemu-user-static, to run the one for arm64
#   qemu-system-*    other kernels, with cpio for their userland
#   bpftrace, python3-bpfcc, linux-headers-*, git   the other ways of writing eBPF
#   zsh, groff-base  a shell whose completion is tried, and man pages
#   pre-commit       the hook in docs/ci.md
#   buildah          the image in integrations/kubernetes
#   qemu-utils, e2fsprogs, grub-*, xorriso, python3, gpg, gpgv   machines that boot through their own GRUB (test/vm)
#   ovmf, fdisk, dosfstools, mtools   those with UEFI and systemd-boot, and with a partition for /boot
#   btrfs-progs, lvm2   those with /boot where GRUB can't write
#   gcc, make, flex, bison, bc, kmod, xz-utils, libelf-dev       the kernel without BTF of those machines
#   lz4, zstd, zlib1g-dev   kernels whose BTF is read, and libbpf's own matcher beside ours
set -eu
packages="mmdebstrap busybox-static strace ansible-core ansible-lint chromium fonts-dejavu-core libxml2-utils openssh-client openssh-server
  dropbear-bin
  sudo fish tcsh zsh groff-base iproute2 openssl
  clang-14 lld-14 qemu-user-static qemu-system-x86 qemu-system-arm cpio
  bpftrace python3-bpfcc git linux-headers-$(dpkg --print-architecture) pre-commit buildah
  qemu-utils e2fsprogs grub-common grub-pc-bin xorriso python3 gpg gpgv sqv
  ovmf fdisk dosfstools mtools btrfs-progs lvm2
  gcc make flex bison bc kmod xz-utils libelf-dev zlib1g-dev lz4 zstd"
missing=$(for package in $packages; do dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || echo "$package"; done)
[ -n "$missing" ] || exit 0
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l
# The lists' own lock is not waited for by apt: try again while another package manager fetches them.
tries=0
until apt-get update -qq; do tries=$((tries + 1)); [ $tries -lt 30 ] || exit 1; sleep 2; done
# shellcheck disable=SC2086 # a list of names
exec apt-get -o DPkg::Lock::Timeout=300 install -qq -y --no-install-recommends $missing
