#!/bin/bash
# kernel-packages.sh FOLDER   fetches Debian's cloud kernels of four suites and two architectures from the mirror that this machine's apt uses:
# FOLDER/ARCH-SUITE.deb is the package with the image. 250 MB once; nothing is installed.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1)
for arch in amd64 arm64; do
  for suite in bullseye bookworm trixie sid; do
    state=$folder/state
    mkdir -p "$state"/{lists/partial,archives/partial}
    echo "deb [arch=$arch signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$state/sources.list"
    : >"$state/status"
    options=(-qq -o "Dir::Etc::sourcelist=$state/sources.list" -o Dir::Etc::sourceparts=/dev/null -o "Dir::State::lists=$state/lists"
      -o "Dir::Cache::archives=$state/archives" -o "Dir::State::status=$state/status" -o Acquire::Languages=none
      -o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o APT::Sandbox::User=root)
    apt-get "${options[@]}" update
    depends() { apt-cache "${options[@]}" depends "$1" | sed -n "s/^ *Depends: \\(linux-\\($2\\)-[0-9].*\\)/\\1/p"; }
    kernel=$(depends "linux-image-cloud-$arch" image)
    # Since 6.19 the image has a package of its own.
    binary=$(depends "$kernel" binary)
    (cd "$state/archives" && apt-get "${options[@]}" download "${binary:-$kernel}")
    mv "$state"/archives/*.deb "$folder/$arch-$suite.deb"
    rm -rf "$state"
  done
done
