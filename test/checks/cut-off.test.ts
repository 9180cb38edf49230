import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {assess} from '../../src/assess/assess.ts';
import {parseProbe} from '../../src/facts/parse.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';

const script = path.join(import.meta.dirname, '../../scripts/probe.sh');
const {stdout} = spawnSync('sh', [script], {encoding: 'utf8'});
const verdicts = (output: string): Map<string, string> => {
  const facts = parseProbe(output, 'host');
  if (!facts) throw new Error('no facts');
  return new Map(assess(facts, {profiles: chooseProfiles(['libbpf'])}).findings.map(({id, verdict}) => [id, verdict]));
};

test('wherever the output of the probe breaks off, no check fails that passes on the whole', () => {
  const whole = verdicts(stdout);
  const begin = stdout.indexOf('begin') + 100;
  const wrong: string[] = [];
  for (let end = begin; end < stdout.length - 60; end += 150) {
    for (const [id, verdict] of verdicts(stdout.slice(0, end))) {
      if (verdict === 'fail' && whole.get(id) !== 'fail') wrong.push(`${id} at ${end}`);
    }
  }
  expect(wrong).toEqual([]);
});
