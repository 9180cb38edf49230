import {listedHosts} from '../../src/assess/hosts-of-report.ts';
import type {HelloResult} from '../../src/hello/hello.ts';
import {Failure} from '../../src/hosts/failure.ts';
import type {Host} from '../../src/hosts/host.ts';
import type {Plan} from '../../src/remedies/plan.ts';
import {type FleetHost, type FleetResult, setupFleet} from '../../src/setup/fleet.ts';
import {type Besides, fleetTexts} from '../../src/setup/fleet-text.ts';
import {errorsOf} from '../schemas/validator.ts';

const fleet = (...hosts: FleetHost[]): FleetResult => ({schema: 'ebpf.setups/1', hosts, exitCode: 1});
const done = (host: string, changed: boolean): FleetHost => ({
  host,
  exitCode: 0,
  setup: {schema: 'ebpf.setup/1', plan: plan(host), steps: [], changed, hellos: [hello], exitCode: 0},
});
const plan = (host: string): Plan => ({schema: 'ebpf.plan/1', host, steps: [], manual: []});
const gone = (host: string): FleetHost => ({
  host,
  exitCode: 3,
  error: {what: `Can't connect to ${host}:22`, why: 'Nothing listens on that port.', todo: `Try: ssh ${host} true`},
});

const hello: HelloResult = {
  host: 'a',
  route: 'libbpf',
  directory: './hello-ebpf',
  ok: true,
  stages: [],
  lines: [],
  notes: [],
  exitCode: 0,
};

/** Nothing was said and nothing kept. */
const nothing: Besides = {said: new Map(), logs: new Map()};

test('hosts that came to the same end are told of once, changed and unchanged apart', () => {
  const hosts = [done('a', true), done('b', false), done('c', true), gone('u@d'), gone('e-1'), gone('e')];
  expect(fleetTexts(fleet(...hosts), {...nothing, logs: new Map([['e', '/x/e.log']])})).toEqual([
    'a, c: ready, changed, and traced an execve',
    'b: ready, nothing was changed, and traced an execve',
    "u@d, e-1, e: Can't connect to HOST:22\n  Nothing listens on that port.\n  Try: ssh HOST true\n  Log: /x/e.log",
    '6 hosts: 2 changed, 1 unchanged, 3 not reached',
  ]);
});

test('what was traced is told, of programs of other kinds too', () => {
  const host = done('a', true);
  const hellos = ['packets', 'packets', 'connect()'].map((traces) => ({...hello, traces}));
  const fleetOf = (all: readonly HelloResult[]) =>
    fleetTexts(fleet({...host, ...(host.setup && {setup: {...host.setup, hellos: all}})}), nothing)[0];
  expect(fleetOf(hellos)).toBe('a: ready, changed, and traced packets, connect()');
  expect(fleetOf([hello])).toBe('a: ready, changed, and traced an execve');
});

test('one host keeps its name, many are counted', () => {
  expect(fleetTexts(fleet(gone('e')), nothing)[0]).toContain('ssh e true');
  const many = Array.from({length: 20}, (_, index) => done(`h${index}`, true));
  expect(fleetTexts(fleet(...many), nothing)[0]).toMatch(/^h0, .*h5 and 14 more \(20 hosts\): ready/);
});

test('equal plans are shown once', () => {
  const dry = (host: string): FleetHost => ({host, exitCode: 0, plan: plan(host)});
  const text = (host: string) => `To change on ${host}:\n1. apt-get install clang`;
  const besides = {...nothing, said: new Map(['a', 'b'].map((host) => [host, text(host).split('\n')]))};
  expect(fleetTexts(fleet(dry('a'), dry('b')), besides)[0]).toBe('a, b:\nTo change on HOST:\n1. apt-get install clang');
  expect(fleetTexts(fleet(dry('a')), besides)[0]).toBe(text('a'));
});

test('a host that is set up and still not ready is not called ready', () => {
  expect(fleetTexts(fleet({...done('a', true), exitCode: 1}), nothing)).toEqual([
    'a: set up, and not ready: ebpf doctor --remote a says why',
    '1 hosts: 1 failed',
  ]);
});

test('no host is begun once enough have failed, and a report of it names those to take again', async () => {
  const hosts = ['a', 'b', 'c', 'd'].map(
    (name): Host => ({
      name,
      local: false,
      reached: false,
      run: () => Promise.reject(new Failure({what: `${name} is broken`})),
      elevate: () => Promise.reject(new Failure({what: `${name} is broken`})),
      read: () => Promise.reject(new Failure({what: 'x'})),
      write: () => Promise.reject(new Failure({what: 'x'})),
      close: async () => {},
    }),
  );
  const result = await setupFleet(hosts, {
    goalOf: () => ({profiles: []}) as never,
    version: '0',
    lockWait: 0,
    again: '',
    signal: new AbortController().signal,
    dryRun: true,
    jobs: 1,
    maxFailures: 2,
    dialogue: () =>
      ({style: {color: false, unicode: false}, say: () => {}, show: () => {}, confirm: async () => {}}) as never,
  });
  expect(result.hosts.map(({error, begun}) => begun ?? error?.what)).toEqual([
    'a is broken',
    'b is broken',
    false,
    false,
  ]);
  expect(fleetTexts(result, nothing).at(-1)).toBe('4 hosts: 2 failed, 2 not begun');
  expect(errorsOf('setups-1', result)).toEqual([]);
  expect(listedHosts(JSON.stringify(result), 'report.json', 'failed')).toEqual(['a', 'b', 'c', 'd']);
});

test('a report of setups is a list, of which a part is taken', () => {
  const report = fleet(done('a', true), gone('b'), {host: 'c', exitCode: 1});
  const text = JSON.stringify(report);
  expect(errorsOf('setups-1', report)).toEqual([]);
  expect(errorsOf('setups-1', {...report, hosts: [{exitCode: 0}]})).not.toEqual([]);
  expect(listedHosts(text, 'f')).toEqual(['a', 'b', 'c']);
  expect(listedHosts(text, 'f', 'failed')).toEqual(['b', 'c']);
  expect(listedHosts(text, 'f', 'unreached')).toEqual(['b']);
  expect(() => listedHosts('{"schema": "ebpf.setups/1", "hosts": [{"host": 1}]}', 'f')).toThrow('neither a list');
});
