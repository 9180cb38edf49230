import {expect} from '@jest/globals';
import {Failure} from '../../../src/hosts/failure.ts';
import type {Host} from '../../../src/hosts/host.ts';
import {fetchNames} from '../../../src/kernels/types/names.ts';

const tracefs = '/sys/kernel/tracing';

const host = (stdout: string | Error): Host =>
  ({
    name: 'made up',
    local: false,
    run: async () => {
      if (stdout instanceof Error) throw stdout;
      return {stdout: Buffer.from(stdout), stderr: '', exitCode: 0, timedOut: false, overflowed: false};
    },
  }) as unknown as Host;

const asked = {symbols: ['do_thing', 'jiffies'], tracepoints: true};

const lists = [
  'ffffffff81000000 T do_thing',
  'ffffffff81000010 t do_thing',
  'ffffffffc0000000 t do_thing\t[a_module]',
  'ffffffff81000020 t do_thing.isra.0',
  'ffffffff82000000 D jiffies',
  '',
  '=0',
  'sched:sched_switch',
  'odd line',
  '',
  '=0',
  '0xffffffff81000000-0xffffffff81000010\tdo_thing',
  '',
  '=0',
  '',
].join('\n');

test('functions are counted apart from those of modules, and variables are names alone', async () => {
  const {symbols, tracepoints, noKprobes} = await fetchNames(host(lists), tracefs, asked);
  expect([...(symbols ?? [])]).toEqual([
    ['do_thing', {functions: 2, inModules: 1}],
    ['do_thing.isra.0', {functions: 1, inModules: 0}],
    ['jiffies', {functions: 0, inModules: 0}],
  ]);
  expect([tracepoints?.has('sched/sched_switch'), noKprobes?.has('do_thing')]).toEqual([true, true]);
});

test('a list that could not be read says nothing, one in which nothing was found does', async () => {
  expect(await fetchNames(host('\n=2\n\n=1\n\n=1\n'), tracefs, asked)).toEqual({});
  expect(await fetchNames(host('\n=1\n\n=1\n\n=1\n'), tracefs, asked)).toEqual({symbols: new Map()});
  expect(await fetchNames(host('words without an end'), tracefs, asked)).toEqual({});
  expect(await fetchNames(host(new Failure({what: 'It is gone.'})), tracefs, asked)).toEqual({});
});

test('nothing is run where nothing is asked for', async () => {
  const untouched = host(new Error('it was run'));
  expect(await fetchNames(untouched, tracefs, {symbols: [], tracepoints: false})).toEqual({});
});
