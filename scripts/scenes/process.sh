# A process with a name that nobody else has, while the program lists processes.
prepare() {
  path=$comm
  (printf %s "$comm" >/proc/self/comm; sleep 60; :) </dev/null >/dev/null 2>&1 & process=$!
  while [ "$(cat /proc/$process/comm)" != "$comm" ]; do sleep 0.1; done
}
cause() { :; }
tidy() { kill "$process" 2>/dev/null; }
