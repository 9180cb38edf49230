#!/bin/sh
# Unpacks promtool from Debian's prometheus into .lab/ without installing the daemon: sh test/lab/promtool.sh
set -eu
lab=$(cd "$(dirname "$0")/../.." && pwd)/.lab
[ ! -x "$lab/usr/bin/promtool" ] || exit 0
mkdir -p "$lab/promtool"
cd "$lab/promtool"
apt-get -o DPkg::Lock::Timeout=300 download prometheus
dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x -C .. ./usr/bin/promtool
rm -r "$lab/promtool"
