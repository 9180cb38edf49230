#!/bin/bash
# image.sh [--tools] [--sysvinit] [--layout plain|boot|efi|signed|btrfs|lvm] NAME KERNEL.deb [PACKAGE...]  ->  prints the path of a bootable Debian 12 disk with that kernel.
# --tools adds what the hello project is built with: installing it takes minutes in emulation. --sysvinit has sysvinit for its init, and no systemd.
# plain (default) is one ext4 file system, no partitions, with GRUB; boot has /boot on a small partition of its own; efi has an
# EFI system partition with systemd-boot on it; signed has one with Debian's shim and GRUB, for Secure Boot. btrfs and lvm are as plain,
# on file systems where GRUB can't write. Its user dev has sudo without a password; its own boot loader decides which kernel boots.
# Needs: mmdebstrap qemu-utils e2fsprogs openssh-client; boot, efi and signed also fdisk; efi and signed also dosfstools mtools;
# btrfs also btrfs-progs; lvm also lvm2 and loop devices.
set -euo pipefail
# What is mounted below a root under construction goes with this process, however it ends: nothing that is removed later lies beneath a mount.
[ "${IMAGE_NAMESPACE-}" ] || IMAGE_NAMESPACE=1 exec unshare --mount --propagation private "$0" "$@"
. "$(dirname "$0")/env.sh"
layout=plain tools= sysvinit=
while [[ $1 = --* ]]; do
  case $1 in
    --tools) tools='clang llvm libbpf-dev bpftool make gcc libelf-dev zlib1g-dev git linux-libc-dev' ;;
    --sysvinit) sysvinit=yes ;;
    --layout) layout=$2; shift ;;
  esac
  shift
done
name=$1 kernel=$2; shift 2
image=$LAB_DIR/images/$name.qcow2
[ -f "$image" ] && { echo "$image"; exit; }
root=$LAB_TMP/image-$name; rm -rf --one-file-system "$root"; mkdir -p "$root"
trap 'rm -rf --one-file-system "$root"' EXIT
base=$LAB_DIR/cache/base-bookworm-amd64.tar log=$LAB_DIR/run/image-$name.log
if [ ! -f "$base" ]; then
  mmdebstrap --mode=root --architectures=amd64 --variant=minbase --hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr \
    --include=systemd-sysv,dbus,udev,kmod,iproute2,ca-certificates,openssh-server,sudo,procps bookworm "$root" "deb $(lab_mirror) bookworm main" >"$log" 2>&1
  printf 'force-unsafe-io\n' >"$root/etc/dpkg/dpkg.cfg.d/lab"
  printf 'APT::Install-Recommends "0";\nAcquire::Languages "none";\nAcquire::Check-Valid-Until "0";\n' >"$root/etc/apt/apt.conf.d/90lab"
  chroot "$root" useradd -m -s /bin/bash dev
  echo 'dev ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/dev"; chmod 440 "$root/etc/sudoers.d/dev"
  for home in root home/dev; do
    install -d -m 700 "$root/$home/.ssh"; cp "$(lab_key).pub" "$root/$home/.ssh/authorized_keys"
    chown -R --reference="$root/$home" "$root/$home/.ssh"
  done
  rm -f "$root"/etc/ssh/ssh_host_* "$root"/var/cache/apt/archives/*.deb
  tar -C "$root" --numeric-owner -cf "$base.new" . && mv "$base.new" "$base"
else
  tar -C "$root" --numeric-owner -xf "$base"
fi
echo "lab-$name" >"$root/etc/hostname"; echo "127.0.0.1 localhost lab-$name" >"$root/etc/hosts"
# The disk of / and what GRUB calls that of /boot/grub.
disk=/dev/vda2 fs=ext4 drive=hd0 abstraction='' loader=grub2-common
case $layout in
  plain) disk=/dev/vda ;;
  boot) drive=hd0,gpt1 ;;
  efi) loader='systemd-boot dosfstools' ;;
  signed) drive=hd0,gpt2 loader='grub2-common grub-efi-amd64-bin grub-efi-amd64-signed shim-signed mokutil' ;;
  btrfs) disk=/dev/vda fs=btrfs loader='grub2-common btrfs-progs' ;;
  lvm) disk=/dev/mapper/lab-root drive=lvm/lab-root abstraction=lvm loader='grub2-common lvm2' ;;
  *) echo "unknown layout: $layout" >&2; exit 1 ;;
esac
options=defaults; [ $fs != ext4 ] || options+=,errors=remount-ro
echo "$disk / $fs $options 0 1" >"$root/etc/fstab"
case $layout in
  boot) echo '/dev/vda1 /boot ext4 defaults 0 2' ;;
  efi | signed) echo '/dev/vda1 /boot/efi vfat umask=0077 0 2' ;;
esac >>"$root/etc/fstab"
echo "deb $(lab_mirror) bookworm main" >"$root/etc/apt/sources.list"
mkdir -p "$root/etc/systemd/network" "$root/boot/grub" "$root/etc/default/grub.d" "$root/etc/initramfs-tools/conf.d"
printf '[Match]\nName=en* eth*\n[Network]\nDHCP=ipv4\nLinkLocalAddressing=no\n' >"$root/etc/systemd/network/lab.network"
ln -sf /usr/lib/systemd/system/systemd-networkd.service "$root/etc/systemd/system/multi-user.target.wants/systemd-networkd.service"
# GRUB_DEFAULT=0, as Debian and Ubuntu come: the newest kernel is the default.
cat >"$root/etc/default/grub.d/lab.cfg" <<'G'
GRUB_DEFAULT=0
GRUB_TIMEOUT=0
GRUB_RECORDFAIL_TIMEOUT=0
GRUB_DISABLE_LINUX_UUID=true
GRUB_DISABLE_OS_PROBER=true
GRUB_TERMINAL=console
GRUB_CMDLINE_LINUX="console=ttyS0 net.ifnames=0 mitigations=off"
GRUB_CMDLINE_LINUX_DEFAULT=""
G
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"; chmod +x "$root/usr/sbin/policy-rc.d"
guest() { DEBIAN_FRONTEND=noninteractive chroot "$root" "$@"; }
{
  guest apt-get update
  guest apt-get -y install initramfs-tools
  if [ "$sysvinit" ]; then
    guest apt-get -y install sysvinit-core ifupdown
    guest apt-get -y purge --autoremove systemd
    printf 'auto lo eth0\niface lo inet loopback\niface eth0 inet static\naddress 10.0.2.15/24\ngateway 10.0.2.2\n' >"$root/etc/network/interfaces"
  fi
  # A small initramfs, for the kernels to come too: emulation makes big ones slow.
  echo 'MODULES=list' >"$root/etc/initramfs-tools/conf.d/lab"
  printf 'virtio_pci\nvirtio_blk\nvirtio_net\n%s\ncrc32c_generic\n' "$fs" >>"$root/etc/initramfs-tools/modules"
  if [ "$layout" = efi ]; then
    mkdir -p "$root/boot/efi" "$root/etc/kernel"
    # There is no /proc/cmdline of its own to take this from yet.
    echo "root=$disk ro console=ttyS0 net.ifnames=0 mitigations=off" >"$root/etc/kernel/cmdline"
  fi
  cp "$kernel" "$root/kernel.deb"; guest apt-get -y install /kernel.deb $loader $tools "$@"; rm "$root/kernel.deb"
  guest ssh-keygen -A
  if [ "$layout" = efi ]; then
    # As "bootctl install" and kernel-install do it, which want a mounted partition.
    esp=$root/boot/efi token=$(cat "$root/etc/machine-id")
    mkdir -p "$esp"/EFI/{systemd,BOOT} "$esp/loader/entries"
    cp "$root/usr/lib/systemd/boot/efi/systemd-bootx64.efi" "$esp/EFI/systemd/"
    cp "$root/usr/lib/systemd/boot/efi/systemd-bootx64.efi" "$esp/EFI/BOOT/BOOTX64.EFI"
    printf '#timeout 3\n#console-mode keep\n' >"$esp/loader/loader.conf"
    echo type1 >"$esp/loader/entries.srel"
  fi
  for file in "$root"/boot/vmlinuz-*; do
    release=${file##*vmlinuz-}; guest depmod "$release"; guest update-initramfs -c -k "$release"
    [ "$layout" = efi ] || continue
    mkdir -p "$esp/$token/$release"
    cp "$file" "$esp/$token/$release/linux"
    cp "$root/boot/initrd.img-$release" "$esp/$token/$release/"
    printf '%-10s %s\n' title Debian version "$release" machine-id "$token" sort-key debian options "$(cat "$root/etc/kernel/cmdline") systemd.machine_id=$token" \
      linux "/$token/$release/linux" initrd "/$token/$release/initrd.img-$release" >"$esp/loader/entries/$token-$release.conf"
  done
  if [ "$layout" != efi ]; then
    # In a chroot grub-probe has no disk to look at, so for this one run it is told what the guest will see.
    mv "$root/usr/sbin/grub-probe" "$root/usr/sbin/grub-probe.real"
    printf '#!/bin/sh\ncase "$*" in *=device*) echo %s ;; *=fs\\ *|*=fs) echo %s ;; *=compatibility_hint*) echo %s ;; *=drive*) echo "(%s)" ;; *=abstraction*) echo %s ;; esac\n' \
      "$disk" "${fs/ext4/ext2}" "$drive" "$drive" "$abstraction" >"$root/usr/sbin/grub-probe"
    chmod +x "$root/usr/sbin/grub-probe"
    guest update-grub
    mv "$root/usr/sbin/grub-probe.real" "$root/usr/sbin/grub-probe"
    guest grub-editenv /boot/grub/grubenv create
  fi
} >>"$log" 2>&1 </dev/null
rm -f "$root/usr/sbin/policy-rc.d" "$root"/var/cache/apt/archives/*.deb
echo 'nameserver 10.0.2.3' >"$root/etc/resolv.conf" # qemu's own forwarder
raw=$LAB_DIR/images/$name.raw; rm -f "$raw"
ext4() { mke2fs -q -t ext4 -O ^metadata_csum_seed,^orphan_file -E "lazy_itable_init=1${5:+,offset=$5}" -L "$1" -d "$2" "$3" "$4"; }
# Mebibytes of the first partition, behind one for the table.
parts() { truncate -s 8G "$raw"; printf 'label: gpt\nstart=1MiB, size=%sMiB, type=%s\nstart=%sMiB, type=L\n' "$1" "$2" $((1 + $1)) | sfdisk -q "$raw"; }
moved=$LAB_TMP/first-$name; rm -rf "$moved"
# The root behind an EFI system partition.
esp() {
  mv "$root/boot/efi" "$moved"; mkdir "$root/boot/efi"
  size=${BOOT_SIZE:-300}; parts "$size" U
  mkfs.vfat -F 32 -n ESP --offset 2048 "$raw" $((size * 1024)) >/dev/null 2>&1
  mcopy -i "$raw@@1M" -s "$moved"/* ::
  ext4 root "$root" "$raw" $((8190 - size))M $(((1 + size) << 20))
}
case $layout in
  plain) ext4 labroot "$root" "$raw" 8G ;;
  boot)
    # The GRUB of boot.sh looks for /boot/grub on what is labelled labroot.
    mv "$root/boot" "$moved"; mkdir "$root/boot"; ln -s . "$moved/boot"
    size=${BOOT_SIZE:-300}; parts "$size" L
    ext4 labroot "$moved" "$raw" "${size}M" $((1 << 20))
    ext4 root "$root" "$raw" $((8190 - size))M $(((1 + size) << 20))
    ;;
  btrfs)
    truncate -s 8G "$raw"
    mkfs.btrfs -q -L labroot --rootdir "$root" "$raw"
    ;;
  lvm)
    # Here may be no device mapper: the volume is laid out without it, and its file system made where it will be found.
    truncate -s 8G "$raw"; loop=$(losetup -f --show "$raw")
    offline() { "$1" --driverloaded n --devices "$loop" --nolocking --config 'backup { backup = 0 archive = 0 }' "${@:2}"; }
    { offline pvcreate "$loop"; offline vgcreate lab "$loop"; offline lvcreate -an -Zn -Wn -n root -L 7G lab; } >>"$log" 2>&1
    start=$(offline pvs --noheadings --nosuffix --units b -o pe_start "$loop")
    losetup -d "$loop"
    ext4 labroot "$root" "$raw" 7G $((start))
    ;;
  signed)
    # As grub-install does it, which wants a mounted partition; the signed GRUB looks for its configuration in EFI/debian.
    mkdir -p "$root"/boot/efi/EFI/{debian,BOOT}
    for folder in debian BOOT; do
      cp "$root/usr/lib/shim/shimx64.efi.signed" "$root/boot/efi/EFI/$folder/shimx64.efi"
      cp "$root/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed" "$root/boot/efi/EFI/$folder/grubx64.efi"
    done
    mv "$root/boot/efi/EFI/BOOT/shimx64.efi" "$root/boot/efi/EFI/BOOT/BOOTX64.EFI"
    printf 'search --no-floppy --label root --set=root\nset prefix=($root)/boot/grub\nconfigfile $prefix/grub.cfg\n' >"$root/boot/efi/EFI/debian/grub.cfg"
    esp
    ;;
  efi) esp ;;
esac
rm -rf "$moved"
qemu-img convert -O qcow2 "$raw" "$image.new" && mv "$image.new" "$image"; rm -f "$raw"
echo "$image"
