import type {Report} from '../../src/assess/report.ts';
import type {Facts} from '../../src/facts/facts.ts';
import {notRoot, testWith} from '../lab/needs.ts';
import {ebpf} from './run.ts';

const sourceOf = async (...flags: readonly string[]): Promise<string | undefined> => {
  const {stdout} = await ebpf(['doctor', 'feature.raw-tracepoint', '--json', ...flags]);
  return (JSON.parse(stdout) as Report).hosts[0]?.findings[0]?.source;
};

testWith(notRoot)('doctor tries by itself as root; --no-attach leaves it to what can be read', async () => {
  expect(await sourceOf()).toBe('probe');
  expect(await sourceOf('--attach')).toBe('probe');
  expect(await sourceOf('--no-attach')).not.toBe('probe');
});

testWith(notRoot)('probe --attach saves what was tried, and --script carries the prober along', async () => {
  const facts = JSON.parse((await ebpf(['probe', '--attach'])).stdout) as Facts;
  expect(facts.attach).toMatchObject({state: 'known', value: {probes: {'raw-tracepoint': {load: {result: 'ok'}}}}});
  expect(JSON.parse((await ebpf(['probe'])).stdout)).not.toHaveProperty('attach');
  const script = (await ebpf(['probe', '--attach', '--script'])).stdout;
  expect(script).toContain('open_prober()');
  expect(script).not.toMatch(/^#payload/m);
});
