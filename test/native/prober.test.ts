import {spawn, spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import os from 'node:os';
import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from '@jest/globals';
import '../lab/alone.ts';
import {lacking, notRoot, testWith} from '../lab/needs.ts';
import {run, step, unpackProber} from './prober.ts';

const arch = os.machine();
const here = arch === 'x86_64' || arch === 'aarch64' ? arch : undefined;
const prober = here ? unpackProber(here) : '';
const aarch64 = unpackProber('aarch64');
const notHere = !here && `there is no prober for ${arch}`;
const noTools = notRoot ?? lacking('bpftool', 'perl');

const config = (() => {
  const {stdout} = spawnSync('sh', ['-c', 'zcat /proc/config.gz || cat "/boot/config-$(uname -r)"'], {
    encoding: 'utf8',
  });
  return (option: string) => new RegExp(`^CONFIG_${option}=y`, 'm').test(stdout);
})();
const withoutKprobes = !config('KPROBES') && !config('FPROBE') && config('DEBUG_INFO_BTF');

testWith(notRoot, notHere || (!withoutKprobes && 'the kernel has kprobes'))(
  'on a kernel without kprobes and fprobe: loading is not attaching',
  () => {
    const {probes, incomplete} = run(prober);
    expect(incomplete).toBeUndefined();
    const rows = ['kprobe', 'kprobe-multi', 'fentry', 'lsm', 'fmod-ret', 'tp-btf', 'tracepoint', 'raw-tracepoint'];
    expect(rows.map((id) => [id, step(probes[id]?.load), step(probes[id]?.attach), step(probes[id]?.fire)])).toEqual([
      ['kprobe', 'ok', 'ENOENT', undefined],
      ['kprobe-multi', 'ok', 'EOPNOTSUPP', undefined],
      // Refused by something that leaves no trace: every capability is held, and the verifier's log is empty.
      ['fentry', 'EPERM', undefined, undefined],
      ['lsm', 'EPERM', undefined, undefined],
      ['fmod-ret', 'EPERM', undefined, undefined],
      ['tp-btf', 'ok', 'ok', 'ok'],
      ['tracepoint', 'ok', 'ok', 'ok'],
      ['raw-tracepoint', 'ok', 'ok', 'ok'],
    ]);
    for (const id of ['fentry', 'lsm', 'fmod-ret']) expect(probes[id]?.log).toBeUndefined();
  },
);

testWith(notRoot, notHere)('what is attached is seen to run', () => {
  const {probes} = run(prober);
  const fired = Object.entries(probes).filter(([, {fire}]) => step(fire) === 'ok');
  expect(fired.map(([id]) => id)).toEqual(expect.arrayContaining(['socket-filter', 'raw-tracepoint']));
  expect(Object.entries(probes).filter(([, {fire}]) => step(fire) === 'silent')).toEqual([]);
});

testWith(undefined, notHere)('without privileges it says EPERM, and nothing works by mistake', () => {
  const args =
    process.getuid?.() === 0
      ? ['--reuid', '65534', '--regid', '65534', '--clear-groups', '--bounding-set', '-all']
      : [];
  const {probes, incomplete} = run('setpriv', ...args, prober);
  expect(incomplete).toBeUndefined();
  expect(step(probes.kprobe?.load)).toBe('EPERM');
  expect(step(probes['map-ringbuf']?.load)).toBe('EPERM');
  expect(step(probes['network-namespace']?.load)).toBe('EPERM');
  const unprivileged = readFileSync('/proc/sys/kernel/unprivileged_bpf_disabled', 'utf8').trim() === '0';
  expect(step(probes['socket-filter']?.load)).toBe(unprivileged ? 'ok' : 'EPERM');
});

testWith(undefined, notHere)('root of a user namespace is told EPERM, not "not supported"', () => {
  const {probes} = run('unshare', '--user', '--map-root-user', prober);
  const refused = Object.entries(probes).flatMap(([id, {load}]) =>
    load?.result === 'refused' ? [[id, load.name]] : [],
  );
  expect(refused.length).toBeGreaterThan(50);
  expect(refused.filter(([id, name]) => name !== 'EPERM' && id !== 'token')).toEqual([]);
});

/** Perl, which every Debian has: a seccomp filter that answers bpf(2) with EPERM, as container runtimes do. */
const filtered = (number: number, audit: number) => `
  my $filter = pack("SCCLSCCLSCCLSCCLSCCLSCCL",
    0x20,0,0,4, 0x15,0,3,${audit}, 0x20,0,0,0, 0x15,0,1,${number}, 0x06,0,0,0x00050001, 0x06,0,0,0x7fff0000);
  my $program = pack("Sx6P", 6, $filter);
  syscall(${arch === 'aarch64' ? 167 : 157}, 38, 1, 0, 0, 0) == 0 or die "no_new_privs: $!";
  syscall(${arch === 'aarch64' ? 277 : 317}, 1, 0, $program) == 0 or die "seccomp: $!";
  exec @ARGV;`;

testWith(notRoot ?? lacking('perl'), notHere)('under a seccomp filter every bpf() is EPERM', () => {
  const script = arch === 'aarch64' ? filtered(280, 0xc00000b7) : filtered(321, 0xc000003e);
  const {probes} = run('perl', '-e', script, prober);
  expect(step(probes['map-array']?.load)).toBe('EPERM');
  expect(step(probes.token?.load)).toBe('EPERM');
  expect(step(probes['socket-filter']?.load)).toBe('EPERM');
});

testWith(notRoot, notHere)('without tracefs the tracepoints are not tried, which is not "not supported"', () => {
  // Without CAP_SYS_ADMIN it can make no mount of its own either, and both places where tracefs is looked for are hidden.
  const hide = 'mount -t tmpfs none /sys/kernel/tracing; mount -t tmpfs none /sys/kernel/debug; exec "$@"';
  const drop = ['setpriv', '--bounding-set', '-sys_admin', '--inh-caps', '-sys_admin', '--no-new-privs'];
  const {probes} = run('unshare', '--mount', 'sh', '-c', hide, 'sh', ...drop, prober);
  expect([step(probes.tracepoint?.load), step(probes.tracepoint?.attach)]).toEqual(['ok', 'skipped']);
});

testWith(notRoot, notHere)('without BTF it says so, and tries the rest', () => {
  const hide = 'mount -t tmpfs none /sys/kernel/btf; exec "$@"';
  const {probes} = run('unshare', '--mount', 'sh', '-c', hide, 'sh', prober);
  expect(step(probes['btf-vmlinux']?.load)).toBe('ENOENT');
  expect(['fentry', 'lsm', 'iter', 'tp-btf'].map((id) => step(probes[id]?.load))).toEqual(Array(4).fill('skipped'));
  expect(step(probes['raw-tracepoint']?.attach)).toBe('ok');
});

/**
 * Perl, which every Debian has: the kernel's programs, maps and links by their numbers, each kind by its command BPF_*_GET_NEXT_ID. None
 * is opened for it, as `bpftool map show` does: a table of tail calls that somebody opens between its owner's close and the kernel's
 * clearing of it stays for ever, since prog_array_map_clear() counts a reference for work that is queued already (kernel/bpf/arraymap.c).
 */
const numbers = `
  for (["prog", 11], ["map", 12], ["link", 31]) {
    my ($kind, $command) = @$_;
    for (my $id = 0;; print "$kind $id\\n") {
      my $attributes = pack("L8", $id);
      syscall(${arch === 'aarch64' ? 280 : 321}, $command, $attributes, 32) == 0 or last;
      $id = (unpack("L2", $attributes))[1];
    }
  }`;

const objects = (): string[] => {
  const {stdout, status, stderr} = spawnSync('perl', ['-e', numbers], {encoding: 'utf8'});
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter(Boolean);
};

/** The prober names nothing; what other programs on this machine load usually has a name. */
const nameless = (object: string): boolean => {
  const [kind = '', id = ''] = object.split(' ');
  const {stdout} = spawnSync('bpftool', ['--json', kind, 'show', 'id', id], {encoding: 'utf8'});
  return !(JSON.parse(stdout || '{}') as {name?: string}).name;
};

/** What stays: the kernel frees programs and maps a moment after the last descriptor is closed, on a busy machine some seconds. */
const settle = async (before: readonly string[]): Promise<string[]> => {
  let left = objects().filter((object) => !before.includes(object));
  for (let attempt = 0; left.length > 0 && attempt < 300; attempt++) {
    await sleep(100);
    // What is new since then is not ours: others on this machine load programs too.
    const there = objects();
    left = left.filter((object) => there.includes(object));
  }
  return left.filter(nameless);
};

testWith(noTools, notHere)('leaves no program, map or link behind', async () => {
  const before = objects();
  run(prober);
  expect(await settle(before)).toEqual([]);
});

testWith(noTools, notHere)('leaves nothing behind when it is killed in the middle', async () => {
  const before = objects();
  let seen = 0;
  for (const delay of [5, 20, 40, 60, 80, 100]) {
    const child = spawn(prober, {stdio: 'ignore'});
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await sleep(delay);
    seen += objects().filter((object) => !before.includes(object)).length;
    child.kill('SIGKILL');
    await ended;
  }
  // Else the test would show nothing.
  expect(seen).toBeGreaterThan(0);
  expect(await settle(before)).toEqual([]);
});

testWith(lacking('qemu-aarch64-static'))('the aarch64 prober runs, under an emulator that has no bpf()', () => {
  const {arch: built, probes, incomplete} = run('qemu-aarch64-static', aarch64);
  expect({built, incomplete}).toEqual({built: 'aarch64', incomplete: undefined});
  expect(step(probes['map-array']?.load)).toBe('ENOSYS');
  expect(step(probes.kprobe?.load)).toBe('ENOSYS');
});
