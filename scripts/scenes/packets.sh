# Sends packets to a port that nobody else uses, from one end of a pair of interfaces to the other, in a network namespace of this
# script alone (unshare --net), which goes with it. Both ends can see what passes: `there` what comes in, `here` what goes out.
scene_prepare() {
  command -v ip >/dev/null || { say fact lacks ip; return 1; }
  port=$(($(printf %s "$token" | cksum | cut -d' ' -f1) % 20000 + 40000))
  path="UDP port $port:"
  ip link add here type veth peer name there address 02:00:00:00:00:02 &&
    ip link set there up && ip link set here up && ip address add 10.1.2.1/24 dev here &&
    ip neighbour add 10.1.2.2 lladdr 02:00:00:00:00:02 dev here || return
  target=$end
}
scene_cause() {
  if command -v bash >/dev/null; then bash -c 'echo >"/dev/udp/10.1.2.2/$1"' bash "$port"
  else perl -MIO::Socket::INET -e 'IO::Socket::INET->new(Proto => "udp", PeerAddr => "10.1.2.2", PeerPort => shift)->send("hello")' "$port"; fi
}
# What is still attached when the program has ended.
scene_tidy() {
  if ip -details link show "$end" | grep -q 'prog/xdp'; then say left an XDP program; fi
  if command -v tc >/dev/null && tc qdisc show dev "$end" | grep -q clsact; then say left a clsact; fi
}
