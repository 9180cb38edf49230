// What the doctor says of the capability profiles, and what their programs do, on the kernels of Debian's releases.
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import path from 'node:path';
import {describeWith, lacking} from '../lab/needs.ts';
import {missing, openUserland} from '../lab/userland.ts';

const root = path.join(import.meta.dirname, '../..');

/** Whether every program of a profile is seen to work; what kernels lack stands in docs/new.md. */
const kernels = [
  ['bullseye', {tracing: true, network: true, lsm: false, 'sched-ext': false}, 'clsact'],
  ['bookworm', {tracing: true, network: true, lsm: true, 'sched-ext': false}, 'clsact'],
  ['trixie', {tracing: true, network: true, lsm: true, 'sched-ext': false}, 'tcx'],
  ['sid', {tracing: true, network: true, lsm: true, 'sched-ext': true}, 'tcx'],
] as const;

interface Line {
  readonly profile?: string;
  readonly said?: string;
  readonly kinds?: Readonly<Record<string, true | string>>;
  readonly tc?: string;
}

describeWith(missing() ?? lacking('cpio', 'depmod', 'qemu-system-x86_64'))('the profiles on other kernels', () => {
  let layer: string;

  beforeAll(async () => {
    layer = mkdtempSync(path.join(root, '.lab/profiles-'));
    // The newest kernel's types, which alone have those of schedulers, where the userland begins.
    mkdirSync(path.join(layer, 'types/up/root'), {recursive: true});
    const kernel = execFileSync('bash', ['-c', newest], {cwd: root, encoding: 'utf8'}).trim();
    const header = path.join(layer, 'types/up/root/vmlinux.h');
    execFileSync(process.execPath, ['bin/run.js', 'vmlinux', '--from', kernel, '--output', header], {cwd: root});
    const land = await openUserland('trixie', {from: path.join(layer, 'types'), keep: path.join(layer, 'built')});
    try {
      await land.sh(installed);
      // This kernel takes some of them; all are built.
      await land.run(['sh', '-c', built], {directory: '/root'});
      await land.sh(
        'ls /root/p/tracepoint/hello /root/p/kprobe/hello /root/p/tc/hello /root/p/lsm/hello /root/p/sched-ext/hello',
      );
    } finally {
      await land.close();
    }
  });

  afterAll(() => rmSync(layer, {recursive: true}));

  test.each(kernels)('%s', (suite, works, attached) => {
    const layers = [path.join(root, '.lab/userland/trixie'), path.join(layer, 'built/up')];
    const {status, stdout, stderr} = spawnSync(path.join(root, 'test/vm/lab/profiles.sh'), [suite, ...layers], {
      encoding: 'utf8',
    });
    expect({status, ...(status !== 0 && {stdout, stderr})}).toEqual({status: 0});
    const lines = stdout
      .trim()
      .split('\n')
      .map((line): Line => JSON.parse(line));
    const seen = lines.flatMap(({profile, kinds}) =>
      profile ? [[profile, Object.values(kinds ?? {}).every((each) => each === true)]] : [],
    );
    expect(Object.fromEntries(seen)).toEqual(works);
    // Ready is what works, and nothing else.
    expect(lines.flatMap(({profile, said}) => (profile ? [[profile, said === 'ready']] : []))).toEqual(seen);
    expect(lines.at(-1)).toEqual({tc: attached});
  });
});

const newest = '. test/lab/packages.sh; lab_package "$(lab_kernel amd64 sid | tail -n 1)" sid';

const installed = `apt-get update -qq
apt-get install -qq --no-install-recommends clang make gcc libc6-dev libbpf-dev bpftool iproute2 kmod >/dev/null`;

const built = `for kind in tracepoint kprobe uprobe xdp tc cgroup lsm sched-ext; do mkdir -p p/$kind; cp vmlinux.h p/$kind; done
ebpf hello --for tracing --for network --for lsm --for sched-ext --dir p`;
