# Connects, from a cgroup of its own, to a port of the loopback network that nobody else uses.
scene_prepare() {
  number=$(printf %s "$token" | cksum | cut -d' ' -f1)
  address=127.$((number / 65536 % 254 + 1)).$((number / 256 % 256)).$((number % 254 + 1))
  port=$((number % 20000 + 40000))
  path=$address:$port
  root=$(sed -n 's/^[^ ]* \([^ ]*\) cgroup2 .*/\1/p' /proc/mounts | head -n 1)
  [ -n "$root" ] || { echo 'smoke: there is no cgroup version 2 file system' >&2; return 1; }
  target=$root/ebpf-$token
  mkdir "$target"
}
scene_cause() {
  sh -c 'echo $$ >"$1/cgroup.procs"; if command -v bash >/dev/null; then exec bash -c ": >/dev/tcp/$2/$3"
    else exec perl -MIO::Socket::INET -e "IO::Socket::INET->new(PeerAddr => shift, PeerPort => shift)" "$2" "$3"; fi' \
    sh "$target" "$address" "$port" 2>/dev/null
}
scene_tidy() {
  for _ in 1 2 3 4 5; do
    rmdir "$target" 2>/dev/null && return
    sleep 1
  done
  say left "$target"
}
