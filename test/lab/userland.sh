#!/bin/sh
# A clean minimal Debian on this machine's kernel: its own libc, apt, users and package database, in namespaces of its own.
#
#   userland.sh base SUITE DIR              makes DIR/SUITE, a root of `mmdebstrap --variant=minbase` with sudo and three users
#   userland.sh enter LOWER NODE PACKAGE [KEEP]   becomes process 1 of such a root; run it through `unshare --mount --pid --uts --fork`
#
# What is written inside lies on an overlay in memory (ROOM of it, 3g) and is gone when process 1 ends, which it does when its stdin is closed;
# with KEEP it lies in that folder, to be a lower layer of others. The network is this machine's.
set -eu

# The mirror that this machine's own apt uses.
mirror() {
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)
  [ -n "$uri" ] || { echo "apt has no Debian archive in its lists: run apt-get update." >&2; return 1; }
  echo "$uri"
}

base() {
  suite=$1 dir=$2
  mkdir -p "$dir"
  exec 9>"$dir/$suite.lock"; flock 9
  [ ! -e "$dir/$suite.tar" ] || { unpack; return; }
  mirror=$(mirror)
  # In memory: dpkg waits for the disk after every file.
  build=/mnt/build
  mount --make-rprivate /
  mount -t tmpfs -o size=2g build /mnt
  # Packages lie in memory too, and nobody reads their descriptions. A mirror may keep an older state of sid, whose Release file is valid for a week only.
  set -- --dpkgopt=force-unsafe-io --aptopt='Acquire::Languages "none"'
  [ "$suite" != sid ] || set -- "$@" --aptopt='Acquire::Check-Valid-Until "false"'
  mmdebstrap --mode=root --variant=minbase --include=sudo --hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr "$@" \
    "$suite" "$build" "deb $mirror $suite main" >"$dir/$suite.log" 2>&1 || { tail -n 20 "$dir/$suite.log" >&2; exit 1; }
  # dev: sudo without a password. pwsudo: sudo asks for "lab". nosudo: sudo refuses.
  for user in dev pwsudo nosudo; do chroot "$build" useradd --create-home --shell /bin/bash $user; done
  echo 'pwsudo:lab' | chroot "$build" chpasswd
  chroot "$build" usermod --append --groups sudo pwsudo
  echo 'dev ALL=(ALL) NOPASSWD: ALL' >"$build/etc/sudoers.d/dev"
  printf '127.0.0.1 localhost userland\n' >"$build/etc/hosts"
  echo userland >"$build/etc/hostname"
  rm -rf "$build"/var/cache/apt/archives/*.deb "$build"/var/lib/apt/lists/* "$build"/var/cache/apt/*.bin
  mkdir -p "$build/opt/ebpf"
  touch "$build/usr/local/bin/node"
  ln -s /opt/ebpf/bin/run.js "$build/usr/local/bin/ebpf"
  tar -C "$build" --numeric-owner -cf "$dir/$suite.tar.part" .
  mv "$dir/$suite.tar.part" "$dir/$suite.tar"
  unpack
}

unpack() {
  [ ! -e "$dir/$suite/etc/debian_version" ] || return 0
  rm -rf "$dir/$suite.part" "$dir/$suite"
  mkdir "$dir/$suite.part"
  tar -C "$dir/$suite.part" --numeric-owner -xf "$dir/$suite.tar"
  mv "$dir/$suite.part" "$dir/$suite"
}

enter() {
  lower=$1 node=$2 package=$3 keep=${4:-}
  hostname userland
  mount --make-rprivate /
  mount -t tmpfs -o size=${ROOM:-3g} userland /mnt
  mkdir -p "${keep:-/mnt}/up" "${keep:-/mnt}/work" /mnt/root
  cp -L /etc/resolv.conf /mnt/resolv.conf
  mount -t overlay -o "lowerdir=$lower,upperdir=${keep:-/mnt}/up,workdir=${keep:-/mnt}/work" userland /mnt/root
  cd /mnt/root
  cat /mnt/resolv.conf >etc/resolv.conf
  mount --bind "$node" usr/local/bin/node
  mount --bind "$package" opt/ebpf
  mount -t proc proc proc
  # A sysfs of its own, without what this machine has mounted inside it: no tracefs, no bpffs.
  mount -t sysfs sysfs sys
  mount -t tmpfs -o mode=755 dev dev
  for name in null zero full random urandom tty; do touch dev/$name; mount --bind /dev/$name dev/$name; done
  mkdir dev/pts dev/shm
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts dev/pts
  ln -s pts/ptmx dev/ptmx; ln -s /proc/self/fd dev/fd
  ln -s /proc/self/fd/0 dev/stdin; ln -s /proc/self/fd/1 dev/stdout; ln -s /proc/self/fd/2 dev/stderr
  mount -t tmpfs -o mode=755 run run
  # shm is left to /dev's tmpfs; old roots go away with this namespace.
  mkdir -p /mnt/root/old
  pivot_root . old
  umount -l /old
  rmdir /old 2>/dev/null || true
  # The shell reaps what is left to it while cat waits for the end of stdin.
  exec chroot . /bin/sh -c 'echo ready; cat >/dev/null'
}

command=$1; shift
case $command in
  base) exec unshare --mount sh "$0" base-in-memory "$@" ;;
  base-in-memory) base "$@" ;;
  enter) enter "$@" ;;
  *) echo "what is $command?" >&2; exit 2 ;;
esac
