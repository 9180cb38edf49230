# Looks up an address of the loopback network that nobody else uses: no name, so that no name server is asked.
scene_prepare() {
  number=$(printf %s "$token" | cksum | cut -d' ' -f1)
  path=127.$((number / 65536 % 254 + 1)).$((number / 256 % 256)).$((number % 254 + 1))
  command -v getent >/dev/null || { echo 'smoke: getent is not there, which calls getaddrinfo()' >&2; return 1; }
}
scene_cause() { getent ahosts "$path" >/dev/null 2>&1; }
