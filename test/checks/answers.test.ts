import {assess} from '../../src/assess/assess.ts';
import {catalogue} from '../../src/checks/catalogue.ts';
import type {Outcome} from '../../src/checks/check.ts';
import {evaluateCheck} from '../../src/checks/evaluate.ts';
import {absent, known} from '../../src/facts/fact.ts';
import type {Tool} from '../../src/facts/facts.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {changed} from '../saved.ts';
import {base} from './cases.ts';

const judge = (id: string, change: Parameters<typeof changed<typeof base>>[1]): Outcome => {
  const check = catalogue.find((one) => one.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return evaluateCheck(check, changed(base, change));
};

const tool = (output: string, rest: Partial<Tool> = {}) => known({path: '/opt/x', output, exitCode: 0, ...rest});

const late = tool('did not answer within 8 s', {exitCode: 124});

test.each([
  ['tool.clang', {clang: late}],
  ['tool.clang-bpf-target', {clang: late}],
  ['tool.clang-vs-kernel-isa', {clang: late}],
  ['tool.bpftool', {bpftool: late}],
  ['tool.bpftool-reads-btf', {bpftool: late}],
  ['tool.bpftool-reads-btf', {bpftool: tool('bpftool v7.1.0\nbtf: did not answer within 8 s', {version: '7.1.0'})}],
  ['tool.pahole', {pahole: late}],
  ['tool.cc', {cc: late}],
  ['tool.make', {make: late}],
  ['tool.git', {git: late}],
])('%s: a tool that the limit cut off is not known to work, nor not to', (id, tools) => {
  expect(judge(id, {tools})).toMatchObject({
    verdict: 'unknown',
    found: expect.stringMatching(/did not answer within 8 s$/),
  });
});

test('facts of earlier versions have no word for it', () => {
  expect(judge('tool.make', {tools: {make: tool('', {exitCode: 124})}})).toMatchObject({
    verdict: 'unknown',
    found: '/opt/x did not answer in time',
  });
});

test.each(['bpftool', 'pahole', 'cc', 'make', 'git', 'gcc', 'bpftrace'] as const)(
  'tool.%s: an empty file that may be executed is no tool',
  (name) => {
    expect(judge(`tool.${name}`, {tools: {[name]: tool('')}})).toMatchObject({
      verdict: 'fail',
      found: '/opt/x prints nothing',
    });
  },
);

test('an empty clang, and an empty tool of a kernel build', () => {
  const tools = {clang: tool(''), 'clang-newest': absent};
  for (const id of ['tool.clang', 'tool.clang-bpf-target', 'tool.clang-vs-kernel-isa'])
    expect(judge(id, {tools})).toMatchObject({verdict: 'unknown'});
  const there = tool('/opt/x');
  expect(
    judge('tool.kernel-build', {
      tools: {bison: there, bc: there, rsync: there, xz: there, python3: there, flex: tool('')},
    }).found,
  ).toContain('flex');
});

test('bpftool reads BTF where a type is found, whatever was said before it', () => {
  const said = (btf: string) =>
    judge('tool.bpftool-reads-btf', {tools: {bpftool: tool(`bpftool v7.8.0\nbtf: ${btf}`)}}).verdict;
  expect(said("[1] INT 'int' size=4")).toBe('pass');
  expect(said("skipping /sys/kernel/btf/vmlinux (will be loaded as base)\n[1] INT 'int' size=4")).toBe('pass');
  expect(said('libbpf: unsupported kind 19\nError: failed to load BTF: Invalid argument')).toBe('fail');
});

test('an option that is a module is said to be one', () => {
  const {config} = base.kernel;
  if (config.state !== 'known') throw new Error('the base host has a kernel configuration');
  const options = {...config.value.options, NET_SCH_INGRESS: 'm', NET_CLS_BPF: 'm', NET_CLS_ACT: 'y'};
  expect(judge('kconfig.net-sched', {kernel: {config: known({...config.value, options})}})).toMatchObject({
    verdict: 'pass',
    found: 'CONFIG_NET_SCH_INGRESS=m, CONFIG_NET_CLS_BPF=m, CONFIG_NET_CLS_ACT=y',
  });
});

test('what dpkg is in the middle of is not taken for what it was interrupted in, and follows from its lock', () => {
  const unfinished = known(['linux-image-6.1.0-37-amd64: half-configured']);
  const held = (path: string) => ({packages: {unfinished, locks: known([{path, pid: 700, command: 'apt-get'}])}});
  expect(judge('apt.broken', held('/var/lib/dpkg/lock-frontend'))).toMatchObject({
    verdict: 'unknown',
    found: 'apt-get (pid 700) is changing packages',
  });
  // It fetches lists, and does not touch packages.
  expect(judge('apt.broken', held('/var/lib/apt/lists/lock')).verdict).toBe('fail');
  const {findings} = assess(changed(base, held('/var/lib/dpkg/lock')), {profiles: chooseProfiles([])});
  expect(findings.find(({id}) => id === 'apt.broken')?.because).toBe('apt.lock');
});
