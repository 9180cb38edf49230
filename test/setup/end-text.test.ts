import type {HelloResult} from '../../src/hello/hello.ts';
import libbpf from '../../src/hello/libbpf/route.ts';
import {helloText} from '../../src/reports/hello-text.ts';
import {endText} from '../../src/setup/end-text.ts';
import type {SetupResult} from '../../src/setup/setup.ts';
import {cells} from '../../src/terminal/wrap.ts';
import {hosts, reportOf} from '../reports/hosts.ts';

const proof = '18:39:20 11136   11132   eh-d873489af2fb /nonexistent/ebpf-hello-d873489a-8b72-4f27-b6a2-a1a5c6f2d0f3';
const hello: HelloResult = {
  host: 'localhost',
  route: 'libbpf',
  directory: './hello-ebpf',
  ok: true,
  stages: [
    {name: 'project', ok: true, milliseconds: 40, message: 'hello.c, hello.bpf.c'},
    {name: 'vmlinux.h', ok: true, milliseconds: 100, message: '2.8 MB'},
    {name: 'BPF', ok: true, milliseconds: 500},
    {name: 'BINARY', ok: true, milliseconds: 300},
    {name: 'load', ok: true},
    {name: 'observe', ok: true, milliseconds: 200},
  ],
  project: {written: ['hello.c', 'hello.bpf.c', 'Makefile', 'README.md'], untouched: [], kept: []},
  lines: ['Tracing execve... press Ctrl-C to stop.', 'TIME     PID     PPID    COMM            FILENAME', proof],
  proof,
  notes: [],
  exitCode: 0,
};
const ready = hosts
  .filter(({host}) => host === 'debian-12-microvm-6.18')
  .map((facts) => ({...facts, host: 'localhost'}));
const report = reportOf(ready);
const result: SetupResult = {
  schema: 'ebpf.setup/1',
  plan: {
    schema: 'ebpf.plan/1',
    host: 'localhost',
    steps: [
      {
        kind: 'packages',
        title: 'Install clang, bpftool',
        checks: ['tool.clang'],
        packages: ['clang', 'bpftool'],
        needs: {},
        size: {packages: 4, download: 1, disk: 1},
        commands: [['apt-get', 'install', 'clang', 'bpftool']],
        needsRoot: true,
      },
      {
        kind: 'command',
        title: 'Mount tracefs',
        checks: ['fs.tracefs'],
        commands: [['mount', '-t', 'tracefs', 'nodev', '/sys/kernel/tracing']],
        needsRoot: true,
      },
    ],
    manual: [],
  },
  steps: [{title: 'Install clang, bpftool', ok: true, milliseconds: 5000}],
  changed: true,
  hellos: [hello],
  report,
  exitCode: 0,
};
const style = {colour: false, unicode: true};
const end = (of: SetupResult, columns = 80) =>
  endText(of, {report, elevation: 'doas', routes: [libbpf]}, {columns}, style).split('\n');

test('the end of a setup: what was traced, the verdict, how to go on and how to go back', () => {
  const lines = end(result);
  expect(lines.slice(1, 6)).toEqual([
    '    TIME     PID     PPID    COMM            FILENAME',
    '    18:39:20 11136   11132   eh-d873489af2fb /nonexistent/ebpf-hello-d873489a...',
    '',
    expect.stringMatching(/^Ready for libbpf, verified on Linux 6\.18\.\S+ in 5 s$/),
    '',
  ]);
  expect(lines.slice(6, -2)).toEqual([
    '  Run      cd ./hello-ebpf && doas ./hello  until Ctrl-C',
    '  Edit     ./hello-ebpf/hello.bpf.c; README.md beside it tells how to build it',
    '  Changed  4 packages, 1 mount, 1 folder',
    '  Remove   doas apt-get autoremove clang bpftool',
    '           doas umount /sys/kernel/tracing',
  ]);
  expect(lines.at(-2)).toMatch(/^ {2}Warning {2}Kprobes: .* \(ebpf checks kconfig\.kprobes\)$/);
  expect(lines.at(-1)).toMatch(/^ {2}Details {2}ebpf doctor --verbose /);
  for (const columns of [120, 80, 60, 40])
    expect(end(result, columns).filter((line) => cells(line) > columns)).toEqual([]);
});

test('a second run changed nothing, says so, and has nothing to remove', () => {
  const lines = end({...result, changed: false, plan: {...result.plan, steps: []}}).join('\n');
  expect(lines).toMatch(/Nothing was changed: everything was in place/);
  expect(lines).not.toMatch(/Changed|Remove/);
});

test('what was installed before is not to be removed', () => {
  const [packages] = result.plan.steps;
  const again = {...packages, commands: [['apt-get', 'install', '--reinstall', 'clang']]} as typeof packages;
  if (!again) throw new Error('no step');
  expect(end({...result, plan: {...result.plan, steps: [again]}}).join('\n')).not.toContain('Remove');
});

test('a hello on a terminal: its stages as steps, and the one that failed by its name', () => {
  const screen = (of: HelloResult, columns: number) => helloText(of, libbpf, 'sudo', {...style, screen: {columns}});
  const lines = screen(hello, 80).split('\n');
  expect(lines.slice(0, 3)).toEqual([
    '  ✔ Write    ./hello-ebpf: hello.c, hello.bpf.c',
    expect.stringMatching(/^ {2}✔ Build {4}in \.\/hello-ebpf: vmlinux\.h 2\.8 MB +0\.9 s$/),
    expect.stringMatching(/^ {2}✔ Verify {3}on the running kernel: traced a test execve +0\.2 s$/),
  ]);
  expect(lines.at(-2)).toBe('  Run   cd ./hello-ebpf && sudo ./hello  until Ctrl-C');
  const done = hello.stages.map((stage) => ({...stage, message: 'up to date'}));
  expect(screen({...hello, stages: done}, 80)).toMatch(/^ {2}✔ Build {4}in \.\/hello-ebpf: up to date +0\.9 s$/m);
  const failed = {...hello, ok: false, stages: [{name: 'load', ok: false, message: 'EPERM'}] as const};
  expect(screen(failed, 80)).toBe('  ✖ Verify   on the running kernel: load failed: EPERM');
  for (const columns of [120, 60, 40])
    expect(
      screen(hello, columns)
        .split('\n')
        .filter((line) => cells(line) > columns),
    ).toEqual([]);
});

test('headers that were linked in are told as such, with what takes them away', () => {
  const link = {
    kind: 'headers',
    title: 'Link linux-headers-6.1 in',
    warning: 'Of another kernel.',
    checks: ['hdr.present'],
    commands: [],
    needsRoot: true,
  } as const;
  const lines = end({...result, plan: {...result.plan, steps: [link]}});
  expect(lines).toContain('  Changed  1 folder, links to headers of another kernel');
  expect(lines).toContain('  Remove   ebpf setup --undo');
});
