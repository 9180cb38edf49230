#!/bin/bash
# boot.sh DISK  ->  boots it and prints "PORT PID" once ssh answers. The disk is written to: give it an overlay.
# RUN (a folder, default: one per port) gets serial.log. SMP: processors, 2; one is faster where others keep this machine busy. FIRMWARE=efi boots through UEFI,
# whose variables stay in RUN, and the disk's own loader; FIRMWARE=secure the same with Secure Boot on.
# OWNER: a certificate that shim is to trust there beside Debian's, in DER.
# Needs: grub-common grub-pc-bin xorriso openssh-client; for efi and secure ovmf.
set -euo pipefail
. "$(dirname "$0")/env.sh"
disk=$1 iso=$LAB_DIR/cache/boot-1.iso
if [ "${FIRMWARE:-bios}" = bios ] && [ ! -f "$iso" ]; then
  # GRUB on a CD hands over to the guest's own grub.cfg; prefix, and so grubenv, is the guest's. Volumes of LVM are found once all disks were looked at: ls.
  work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; mkdir -p "$work/iso/boot"
  printf 'serial --unit=0 --speed=115200\nterminal_output serial\nls\nsearch --no-floppy --label labroot --set=root\nset prefix=($root)/boot/grub\nnormal $prefix/grub.cfg\n' >"$work/early.cfg"
  grub-mkimage -O i386-pc-eltorito -p /boot/grub -c "$work/early.cfg" -o "$work/iso/boot/core.img" \
    biosdisk iso9660 ext2 btrfs lvm part_msdos part_gpt search search_label search_fs_uuid search_fs_file normal configfile linux linux16 loadenv test echo \
    gzio xzio lzopio minicmd all_video gfxterm font serial terminal terminfo true sleep reboot halt probe regexp ls cat
  xorriso -as mkisofs -quiet -R -b boot/core.img -no-emul-boot -boot-load-size 4 -boot-info-table -o "$iso.new" "$work/iso" 2>/dev/null
  mv "$iso.new" "$iso"
fi
port=$(python3 -c 'import socket;s=socket.socket();s.bind(("127.0.0.1",0));print(s.getsockname()[1])')
run=${RUN:-$LAB_DIR/run/vm-$port}; mkdir -p "$run"
flash() { # CODE VARIABLES
  [ -f "$run/vars.fd" ] || cp "/usr/share/OVMF/$2" "$run/vars.fd"
  firmware=(-drive "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/$1" -drive "if=pflash,format=raw,file=$run/vars.fd")
}
case ${FIRMWARE:-bios} in
  efi) flash OVMF_CODE_4M.fd OVMF_VARS_4M.fd ;;
  # With Microsoft's keys enrolled; only code in system management mode may write its variables.
  secure)
    [ -f "$run/vars.fd" ] || fresh=yes
    flash OVMF_CODE_4M.ms.fd OVMF_VARS_4M.ms.fd
    [ ! "${fresh:-}" ] || [ ! "${OWNER:-}" ] || "$LAB_HERE/enrol.sh" "$run/vars.fd" "$OWNER"
    firmware+=(-machine q35,smm=on -global driver=cfi.pflash01,property=secure,value=on -global ICH9-LPC.disable_s3=1)
    ;;
  *) firmware=(-cdrom "$iso" -boot d) ;;
esac
qemu=$("$LAB_HERE/qemu.sh"); export QEMU_MODULE_DIR=$qemu/usr/lib/x86_64-linux-gnu/qemu
"$qemu/usr/bin/qemu-system-x86_64" -L "$qemu/usr/share/qemu" -L "$qemu/usr/share/seabios" -accel tcg,thread=multi,tb-size=512 -cpu Nehalem -m 1024 -smp "${SMP:-2}" \
  -drive "file=$disk,format=qcow2,if=virtio,cache=unsafe" "${firmware[@]}" -netdev "user,id=n,hostfwd=tcp:127.0.0.1:$port-:22" \
  -device virtio-net-pci,netdev=n,romfile= -device virtio-rng-pci -display none -vga none -serial "file:$run/serial.log" \
  -pidfile "$run/pid" -daemonize >"$run/qemu.log" 2>&1 || { cat "$run/qemu.log" >&2; exit 1; }
pid=$(cat "$run/pid"); start=$SECONDS
until ssh -i "$(lab_key)" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes -o ConnectTimeout=5 \
  -p "$port" root@127.0.0.1 true 2>/dev/null; do
  [ -d "/proc/$pid" ] || { echo "qemu ended early; see $run/serial.log" >&2; exit 1; }
  [ $((SECONDS - start)) -lt "600" ] || { echo "no ssh within 600 s; see $run/serial.log" >&2; kill "$pid"; exit 1; }
  sleep 0.5
done
echo "$port $pid"
