// In the guest of profiles.sh: what the doctor says of each profile of this kernel, what its programs then do, and how `tc` is attached.
import {spawnSync} from 'node:child_process';

const run = (...words) => spawnSync(words[0], words.slice(1), {encoding: 'utf8', cwd: '/root'}).stdout;

for (const [profile, folder] of Object.entries({
  tracing: 'p',
  network: 'p',
  lsm: 'p/lsm',
  'sched-ext': 'p/sched-ext',
})) {
  const [host] = JSON.parse(run('ebpf', 'doctor', '--for', profile, '--json')).hosts;
  const answer = JSON.parse(run('ebpf', 'hello', '--for', profile, '--dir', folder, '--json'));
  const kinds = (answer.hellos ?? [answer]).map(({route, ok, trouble}) => [route, ok || trouble.what]);
  console.log(JSON.stringify({profile, said: host.profiles[profile], kinds: Object.fromEntries(kinds)}));
}
const attached = `cd p/tc; ./hello lo >said & for try in 1 2 3 4 5 6 7 8 9; do grep -q Tracing said && break; sleep 1; done
bpftool net show dev lo; kill -INT $!; wait`;
console.log(JSON.stringify({tc: /(tcx|clsact)\/egress/.exec(run('sh', '-c', attached))?.[1]}));
