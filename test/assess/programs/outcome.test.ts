import {outcomeOf} from '../../../src/assess/programs/outcome.ts';
import type {Judgement} from '../../../src/programs/judge/judgement.ts';

test.each<[Pick<Judgement, 'subject' | 'what'>, string]>([
  [{subject: 'helper', what: 'bpf_loop()'}, 'helper bpf_loop()'],
  [{subject: 'argument', what: 'argument 2 of block_rq_insert'}, 'argument 2 of block_rq_insert'],
  [{subject: 'map type', what: 'BPF_MAP_TYPE_ARENA'}, 'map type BPF_MAP_TYPE_ARENA'],
])('%j is called %s', (about, called) => {
  const {found} = outcomeOf(
    [{...about, verdict: 'unknown', by: 'btf', evidence: 'not read'}],
    {name: 'one'},
    {loader: 'libbpf'},
  );
  expect(found).toBe(`${called}: not read`);
});
