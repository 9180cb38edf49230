# Sourced: packages of four suites of Debian for amd64 and arm64, from the mirror that this machine's apt uses. Nothing is installed.
# Lists and packages lie under LAB_DIR (default: .lab in this folder's root), for all tests of a run; one process at a time fetches.
# apt fetches and verifies both. It is not asked what is in its lists, nor let make its cache of them: that parses all of them, for seconds of each call.
packages=${LAB_DIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/.lab}/apt
mkdir -p "$packages"/{lists/partial,archives}
packages=$(cd "$packages" && pwd)
exec 9>"$packages/lock"; flock 9
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)
if [ ! -e "$packages/fetched" ] || [ "$(find "$packages/fetched" -mmin +720)" ]; then
  printf "deb [arch=amd64,arm64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror %s main\n" bullseye bookworm trixie sid \
    >"$packages/sources.list"
  : >"$packages/status"
  apt-get -qq -o "Dir::Etc::sourcelist=$packages/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$packages/lists" \
    -o "Dir::State::status=$packages/status" -o Acquire::GzipIndexes=false -o Acquire::Languages=none -o APT::Architecture=amd64 \
    -o APT::Architectures=amd64,arm64 -o APT::Sandbox::User=root -o pkgCacheFile::Generate=false update
  : >"$packages/fetched"
fi

# lab_field NAME SUITE ARCH FIELD
lab_field() {
  awk -v RS= -v start="Package: $1" -v field="$4: " -F '\n' '$1 == start {
    for (at = 2; at <= NF; at++) if (index($at, field) == 1) print substr($at, length(field) + 1)
    exit
  }' "$packages/lists/"*"_dists_$2_main_binary-$3_Packages"
}

# lab_kernel ARCH SUITE [modules]   prints the packages of that suite's kernel for clouds, the one with its image last.
# Since 6.19 the image has a package of its own, since 7.2 its configuration too, and so have its modules, which few want.
lab_kernel() {
  depends() { lab_field "$1" "$suite" "$arch" Depends | grep -oE "linux-($2)-[0-9][^ ,]*" || :; }
  local arch=$1 suite=$2 kernel
  kernel=$(depends "linux-image-cloud-$arch" image)
  echo "$kernel"
  depends "$kernel" base
  [ -z "${3:-}" ] || depends "$kernel" modules
  depends "$kernel" binary
}

# lab_package NAME SUITE [ARCH]   prints the path of the package, fetched where it is not there yet. Fails where the suite has none.
lab_package() {
  local name=$1 suite=$2 arch=${3:-amd64} file
  file=$(lab_field "$name" "$suite" "$arch" Filename)
  [ -n "$file" ] || { echo "$suite has no $name for $arch" >&2; return 1; }
  local there=$packages/archives/${file##*/}
  if [ ! -e "$there" ]; then
    /usr/lib/apt/apt-helper -qq -o APT::Sandbox::User=root download-file "${mirror%/}/$file" "$there.part" "SHA256:$(lab_field "$name" "$suite" "$arch" SHA256)" >&2 || return 1
    mv "$there.part" "$there"
  fi
  echo "$there"
}
