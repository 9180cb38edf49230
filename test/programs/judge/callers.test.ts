import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {release, tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {atLeast} from '../../../src/facts/version.ts';
import {triedLike} from '../../../src/programs/judge/callers.ts';
import {mayCall, newestCallers, sleeping, wantsGpl} from '../../../src/programs/tables/helper-callers.ts';
import {helperName, helperSince} from '../../../src/programs/tables/helpers.ts';
import {kfuncSleeps, mayCallKfunc, newestKfuncCallers} from '../../../src/programs/tables/kfunc-callers.ts';
import {describeWith, lacking, notRoot} from '../../lab/needs.ts';

/** Helpers that configuration, lockdown or the function that a program is attached to takes away. */
const elsewhere = new Set([
  ...['bpf_probe_write_user', 'bpf_override_return', 'bpf_lwt_push_encap', 'bpf_lwt_seg6_store_bytes'],
  ...['bpf_lwt_seg6_adjust_srh', 'bpf_lwt_seg6_action', 'bpf_skb_get_xfrm_state', 'bpf_d_path'],
  ...['bpf_sk_storage_get', 'bpf_sk_storage_delete'],
]);

describeWith(lacking('gcc') ?? notRoot)('who may call which helper', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-allowed-'));
  const program = path.join(folder, 'allowed');
  beforeAll(() => {
    execFileSync('gcc', ['-O2', '-o', program, path.join(import.meta.dirname, 'allowed.c')]);
  });
  afterAll(() => rmSync(folder, {recursive: true}));

  /** What the running kernel answers, for each type of program that it loads. */
  const ask = (...args: readonly string[]) =>
    execFileSync(program, args, {encoding: 'utf8'})
      .trimEnd()
      .split('\n')
      .flatMap((line) => {
        const [name = '', ...words] = line.split(' ');
        const [programType = '', attachType, target] = name.replace(/\.s$/, '').split(/[./]/);
        return words[0] === '-' ? [] : [{name, kind: {programType, ...(attachType && {attachType})}, target, words}];
      });

  test('is what the running kernel says of each type of program and each helper, with a licence of the GPL and without', () => {
    const wrong: string[] = [];
    let compared = 0;
    for (const {name, kind, target, words} of ask()) {
      if (kind.programType === 'struct_ops') continue;
      const offered = new Map(words.map((word) => [Number.parseInt(word, 10), word]));
      for (let id = 1; id <= 211; id++) {
        if (!atLeast(release(), helperSince(id) ?? '99') || sleeping.has(id) || elsewhere.has(helperName(id))) continue;
        const said = expected(kind, id, target);
        if (said === undefined) continue;
        compared++;
        const word = offered.get(id);
        if (said !== (word !== undefined)) wrong.push(`${name} ${helperName(id)}: said ${said}`);
        if (word && word.includes('g') !== wantsGpl(kind, id)) wrong.push(`${name} ${helperName(id)}: GPL`);
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(5000);
  });

  test('is what the running kernel says of each type of program and each function of the kernel', () => {
    const lines = ask('kfuncs');
    const tagged = new Set(lines.flatMap(({words}) => words.map((word) => word.replace('~', ''))));
    const wrong: string[] = [];
    let compared = 0;
    for (const {name, kind, words} of lines) {
      const offered = new Map(words.map((word) => [word.replace('~', ''), word.endsWith('~')]));
      for (const each of tagged) {
        const said = expectedOf(mayCallKfunc(kind, each), newestKfuncCallers);
        if (said === undefined) continue;
        compared++;
        if (said !== offered.has(each)) wrong.push(`${name} ${each}: said ${said}`);
        const awake = !name.endsWith('.s') && kfuncSleeps(each) !== 'sometimes';
        if (offered.has(each) && awake && offered.get(each) !== (kfuncSleeps(each) === 'always'))
          wrong.push(`${name} ${each}: sleeps ${kfuncSleeps(each)}`);
      }
    }
    expect(wrong).toEqual([]);
    // Types have no tags before Linux 6.10.
    if (tagged.size > 0) expect(compared).toBeGreaterThan(5000);
  });
});

/** Whether the running kernel offers it; undefined where nobody knows. */
const expected = (kind: Parameters<typeof mayCall>[0], id: number, target?: string): boolean | undefined =>
  expectedOf(mayCall(kind, id, target), newestCallers);

const expectedOf = (said: ReturnType<typeof mayCall | typeof mayCallKfunc>, newest: string): boolean | undefined => {
  if (said === 'always') return true;
  if (said === 'unknown') return undefined;
  if (said === 'never') return atLeast(release(), newest) ? undefined : false;
  if (atLeast(release(), said.by)) return true;
  if (said.after === undefined) return undefined;
  const [major = 0, minor = 0] = said.after.split('.').map(Number);
  return atLeast(release(), `${major}.${minor + 1}`) ? undefined : false;
};

test('what the prober was told counts for programs of the type that it tried', () => {
  const source = readFileSync(path.join(import.meta.dirname, '../../../native/helpers.c'), 'utf8');
  const rows = [...source.matchAll(/\{"helper-[\w-]+", (\d+), (\w+)\}/g)];
  const kinds = {
    KPROBE: {programType: 'kprobe'},
    TRACING: {programType: 'tracing', attachType: 'trace_iter'},
    SCHED_CLS: {programType: 'sched_cls'},
  };
  expect(rows.length).toBeGreaterThan(10);
  for (const [, id, type] of rows)
    expect([
      id,
      Object.entries(kinds)
        .filter(([, kind]) => triedLike({prefix: '', sleepable: false, frags: false, ...kind}, Number(id)))
        .map(([name]) => name),
    ]).toEqual([id, [type]]);
});
