import {known} from '../../../src/facts/fact.ts';
import type {Facts} from '../../../src/facts/facts.ts';
import type {Host} from '../../../src/hosts/host.ts';
import {fetchTypes, type SharedTypes} from '../../../src/kernels/types/fetch.ts';
import {sha256Of, type TypesStore} from '../../../src/kernels/types/store.ts';
import {int, makeBtf, struct} from '../../programs/btf/make.ts';

const btfWith = (field: string): Buffer => makeBtf([int(), struct('task_struct', 4, [[field, 1, 0]])]);
const [ours, theirs] = [btfWith('__state'), btfWith('state')];

const facts = {btf: {vmlinux: known({size: 100})}} as unknown as Facts;

/** A pretended host over SSH that has BYTES, and says that their hash is SAID. */
const host = (name: string, bytes: Buffer, said = sha256Of(bytes)): Host =>
  ({
    name,
    local: false,
    run: async ([, , script = '']: readonly string[]) => ({
      ...{exitCode: 0, stderr: '', timedOut: false, overflowed: false},
      stdout: script.includes('sha256sum') ? Buffer.from(said) : bytes,
    }),
  }) as unknown as Host;

const nothing: TypesStore = {find: async () => undefined, keep: async () => {}, whole: false};
const fetching = () => ({store: nothing, shared: new Map() as SharedTypes});

test('hosts of one kernel share its types', async () => {
  const options = fetching();
  const first = await fetchTypes(host('one', ours), facts, options);
  const second = await fetchTypes(host('two', ours), facts, options);
  expect([first.content, second.types]).toEqual([known(sha256Of(ours)), first.types]);
});

test('a host that names the hash of other types gives them to nobody', async () => {
  const options = fetching();
  const liar = await fetchTypes(host('liar', theirs, sha256Of(ours)), facts, options);
  expect(liar).toEqual({
    content: {state: 'unreadable', reason: expect.stringContaining('of liar has another hash than it says')},
  });
  const honest = await fetchTypes(host('honest', ours), facts, options);
  expect(honest.content).toEqual(known(sha256Of(ours)));
  const together = fetching();
  const [, beside] = await Promise.all([
    fetchTypes(host('liar', theirs, sha256Of(ours)), facts, together),
    fetchTypes(host('honest', ours), facts, together),
  ]);
  expect(beside.content).toEqual(known(sha256Of(ours)));
});

test('what is no hash is not taken for one', async () => {
  const {content} = await fetchTypes(host('odd', ours, `${'x'.repeat(100)}\n`), facts, fetching());
  expect(content).toEqual(known(sha256Of(ours)));
});
