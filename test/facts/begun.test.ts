import {beginProbe, probe} from '../../src/facts/probe.ts';
import type {Host} from '../../src/hosts/host.ts';
import {localHost} from '../../src/hosts/local.ts';

/** This machine, and how often it was looked at through it. */
const counted = () => {
  const host = localHost();
  let looks = 0;
  const run: Host['run'] = (...words) => {
    looks++;
    return host.run(...words);
  };
  return {host: {...host, run}, looks: () => looks};
};

test('a look that was begun is given to the first who asks for the same, and to nobody later', async () => {
  const {abandon} = beginProbe({attach: 'never', tools: 'none'});
  const {host, looks} = counted();
  const asked = {attach: 'never', tools: 'none'} as const;
  expect((await probe(host, asked)).kernel.release.state).toBe('known');
  expect(looks()).toBe(0);
  await probe(host, asked);
  expect(looks()).toBe(1);
  abandon();
});

test('not to the second, where the first asked for something else: much may have changed', async () => {
  beginProbe({attach: 'never', tools: 'none'});
  const {host, looks} = counted();
  await probe(host, {attach: 'never', tools: 'usual'});
  await probe(host, {attach: 'never', tools: 'none'});
  expect(looks()).toBe(2);
});
