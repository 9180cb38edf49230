import {type ChildProcess, spawn} from 'node:child_process';
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {rowsOf, textOf} from '../../scripts/picture/screen.ts';
import {cells} from '../../src/terminal/wrap.ts';
import {hostFile} from '../commands/run.ts';
import {describeWith, lacking} from '../lab/needs.ts';

const program = path.join(import.meta.dirname, '../../bin/run.js');
const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-screens-'));

beforeAll(() => {
  writeFileSync(
    path.join(folder, 'eperm.log'),
    "libbpf: Error in bpf_object__probe_loading():Operation not permitted(1). Couldn't load trivial BPF program.\n",
  );
  // Slow as a tool on a busy disk.
  const clang = path.join(folder, 'clang');
  writeFileSync(clang, '#!/bin/sh\nsleep 4\nexec /usr/bin/clang "$@"\n');
  chmodSync(clang, 0o755);
});

afterAll(() => rmSync(folder, {recursive: true}));

interface Terminal {
  readonly columns?: number;
  readonly environment?: Record<string, string>;
}

/** A shell's command on a pseudo-terminal, in the folder with the log, where `ebpf` is ours. */
const onTerminal = (command: string, {columns = 80, environment = {}}: Terminal): ChildProcess =>
  spawn('script', ['-qefc', `stty cols ${columns} rows 40; ${command}`, '/dev/null'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      SHELL: '/bin/bash',
      EBPF: program,
      ...environment,
    },
  });

/** What it sends until it ends; `type` answers to what has been sent. */
const sent = (child: ChildProcess, type: (all: string) => string | undefined = () => undefined): Promise<string> =>
  new Promise((resolve, reject) => {
    let all = '';
    child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
      all += piece;
      const keys = type(all);
      if (keys) child.stdin?.write(keys);
    });
    child.once('error', reject).once('close', () => resolve(all));
  });

const saved = hostFile('debian-12-cloud-6.1');
const fleet = `doctor --facts ${path.dirname(saved)}`;
/** Everything is asked for: they scroll. */
const long: readonly string[] = [
  `doctor --facts ${saved} --verbose`,
  'explain eperm.log --verbose',
  `doctor --facts ${saved} --diff ${hostFile('debian-13-cloud-6.12')}`,
  'kernel --help',
  'setup --help',
];
const screens: readonly string[] = [
  '',
  `doctor --facts ${saved}`,
  `doctor --facts ${hostFile('debian-12-microvm-6.18-tried')}`,
  'explain eperm.log',
  'checks btf.vmlinux',
  'doctor clang',
  `doctor --facts ${saved} --output report.html`,
  fleet,
  ...long,
];
/** Each width and each way to read is there once; src/reports has all of them together. */
const readers: readonly (readonly [number, string, Record<string, string>])[] = [
  [120, 'UTF-8', {}],
  [80, 'LANG=C', {LANG: 'C'}],
  [60, 'NO_COLOR', {NO_COLOR: '1'}],
  [40, 'TERM=dumb', {TERM: 'dumb'}],
];

describeWith(lacking('script'))('on a pseudo-terminal', () => {
  test.each(readers)('of %i columns, %s: no line is wider, no cursor is hidden', async (columns, name, environment) => {
    const all = screens.map((words) => `printf '\\036'; "$EBPF" ${words}`).join('; ');
    const pages = (await sent(onTerminal(all, {columns, environment}))).split('\x1e').slice(1);
    expect(pages).toHaveLength(screens.length);
    for (const [index, page] of pages.entries()) {
      const rows = textOf(rowsOf(page, 200)).split('\n');
      expect([screens[index], rows.filter((row) => cells(row) > columns)]).toEqual([screens[index], []]);
      // Of many hosts each has a row.
      if (columns === 80 && ![fleet, ...long].includes(screens[index] ?? ''))
        expect([screens[index], rows.slice(24)]).toEqual([screens[index], []]);
      expect(page).not.toContain('\x1b[?25l');
      if (name === 'NO_COLOR' || name === 'TERM=dumb') expect(page).not.toMatch(/\x1b\[\d+m/);
      if (name === 'LANG=C') expect(page).not.toMatch(/[^\x00-\x7f]/);
    }
  });

  test('Ctrl-Z while a line moves, then fg: the shell and the result find a clean screen', async () => {
    const shell = onTerminal("export PS1='shell> '; exec bash --norc --noprofile -i", {environment: {NO_COLOR: '1'}});
    const typed: string[] = [];
    const once = (keys: string) => {
      if (typed.includes(keys)) return undefined;
      typed.push(keys);
      return keys;
    };
    const all = await sent(shell, (seen) => {
      if (/Passed: |Not passed: /.test(seen)) return once('exit\n');
      if (/\[1\]\+ +Stopped/.test(seen)) return once('fg\n');
      if (/Looking at this machine \(\d+ s\)/.test(seen)) return once('\x1a');
      return seen.includes('shell> ') ? once(`PATH=$PWD:$PATH "$EBPF" doctor tool.clang\n`) : undefined;
    });
    const text = textOf(rowsOf(all.replaceAll(/\x1b\[\?2004[hl]\r?/g, ''), 80));
    expect(typed).toEqual([expect.stringContaining('doctor tool.clang'), '\x1a', 'fg\n', 'exit\n']);
    expect(text).not.toContain('Looking at this machine');
    expect(text.match(/Passed: /g)).toHaveLength(1);
  });

  // "Choosing a kernel" waits by the same function; it asks no archive where the host's kernel can't be changed, as in this microVM.
  test('while an archive is slow to answer, reading it counts the seconds', async () => {
    const said = 'Reading the archive';
    const waiting: ServerResponse[] = [];
    let shown = false;
    const end = (response: ServerResponse) => response.writeHead(404).end();
    const server = createServer((_, response) => (shown ? end(response) : waiting.push(response)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const {port} = server.address() as AddressInfo;
    const archive = `--archive http://127.0.0.1:${port}/ --plain-http`;
    const page = await sent(onTerminal(`"$EBPF" kernel list ${archive}`, {environment: {NO_COLOR: '1'}}), (seen) => {
      if (!shown && new RegExp(`${said} \\([2-9] s\\)`).test(seen)) {
        shown = true;
        for (const response of waiting) end(response);
      }
      return undefined;
    });
    server.close();
    expect([shown, textOf(rowsOf(page, 80))]).toEqual([true, expect.not.stringContaining(said)]);
  });

  test('a terminal that becomes narrower while a line moves', async () => {
    const go = path.join(folder, 'narrow');
    const narrow = `(until [ -e ${go} ]; do sleep 0.1; done; stty -F /dev/tty cols 20) & PATH=$PWD:$PATH "$EBPF" doctor tool.clang; printf '\\036'`;
    const all = await sent(onTerminal(narrow, {environment: {NO_COLOR: '1'}}), (seen) => {
      if (/Looking at this machine \(\d+ s\)/.test(seen)) writeFileSync(go, '');
      return undefined;
    });
    const [page = ''] = all.split('\x1e');
    // Where a row of 34 cells was folded into two of 20, the cursor goes up to where it began.
    expect(page).toContain('\x1b[1A\x1b[J');
    expect(page).toMatch(/Passed:\s+1\s+of\s+1/);
  });
});
