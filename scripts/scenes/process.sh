# A process with a name that nobody else has, while the program lists processes.
scene_prepare() {
  path=$comm
  (printf %s "$comm" >/proc/self/comm; n=0; while [ $n -lt 60 ]; do sleep 1; n=$((n + 1)); done) </dev/null >/dev/null 2>&1 & process=$!
  while [ "$(cat /proc/$process/comm)" != "$comm" ]; do sleep 0.1; done
}
scene_cause() { :; }
scene_tidy() { kill "$process" 2>/dev/null; }
