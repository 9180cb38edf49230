import {type AttachFacts, parseAttach} from './attach.ts';
import {parseBtfHeader} from './btf.ts';
import {parseCompile} from './compile.ts';
import {parseDevelopment, parseHeaders} from './development.ts';
import {parseDf} from './df.ts';
import {absent, type Fact, flatMapFact, known, mapFact, unreadable, valueIfKnown} from './fact.ts';
import type {Facts, KernelFacts, Mount, PrivilegeFacts, SecurityFacts} from './facts.ts';
import {parseKernelConfig} from './kernel-config.ts';
import {parseOsRelease} from './os-release.ts';
import {parsePackages} from './packages.ts';
import {type ProbeRecords, type RecordReader, reader, splitRecords} from './records.ts';
import {isRelease} from './release.ts';
import {find, list, number} from './text.ts';
import {parseTools} from './tools.ts';

/** Turns the probe's output into facts, with what root saw beside. Undefined when the output holds no probe at all. */
export const parseProbe = (output: string, host: string): Facts | undefined => {
  const records = splitRecords(output);
  if (!records) return undefined;
  const facts = parseRecords(records, host);
  const beside = splitRecords(records.rest);
  if (!beside || beside.incomplete) return facts;
  const {kernel, btf, privileges, sysctl, mounts, security, tracing, headers, packages, attach} = parseRecords(
    beside,
    host,
  );
  const root = {kernel, btf, privileges, sysctl, mounts, security, tracing, headers, packages, ...(attach && {attach})};
  return {...facts, root};
};

const parseRecords = (records: ProbeRecords, host: string): Facts => {
  const read = reader(records);
  const attach = read.record('text attach') && parseAttach(read.text('text attach'));
  return {
    schema: 'ebpf.facts/1',
    host,
    ...(records.incomplete !== undefined && {incomplete: records.incomplete}),
    time: number(read.text('text now')),
    os: mapFact(osRelease(read), parseOsRelease),
    kernel: parseKernel(read),
    btf: {
      vmlinux: parseBtfHeader(read.text('file /sys/kernel/btf/vmlinux')),
      modules: mapFact(
        list(read.text('file /sys/kernel/btf')),
        (names) => names.filter((name) => name !== 'vmlinux').length,
      ),
    },
    privileges: parsePrivileges(read),
    sysctl: Object.fromEntries(
      read
        .ofKind('file')
        .filter(([path]) => path.startsWith('/proc/sys/') && !path.includes('/random/'))
        .map(([path]) => [path.slice('/proc/sys/'.length).replaceAll('/', '.'), read.text(`file ${path}`)]),
    ),
    mounts: mapFact(read.text('file /proc/self/mounts'), parseMounts),
    security: parseSecurity(read, attach),
    tracing: parseTracing(read),
    environment: {
      signs: list(read.text('text signs')),
      vendor: read.text('file /sys/class/dmi/id/sys_vendor'),
      product: read.text('file /sys/class/dmi/id/product_name'),
    },
    tools: parseTools(read),
    development: parseDevelopment(read),
    headers: parseHeaders(read),
    packages: parsePackages(read),
    disk: mapFact(read.text('text disk'), parseDf),
    ...(attach && {attach}),
    ...(read.record('text compile') && {compile: parseCompile(read.text('text compile'))}),
  };
};

/** os-release(5): the second place counts where the first is missing. */
const osRelease = (read: RecordReader): Fact<string> => {
  const first = read.text('file /etc/os-release');
  return first.state === 'absent' ? read.text('file /usr/lib/os-release') : first;
};

const parseKernel = (read: RecordReader): KernelFacts => {
  const uname = read.text('text uname');
  return {
    release: flatMapFact(find(uname, /^\S+ (\S+) \S+$/m, String), (text) =>
      isRelease(text) ? known(text) : unreadable(`not a release: ${text.slice(0, 80)}`),
    ),
    arch: find(uname, /^\S+ \S+ ([A-Za-z]\w{0,31})$/m, String),
    version: read.text('file /proc/version'),
    cmdline: read.text('file /proc/cmdline'),
    bootId: read.text('file /proc/sys/kernel/random/boot_id'),
    schedExt: read.text('file /sys/kernel/sched_ext/state'),
    config: flatMapFact(read.text('text kernel-config'), parseKernelConfig),
    installed: mapFact(list(read.text('text kernels')), (paths) => [
      ...new Set(paths.map((path) => path.replace(/^.*\/(vmlinuz-)?/, ''))),
    ]),
    onTrial: mapFact(list(read.text('text trial')), (files) => files.length > 0),
    ...(read.record('text grub-default') && {grubDefault: mapFact(read.text('text grub-default'), parseGrubDefault)}),
  };
};

/** The last GRUB_DEFAULT, unquoted; what was saved where that is meant. */
const parseGrubDefault = (text: string): string => {
  const last = (name: string) =>
    text
      .split('\n')
      .findLast((line) => line.startsWith(`${name}=`))
      ?.slice(name.length + 1)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2') ?? '';
  const wanted = last('GRUB_DEFAULT');
  return wanted === 'saved' ? last('saved_entry') : wanted;
};

const parsePrivileges = (read: RecordReader): PrivilegeFacts => {
  const status = read.text('file /proc/self/status');
  return {
    // Real, effective, saved, file system: the effective one counts.
    uid: find(status, /^Uid:\s+\d+\s+(\d+)/m, Number),
    capEffective: find(status, /^CapEff:\s*([0-9a-f]+)/m, String),
    capBounding: find(status, /^CapBnd:\s*([0-9a-f]+)/m, String),
    noNewPrivileges: find(status, /^NoNewPrivs:\s*(\d)/m, (value) => value === '1'),
    seccomp: find(status, /^Seccomp:\s*(\d)/m, Number),
    // The initial namespace maps every id to itself: user_namespaces(7).
    initialUserNamespace: mapFact(read.text('file /proc/self/uid_map'), (map) =>
      /^\s*0\s+0\s+4294967295\s*$/.test(map),
    ),
    memlock: read.text('text memlock'),
    ...(read.record('tool sudo') && {sudo: parseSudo(read)}),
    elevation: mapFact(list(read.text('text elevation')), (paths) => paths.map((path) => path.replace(/^.*\//, ''))),
  };
};

/** sudo-rs says "interactive authentication is required", which has the same meaning. */
const parseSudo = (read: RecordReader): NonNullable<PrivilegeFacts['sudo']> => {
  const {state} = read.record('tool sudo') ?? {};
  if (state === 'absent') return absent;
  if (state === '0') return known('free');
  const words = read.output('sudo');
  if (state === '124') return unreadable(`sudo ${valueIfKnown(words) || 'did not answer in time'}`);
  return mapFact(words, (text) => (/(?:password|authentication) is required/.test(text) ? 'password' : 'refused'));
};

const parseMounts = (text: string): Mount[] =>
  text.split('\n').flatMap((line) => {
    const [, path, type, options] = line.split(' ');
    // The kernel writes blanks and backslashes in paths as octal: proc_pid_mounts(5).
    const plain = path?.replace(/\\([0-7]{3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8)));
    return plain && type ? [{path: plain, type, options: options?.split(',') ?? []}] : [];
  });

const parseSecurity = (read: RecordReader, attach: Fact<AttachFacts> | undefined): SecurityFacts => {
  // The prober reads securityfs even where it is not mounted.
  const texts = attach?.state === 'known' ? attach.value.texts : {};
  const security = (name: string): Fact<string> => {
    const fact = read.text(`file /sys/kernel/security/${name}`);
    const text = texts[name];
    return fact.state === 'known' || text === undefined ? fact : known(text);
  };
  const lockdown = find(security('lockdown'), /\[(none|integrity|confidentiality)\]/, (mode) => mode);
  const secureBoot = read.record('text secure-boot');
  return {
    lockdown: lockdown as SecurityFacts['lockdown'],
    lockdownLog:
      read.record('tool dmesg-lockdown')?.state === '0'
        ? read.output('dmesg-lockdown')
        : unreadable('the kernel log was not read'),
    lsm: mapFact(security('lsm'), (text) => text.split(',')),
    // An EFI variable is four bytes of attributes, then its value.
    secureBoot: secureBoot ? find(known(secureBoot.text), /^\s*(?:\d+\s+){4}(\d+)/, (value) => value === '1') : absent,
  };
};

const parseTracing = (read: RecordReader): Facts['tracing'] => {
  const id = (directory: string, event: string) => read.text(`file ${directory}/events/${event}/id`);
  const directories = ['/sys/kernel/tracing', '/sys/kernel/debug/tracing'];
  const directory = directories.find((path) => id(path, 'sched/sched_process_exec').state === 'known');
  const hidden = directories
    .map((path) => id(path, 'sched/sched_process_exec'))
    .find((fact) => fact.state === 'unreadable');
  return {
    directory: directory ? known(directory) : (hidden ?? absent),
    syscallTracepoints: directory
      ? known(id(directory, 'syscalls/sys_enter_execve').state === 'known')
      : (hidden ?? unreadable('tracefs is not mounted')),
    pmus: list(read.text('file /sys/bus/event_source/devices')),
  };
};
