import path from 'node:path';
import {execa} from 'execa';
import {assess} from '../../src/assess/assess.ts';
import {attachModeFor} from '../../src/assess/trying.ts';
import {probe} from '../../src/facts/probe.ts';
import type {Host} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {build, runHello, smoke, writeProject} from '../hello/libbpf.ts';
import {
  asRoot,
  cleanUp,
  hiding,
  inMounts,
  inPidNamespace,
  installToolchain,
  temporary,
  through,
  withoutTracefs,
  withTracefs,
} from '../hello/machine.ts';

/**
 * The worst defect there is: a doctor that says ready where hello fails, or not ready where it runs. So in each of these places the doctor
 * is asked, the thing is done, and the two are compared. The first obstacle has to be the one that really stands in the way.
 */
interface Place {
  readonly name: string;
  readonly host: () => Host;
  /** The check that has to be the first obstacle; undefined where it has to be ready. */
  readonly obstacle?: string;
}

let filter = '';
const as = (...options: string[]) => through(['setpriv', ...options, '--']);
const nobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups'];
const places: readonly Place[] = [
  {name: 'root', host: withTracefs},
  {name: 'root in a PID namespace', host: inPidNamespace},
  {name: 'root without tracefs', host: withoutTracefs, obstacle: 'fs.tracefs'},
  {name: 'root without kernel BTF', host: () => hiding('/sys/kernel/btf'), obstacle: 'btf.vmlinux'},
  {name: 'root without clang', host: () => hiding('$(readlink -f /usr/bin/clang)'), obstacle: 'tool.clang'},
  {name: 'root without bpftool', host: () => hiding('/usr/sbin/bpftool'), obstacle: 'tool.bpftool'},
  {name: 'root without headers of libbpf', host: () => hiding('/usr/include/bpf'), obstacle: 'tool.libbpf-dev'},
  {name: 'root without make', host: () => hiding('/usr/bin/make'), obstacle: 'tool.make'},
  {name: 'root under a seccomp filter', host: () => through([filter]), obstacle: 'priv.seccomp'},
  {
    name: 'root of a user namespace',
    host: () => through(['unshare', '--user', '--map-root-user']),
    obstacle: 'priv.userns',
  },
  {
    name: 'root without capabilities',
    host: () => as('--bounding-set=-sys_admin,-bpf,-perfmon', '--inh-caps=-sys_admin,-bpf,-perfmon'),
    obstacle: 'priv.effective',
  },
  {name: 'a user', host: () => as(...nobody, '--inh-caps=-all'), obstacle: 'priv.effective'},
  {
    name: 'a user with CAP_BPF alone',
    host: () => as(...nobody, '--inh-caps=-all,+bpf', '--ambient-caps=-all,+bpf'),
    obstacle: 'priv.effective',
  },
  {
    name: 'a user with CAP_BPF, CAP_PERFMON and CAP_DAC_READ_SEARCH',
    host: () =>
      as(
        ...nobody,
        '--inh-caps=-all,+bpf,+perfmon,+dac_read_search',
        '--ambient-caps=-all,+bpf,+perfmon,+dac_read_search',
      ),
  },
  {
    name: 'a user with CAP_BPF and CAP_PERFMON, who may not search tracefs',
    host: () => as(...nobody, '--inh-caps=-all,+bpf,+perfmon', '--ambient-caps=-all,+bpf,+perfmon'),
    obstacle: 'fs.tracefs',
  },
  {
    name: 'root with /sys read-only and no tracefs',
    host: () => inMounts('umount -l /sys/kernel/tracing 2>/dev/null; mount -o remount,ro,bind /sys'),
    obstacle: 'fs.sys-readonly',
  },
];

asRoot('what the doctor says is what happens', () => {
  let project = '';

  beforeAll(async () => {
    await installToolchain();
    // The doctor of this machine without tracefs knows tracepoints by the configuration only; mounted, it is there for all places.
    await execa('sh', ['-c', 'mountpoint -q /sys/kernel/tracing || mount -t tracefs nodev /sys/kernel/tracing']);
    project = await temporary();
    await execa('chmod', ['755', project]);
    const source = path.join(import.meta.dirname, 'no-bpf.c');
    filter = path.join(project, 'no-bpf');
    await execa('cc', [source, '-o', filter]);
    const built = await runHello({host: localHost(), directory: project});
    expect(built).toMatchObject({ok: true});
  });

  afterAll(cleanUp);

  const happens = async (host: Host): Promise<string> => {
    const directory = await temporary();
    await writeProject(localHost(), directory);
    const made = await build({host, directory});
    if (made.trouble) return made.trouble.what;
    return runs(host);
  };

  const runs = async (host: Host): Promise<string> => {
    const ran = await smoke({host, directory: project});
    return ran.trouble ? ran.trouble.what : 'traces';
  };

  test.each(places)('$name', async ({name, host, obstacle}) => {
    const place = host();
    // As the doctor looks where nothing else is said.
    const judged = {profiles: chooseProfiles(['libbpf'])};
    const facts = await probe(place, {attach: attachModeFor([judged])});
    const report = assess(facts, judged);
    // A user who is not root builds like anyone; what he may do is run the program that somebody built.
    const truth = name.startsWith('a user') ? await runs(place) : await happens(place);
    const bad = report.findings.filter(
      ({severity, verdict}) => severity === 'required' && verdict !== 'pass' && verdict !== 'skip',
    );
    const root = bad.map(({id, because}) => because ?? id);
    expect({said: report.profiles.libbpf, truth, obstacles: root}).toEqual(
      obstacle === undefined
        ? {said: 'ready', truth: 'traces', obstacles: []}
        : {
            said: expect.stringMatching(/^(not-ready|unknown)$/),
            truth: expect.not.stringMatching(/^traces$/),
            obstacles: expect.arrayContaining([obstacle]),
          },
    );
  });
});
