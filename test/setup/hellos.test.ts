import {listedHosts} from '../../src/assess/hosts-of-report.ts';
import type {HelloResult} from '../../src/hello/hello.ts';
import {Failure} from '../../src/hosts/failure.ts';
import type {Host} from '../../src/hosts/host.ts';
import {hellosText, proveFleet} from '../../src/setup/hellos.ts';
import {errorsOf} from '../schemas/validator.ts';

const host = (name: string) => ({name, close: async () => {}}) as Host;
const hello = (name: string, trouble?: HelloResult['trouble']): HelloResult => ({
  ...{host: name, route: 'libbpf', directory: './hello-ebpf', ok: !trouble, stages: [], lines: [], notes: []},
  ...(trouble && {trouble}),
  exitCode: trouble ? 1 : 0,
});
const trouble = {stage: 'load' as const, what: 'The kernel refused it.', todo: 'Run "ebpf doctor".'};

test('each host comes to its own end; what several share is told once, and a report of it names those to take again', async () => {
  const done: string[] = [];
  const fleet = await proveFleet(
    ['a', 'b', 'gone', 'c', 'd'].map(host),
    async ({name}) => {
      if (name === 'gone') throw new Failure({what: `Can't connect to ${name}`, link: 'unreachable'});
      return [hello(name, ['c', 'd'].includes(name) ? trouble : undefined)];
    },
    {jobs: 2, onDone: (each) => done.push(each.host)},
  );
  expect(done.sort()).toEqual(['a', 'b', 'c', 'd', 'gone']);
  expect(hellosText(fleet)).toEqual([
    'a, b: libbpf traces, in ./hello-ebpf',
    "gone: Can't connect to gone",
    'c, d: The kernel refused it.\n  Run "ebpf doctor".',
    '5 hosts: 2 traced, 1 not reached, 2 failed',
  ]);
  expect(fleet.exitCode).toBe(3);
  expect(errorsOf('hellos-1', fleet)).toEqual([]);
  expect(errorsOf('hellos-1', {...fleet, exitCode: 7})).not.toEqual([]);
  expect(listedHosts(JSON.stringify(fleet), 'r.json', 'failed')).toEqual(['gone', 'c', 'd']);
  expect(listedHosts(JSON.stringify(fleet), 'r.json', 'unreached')).toEqual(['gone']);
});
