import {expect} from '@jest/globals';
import {outcomeOf} from '../../../src/assess/programs/outcome.ts';
import {absent} from '../../../src/facts/fact.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import type {Kernel} from '../../../src/programs/judge/kernel.ts';
import {type Loader, loaders} from '../../../src/programs/loader.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith} from '../../lab/needs.ts';
import {clangLacking, compile} from '../../programs/compile.ts';
import {changed, savedFacts, savedHosts} from '../../saved.ts';

const hosts = savedHosts.map((name): Kernel => ({name, facts: savedFacts(name)}));

describeWith(clangLacking)('whatever is not a pass says what to do', () => {
  test.each(loaders.map((loader) => [loader]))('as %s loads it', (loader: Loader) => {
    for (const file of ['judge/programs.bpf.c', 'sample.bpf.c', 'core/asks.bpf.c', 'refusals/made.bpf.c']) {
      const object = readObject(compile(file), loader);
      for (const kernel of [{name: 'nothing known'}, ...hosts])
        for (const judgement of judgeObject(object, kernel)) {
          if (judgement.verdict === 'pass') continue;
          const {remedy} = outcomeOf([judgement], kernel, object);
          expect([judgement.evidence, remedy?.text]).toEqual([
            judgement.evidence,
            expect.stringMatching(/^[A-Z].+\.$/s),
          ]);
        }
    }
  });

  test('where the kernel has no BTF, what is found by types alone is refused, and a raw tracepoint is not', () => {
    const facts = changed(savedFacts('debian-12-cloud-6.1'), {btf: {vmlinux: absent}});
    const judged = judgeObject(readObject(compile('judge/programs.bpf.c')), {name: 'one', facts});
    const verdicts = (prefix: string) =>
      new Set(
        judged.filter(({subject, what}) => subject === 'target' && what.startsWith(prefix)).map(({verdict}) => verdict),
      );
    expect(verdicts('fentry/')).toEqual(new Set(['fail']));
    expect(verdicts('raw_tp/').has('fail')).toBe(false);
  });
});
