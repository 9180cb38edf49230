import {Failure} from '../../src/hosts/failure.ts';
import type {Host} from '../../src/hosts/host.ts';
import {setupFleet} from '../../src/setup/fleet.ts';
import {endOf} from '../../src/setup/fleet-text.ts';
import {NotBegun, Turns} from '../../src/setup/turns.ts';
import {madeUpProbe, scriptedHost} from './scripted-host.ts';

/** Hosts in the order in which they were let in, and those that were refused. */
const watch = (turns: Turns, ...hosts: string[]) => {
  const seen: string[] = [];
  for (const host of hosts)
    turns.enter(host).then(
      () => seen.push(host),
      (error: Failure) => seen.push(`${host}: ${error.what}`),
    );
  return async () => {
    await new Promise(setImmediate);
    return seen.splice(0);
  };
};

const never = new AbortController().signal;

test('one host first, then so many at once', async () => {
  const turns = new Turns(2, never);
  const seen = watch(turns, 'a', 'b', 'c', 'd');
  expect(await seen()).toEqual(['a']);
  turns.leave('a', true);
  expect(await seen()).toEqual(['b', 'c']);
  turns.leave('b', true);
  expect(await seen()).toEqual(['d']);
});

test('nobody after one that failed, nor who asks later; a host without a turn says nothing', async () => {
  const turns = new Turns(2, never);
  const seen = watch(turns, 'a', 'b');
  turns.leave('x', false);
  expect(await seen()).toEqual(['a']);
  turns.leave('a', false);
  expect(await seen()).toEqual(['b: Not begun: changing the kernel failed on a.']);
  await expect(turns.enter('c')).rejects.toBeInstanceOf(NotBegun);
});

test('a run that is stopped keeps nobody waiting', async () => {
  const stop = new AbortController();
  const turns = new Turns(1, stop.signal);
  const seen = watch(turns, 'a', 'b');
  expect(await seen()).toEqual(['a']);
  stop.abort(new Failure({what: 'stopped'}));
  expect(await seen()).toEqual(['b: stopped']);
});

/** Simulated: a kernel was made ready on each by an earlier run, and REBOOTS is what comes of the order to reboot. */
const ready = (name: string, ran: string[]): Host => {
  const host = scriptedHost(
    [
      [
        /ebpf-probe 1 begin|^sh -s/,
        {stdout: madeUpProbe({missing: [], records: {'text trial ok': '/var/lib/ebpf-kernel/trial.json'}})},
      ],
      [/^cat .*trial\.json/, {stdout: JSON.stringify({release: '6.12.1', from: '6.1.0', bootId: 'first'})}],
      [/boot_id/, {stdout: 'first\n6.1.0\n'}],
      [/systemctl reboot/, {exitCode: 1, stderr: 'Failed to talk to init daemon.\n'}],
      [/./, {}],
    ],
    {local: false},
  );
  return {
    ...host,
    name,
    run: (command, options) => {
      if (command.join(' ').includes('systemctl reboot')) ran.push(name);
      return host.run(command, options);
    },
  };
};

test('a fleet (simulated) reboots no second host once the first did not come back', async () => {
  const rebooted: string[] = [];
  const told: string[] = [];
  const {hosts, exitCode} = await setupFleet(
    ['a', 'b', 'c'].map((name) => ready(name, rebooted)),
    {
      goalOf: () => ({profiles: []}) as never,
      version: '0',
      lockWait: 0,
      again: '',
      signal: never,
      dryRun: false,
      kernel: {preference: 'auto', archive: {} as never, reboot: true, times: {confirmWithin: 0}},
      dialogue: () => ({style: {colour: false, unicode: false}, say: () => {}, show: () => {}}),
      onTask: (name, title) => told.push(`${name}: ${title}`),
    },
  );
  expect(rebooted).toEqual(['a']);
  expect(told).toContain('a: Reboot a into 6.12.1');
  expect(hosts.map((host) => [endOf(host), host.error?.what])).toEqual([
    ['failed', 'a did not take the order to reboot.'],
    ['not begun', 'Not begun: changing the kernel failed on a.'],
    ['not begun', 'Not begun: changing the kernel failed on a.'],
  ]);
  expect(exitCode).toBe(1);
});
