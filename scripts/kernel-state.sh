#!/bin/sh
# What must be known of a host before its kernel is changed; run as root, changes nothing. One `name value` a line;
# src/kernels/state.ts reads it.
set -u
LC_ALL=C PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH

have() { command -v "$1" >/dev/null 2>&1; }
say() { printf '%s\n' "$*"; }

say release "$(uname -r)"
say boot-id "$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)"
have dpkg && say arch "$(dpkg --print-architecture)"
have dpkg-deb && if dpkg-deb --help 2>/dev/null | grep -q zstd; then say zstd yes; else say zstd no; fi
# Two directories are refused before debianutils 5.21: https://bugs.debian.org/1101733. --list only lists.
have run-parts && if run-parts --list /etc /etc >/dev/null 2>&1; then say run-parts-many yes; else say run-parts-many no; fi
have dpkg-query && say debianutils "$(dpkg-query -W -f '${Version}' debianutils 2>/dev/null)"
have dpkg && say audit "$(dpkg --audit 2>/dev/null | head -c 2000 | tr '\n' ' ')"
have apt-mark && for name in $(apt-mark showhold 2>/dev/null); do say held "$name"; done
have dkms && dkms status 2>/dev/null | while IFS= read -r text; do say dkms "$text"; done
# Pools hold data that another kernel reaches by a module of zfs alone.
have zpool && zpool list -H -o name 2>/dev/null | while IFS= read -r name; do say zfs-pool "$name"; done

# Who would notice a reboot: since when the host runs, in seconds, and who is logged in.
read -r since _ </proc/uptime && say uptime "${since%%.*}"
have who && who 2>/dev/null | while read -r user line _; do say user "$user" "$line"; done

# Free KiB, and whether /boot is a file system of its own.
space() { df -Pk "$1" 2>/dev/null | { read -r _; read -r _ _ _ free _ where; say "$2" "$free" "$where"; }; }
space / root-space
space /boot boot-space
space /var/cache cache-space
# A root that the initrd finds only with help of its own: an encrypted, logical or zfs volume.
have findmnt && say root-fs "$(findmnt -no FSTYPE / 2>/dev/null)"

# An encrypted root, and what unlocks it with nobody there: a key file, TPM or script in its own line of crypttab, clevis or mandos.
# A FIDO2 token wants a touch, a PIN is typed, decrypt_keyctl asks once, and ssh in the initrd needs somebody to log in.
root=$(have findmnt && findmnt -nvo SOURCE / 2>/dev/null)
volumes=$(have lsblk && lsblk -nsro NAME,TYPE "$root" 2>/dev/null | sed -n 's/ crypt$//p' | tr '\n' ' ')
if [ -n "$volumes" ]; then
  say root-encrypted yes
  while read -r target _ key options; do
    case " $volumes" in *" $target "*) ;; *) continue ;; esac
    case $key,$options in
      *tpm2-pin=* | *decrypt_keyctl*) ;;
      *tpm2-device=* | *keyscript=*) say unlocked-by "$options" ;;
      */*) say unlocked-by "$key" ;;
    esac
  done 2>/dev/null </etc/crypttab
  for name in clevis-luks-unlock mandos-client; do have $name && say unlocked-by "$name"; done
  for file in /etc/dropbear/initramfs /etc/dropbear-initramfs; do [ -e "$file" ] && say ssh-in-initrd "$file"; done
fi

[ -d /sys/firmware/efi ] && say efi yes
# The last byte of a variable of one byte. shim lets everything pass where its owner said so (mokutil --disable-validation): MokSBStateRT is 1.
variables=/sys/firmware/efi/efivars
is_set() { case $(od -A n -t u1 "$variables/$1" 2>/dev/null) in *' 1') return 0 ;; *) return 1 ;; esac; }
if is_set SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c && ! is_set MokSBStateRT-605dab50-e046-4300-abb6-3dd810dd8b23; then say secure-boot yes; fi
if [ -f /boot/grub/grub.cfg ]; then
  say grub /boot/grub/grub.cfg
  for name in update-grub grub-reboot grub-editenv grub-mkconfig grub-probe; do have $name || say grub-lacks $name; done
  grep -qs 'default/grub\.d' "$(command -v grub-mkconfig)" && say grub-drop-ins yes
  # GRUB can't write its environment on these, and would boot the one-shot entry for ever: check_writable in /etc/grub.d/00_header.
  if have grub-probe; then
    say grub-abstraction "$(grub-probe --target=abstraction /boot/grub 2>&1 | tr '\n' ' ')"
    say grub-fs "$(grub-probe --target=fs /boot/grub 2>&1 | tr '\n' ' ')"
  fi
fi
# What booted this host, by its own word in UTF-16 behind four bytes: https://systemd.io/BOOT_LOADER_INTERFACE/
# efivarfs can't seek, which tail alone would.
booted=$(cat "$variables/LoaderInfo-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f" 2>/dev/null | tail -c +5 | tr -d '\000')
[ -n "$booted" ] && say booted-by "$booted"
case $booted in systemd-boot*)
  for name in bootctl kernel-install; do have $name || say sd-boot-lacks $name; done
  grep -qs " $variables efivarfs rw" /proc/mounts && say sd-boot-variables yes
  # The partition with the entries and the kernels' copies: the EFI system partition, or XBOOTLDR beside it.
  partition=$(bootctl --print-boot-path 2>/dev/null) && [ -n "$partition" ] && {
    space "$partition" sd-boot-space
    sed -n 's/^version[[:space:]]\{1,\}/sd-boot-entry /p' "$partition"/loader/entries/*.conf 2>/dev/null
  } ;;
esac
for entry in /boot/extlinux/extlinux.conf /boot/firmware/config.txt /boot/config.txt /boot/boot.scr; do [ -f "$entry" ] && say other-loader "$entry"; done
for name in update-initramfs dracut linux-update-symlinks; do have $name && say tool "$name"; done

size() { if [ -s "$1" ]; then wc -c <"$1"; else say no; fi; }
btf() {
  for file in "/boot/config-$1" "/lib/modules/$1/config"; do
    [ -r "$file" ] || continue
    if grep -q '^CONFIG_DEBUG_INFO_BTF=y' "$file"; then say yes; else say no; fi
    return
  done
  say unknown
}
# An image that EFI could boot, but for a signature: the table of them, fifth of its directories, is empty
# (https://learn.microsoft.com/en-us/windows/win32/debug/pe-format#optional-header-data-directories-image-only).
number() { od -A n -t "u$3" -j "$2" -N "$3" "$1" 2>/dev/null | tr -d ' '; }
unsigned() {
  [ "$(number "$1" 0 2)" = 23117 ] || return 1
  header=$(number "$1" 60 4)
  [ "$(number "$1" $((header + 24)) 2)" = 523 ] && [ "$(number "$1" $((header + 24 + 112 + 36)) 4)" = 0 ]
}
for image in /boot/vmlinuz-*; do
  [ -f "$image" ] || continue
  kernel=${image#/boot/vmlinuz-}
  package=$(dpkg -S "$image" 2>/dev/null | head -n 1)
  say kernel "$kernel" "$(size "$image")" "$(size "/boot/initrd.img-$kernel")" "$(size "/lib/modules/$kernel/modules.dep")" "$(btf "$kernel")" "${package%%:*}"
  unsigned "$image" && say unsigned "$kernel"
  [ -e "/lib/modules/$kernel/build" ] && say headers "$kernel"
done
exit 0
