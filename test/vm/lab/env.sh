# Sourced by the scripts beside it. Everything they make lies under LAB_DIR (default: test/vm/.lab).
LAB_HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB_DIR=${LAB_DIR:-$LAB_HERE/../.lab}
mkdir -p "$LAB_DIR"/{cache,images,run}
LAB_DIR=$(cd "$LAB_DIR" && pwd)
# Roots under construction lie in memory where there is room: dpkg syncs after every file.
LAB_TMP=${LAB_TMP:-$([ "$(df -k --output=avail /dev/shm | tail -1)" -gt 4000000 ] && echo /dev/shm/ebpf-vm-lab || echo "$LAB_DIR/tmp")}
mkdir -p "$LAB_TMP"
export LAB_DIR LAB_TMP

# The mirror that this machine's own apt uses.
lab_mirror() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -1
}

lab_key() {
  [ -f "$LAB_DIR/id_ed25519" ] || ssh-keygen -q -t ed25519 -N '' -C lab -f "$LAB_DIR/id_ed25519"
  echo "$LAB_DIR/id_ed25519"
}

# Fetches a package into the current folder; the lists that apt has may be old.
lab_download() {
  apt-get -qq download "$1" 2>/dev/null || { apt-get -qq update && apt-get -qq download "$1"; }
}
