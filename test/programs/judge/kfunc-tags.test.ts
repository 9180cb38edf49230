import {readFileSync} from 'node:fs';
import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {tagged} from '../../../src/programs/judge/kfuncs.ts';
import {mayCallKfunc} from '../../../src/programs/tables/kfunc-callers.ts';
import {describeWith} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';

/** Types of programs, one at least for each hook. */
const kindsOfPrograms = [
  ...[
    'sched_cls',
    'tracing',
    'lsm',
    'cgroup_skb',
    'sock_ops',
    'lwt_in',
    'xdp',
    'struct_ops',
    'syscall',
    'sched_act',
    'sk_skb',
    'netfilter',
  ],
].map((programType) => ({programType}));
const ofAttachTypes = [
  {programType: 'tracing', attachType: 'trace_iter'},
  {programType: 'kprobe', attachType: 'trace_kprobe_session'},
];

/** The first of the table's kernels that offers a function to any type of program; undefined for one that it leaves out. */
const offeredBy = (name: string): string | undefined =>
  [...kindsOfPrograms, ...ofAttachTypes]
    .flatMap((kind) => {
      const said = mayCallKfunc(kind, name);
      return typeof said === 'string' ? [] : [said.by];
    })
    .sort((one, other) => Number(one.split('.').join('')) - Number(other.split('.').join('')))[0];

describeWith(programsLacking, programsUnfit)("the kernel's functions that programs may call", () => {
  test('are tagged in the types of 6.12 and 7.2 as the table has them', async () => {
    const {kernels} = await programsLab();
    const [, old, middle, newest] = kernels.map((file) => readBtf(readFileSync(file)));
    if (!old || !middle || !newest) throw new Error('kernels are missing');
    const names = (btf: typeof old) => new Set([...tagged(btf)].map((id) => btf.name(id)));
    const [ofMiddle, ofNewest] = [names(middle), names(newest)];
    const wrong: string[] = [];
    let compared = 0;
    for (const name of new Set([...ofMiddle, ...ofNewest])) {
      const by = offeredBy(name);
      if (by === undefined) continue;
      compared++;
      // 6.1 has no tags: a function that it offers is there at least.
      if (by === '6.1' && old.named(name, kinds.function).length === 0) wrong.push(`${name}: by 6.1, where it is not`);
      if (['6.1', '6.12'].includes(by) !== ofMiddle.has(name))
        wrong.push(`${name}: by ${by}, on 6.12: ${ofMiddle.has(name)}`);
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(200);
  });
});
