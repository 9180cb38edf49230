#!/bin/sh
# What another kernel may break of a host, looked at before it is booted and after; run as root, changes nothing. One `kind name` a line;
# src/kernels/surroundings.ts compares. Arguments: modules of which is told whether the running kernel lacks them.
set -u
LC_ALL=C PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin
export LC_ALL PATH

have() { command -v "$1" >/dev/null 2>&1; }
say() { printf '%s\n' "$*"; }

[ -d /run/systemd/system ] && systemctl list-units --failed --plain --no-legend --no-pager 2>/dev/null | while read -r unit _; do say unit "$unit"; done

# What the host mounts by itself: what somebody has mounted by hand is gone after any boot.
while read -r source target type _; do
  case $type in
    zfs) say mount "$target" ;;
    autofs | swap) ;;
    *)
      while read -r spec point _ options _; do
        case $spec,$options in '#'* | *noauto* | *automount*) continue ;; esac
        [ "$point" = "$target" ] && say mount "$target"
      done </etc/fstab
      ;;
  esac
done 2>/dev/null </proc/mounts

# Ends of containers come and go.
have ip && ip -o addr show scope global 2>/dev/null | while read -r _ link _; do case $link in veth*) ;; *) say address "$link" ;; esac; done

# Modules that are not the kernel's own are tainted with O, for out of tree.
while read -r module _ _ _ _ _ flags; do
  case $flags in *O*) say foreign "$module" ;; esac
  say module "$module"
done 2>/dev/null </proc/modules
# nvidia/535.1, 6.1.0-37-amd64, x86_64: installed; before dkms 3 it is "nvidia, 535.1, ...".
have dkms && dkms status 2>/dev/null | while IFS= read -r text; do
  case $text in *"$(uname -r)"*installed*) name=${text%%[/,]*}; say dkms "$name" ;; esac
done
[ $# -eq 0 ] || ! have modinfo || modinfo -F filename -- "$@" 2>&1 >/dev/null | while IFS= read -r text; do
  case $text in *'Module '*' not found'*) name=${text#*Module }; say lacks "${name%% *}" ;; esac
done
exit 0
