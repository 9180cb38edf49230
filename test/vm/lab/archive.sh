#!/bin/bash
# archive.sh KERNEL.deb FOLDER RELEASE OUT [two-directories|no-initrd|panic]
# Packs a kernel of Debian's as packages named, laid out and signed like the Ubuntu mainline archive's:
# OUT/FOLDER/amd64/{linux-*.deb,CHECKSUMS,CHECKSUMS.gpg}, and the index in Apache's form; the public half of the throw-away key is OUT/key.asc.
# RELEASE is what the packages say that uname -r will be: the kernel's own, as 6.1.0-50-cloud-amd64, or a made-up one for a kernel that never comes up.
# two-directories: maintainer scripts call run-parts as those of 2026 do. no-initrd: the postinst makes none, as 7.1's. panic: it panics at every boot.
set -euo pipefail
. "$(dirname "$0")/env.sh"
package=$1 folder=$2 release=$3 out=$4 breakage=${5:-}
abi=$(echo "$release" | grep -oE '^[0-9.]+-[0-9]+')
debver=$abi.$(date -u +%Y%m%d%H%M)
dir=$out/$folder/amd64; mkdir -p "$dir"; rm -f "$dir"/*
work=$(mktemp -d "$LAB_TMP/archive.XXXX"); trap 'rm -rf "$work"' EXIT
dpkg-deb -R "$package" "$work/kernel"
own=$(basename "$work"/kernel/boot/vmlinuz-*); own=${own#vmlinuz-}
control() { # FOLDER NAME ARCH DEPENDS
  mkdir -p "$work/$1/DEBIAN"
  printf 'Package: %s\nVersion: %s\nArchitecture: %s\nMaintainer: Kernel Lab <lab@localhost>\nInstalled-Size: %s\nSection: kernel\nPriority: optional\n%sDescription: kernel of the lab\n' \
    "$2" "$debver" "$3" "$(du -sk "$work/$1" | cut -f1)" "${4:+Depends: $4
}" >"$work/$1/DEBIAN/control"
}
mkdir -p "$work/modules/lib/modules" "$work/modules/boot" "$work/image/boot" "$work/all/usr/src/linux-headers-$abi" "$work/headers/usr/src/linux-headers-$release"
cp -a "$work/kernel/lib/modules/$own" "$work/modules/lib/modules/$release"
for file in System.map config; do cp "$work/kernel/boot/$file-$own" "$work/modules/boot/$file-$release"; done
cp "$work/kernel/boot/vmlinuz-$own" "$work/image/boot/vmlinuz-$release"
# As mainline's: not signed. The table of signatures is the last thing in the file, and the fifth of its directories.
python3 - "$work/image/boot/vmlinuz-$release" <<'P'
import struct, sys
with open(sys.argv[1], 'r+b') as file:
    image = file.read()
    directory = struct.unpack_from('<I', image, 60)[0] + 24 + 112 + 32
    start, size = struct.unpack_from('<II', image, directory)
    if size:
        file.seek(directory)
        file.write(bytes(8))
        file.truncate(start)
P
if [ "$breakage" = panic ]; then
  # An initrd whose init is no program: "No working init found", before anything is mounted.
  mkdir "$work/initrd"; echo 'no program' >"$work/initrd/init"; chmod 755 "$work/initrd/init"
  (cd "$work/initrd" && echo init | cpio -o -H newc --quiet | gzip >"$work/image/boot/initrd.img-$release")
fi
# A thousand modules that no machine of the lab loads would take minutes to unpack under emulation.
keep='(fs|fs/(autofs|efivarfs|ext4|fat|fuse|jbd2|nls)|net/core|net/ipv4/netfilter|lib|crypto|arch/x86/crypto|drivers/(block|char/hw_random|firmware|net|virtio))'
find "$work/modules/lib/modules" -regextype posix-extended -name '*.ko' ! -regex ".*/kernel/$keep/[^/]*" -delete
control modules "linux-modules-$release" amd64 ''
control image "linux-image-unsigned-$release" amd64 "kmod, linux-modules-$release"
control all "linux-headers-$abi" all ''
# As real ones: made on a newer system, and so not installable.
control headers "linux-headers-$release" amd64 "linux-headers-$abi, libc6 (>= 2.99)"
for script in preinst postinst prerm postrm; do
  case $breakage in
    two-directories) folders="/etc/kernel/$script.d /usr/share/kernel/$script.d" ;;
    *) folders="/etc/kernel/$script.d" ;;
  esac
  case $script in postinst) before="depmod $release"; when=configure ;; postrm) before=:; when=remove ;; *) before=:; when=install ;; esac
  case $breakage in no-initrd | panic) hooks=no ;; *) hooks=yes ;; esac
  [ $hooks = no ] && [ $script = postinst ] && folders=/nonexistent
  cat >"$work/image/DEBIAN/$script" <<S
#!/bin/sh
set -e
version=$release
image_path=/boot/vmlinuz-\$version
[ "\$1" = $when ] || exit 0
$before
if [ -d ${folders%% *} ]; then
    DEB_MAINT_PARAMS="\$*" run-parts --report --exit-on-error --arg=\$version \\
        --arg=\$image_path $folders
fi
S
  chmod 755 "$work/image/DEBIAN/$script"
done
for folder in modules image all headers; do dpkg-deb --root-owner-group -Zgzip -z1 -b "$work/$folder" "$dir/" >/dev/null; done
(
  cd "$dir"
  {
    printf '# Checksums, check with the command below:\n#     shasum -c CHECKSUMS\n#\n# Checksums-Sha1:\n'; sha1sum ./*.deb | sed 's# \./# #'
    printf '#\n# Checksums-Sha256:\n'; sha256sum ./*.deb | sed 's# \./# #'
  } >CHECKSUMS
)
export GNUPGHOME=$out/.gnupg; mkdir -p -m 700 "$GNUPGHOME"
gpg --list-keys lab@localhost >/dev/null 2>&1 ||
  gpg --batch -q --passphrase '' --quick-gen-key 'Kernel Lab <lab@localhost>' rsa2048 sign never 2>/dev/null
gpg --batch --yes -q --armor --detach-sign -o "$dir/CHECKSUMS.gpg" "$dir/CHECKSUMS"
gpg --armor --export lab@localhost >"$out/key.asc"
[ -s "$out/key.asc" ] || { echo 'gpg gave no key' >&2; exit 1; }
gpg --with-colons --list-keys lab@localhost | sed -n 's/^fpr:*\([0-9A-F]*\):.*/\1/p' | head -1 >"$out/fingerprint"
gpgconf --kill gpg-agent || :
{
  echo '<table>'
  for folder in "$out"/v*/; do
    name=$(basename "$folder")
    printf '<tr><td valign="top"><img src="/icons/folder.gif" alt="[DIR]"></td><td><a href="%s/">%s/</a></td><td align="right">%s  </td><td align="right">  - </td><td>&nbsp;</td></tr>\n' \
      "$name" "$name" "$(date -u '+%Y-%m-%d %H:%M')"
  done
  echo '</table>'
} >"$out/index.html"
echo "$release"
