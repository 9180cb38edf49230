import {known} from '../../../src/facts/fact.ts';
import type {Facts} from '../../../src/facts/facts.ts';
import type {Host} from '../../../src/hosts/host.ts';
import {sha256 as sha256Of} from '../../../src/hosts/sha256.ts';
import {fetchModules, fetchTypes, findModules, type SharedTypes} from '../../../src/kernels/types/fetch.ts';
import type {TypesStore} from '../../../src/kernels/types/store.ts';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {kinds} from '../../../src/programs/btf/kinds.ts';
import {int, makeBtf, struct} from '../../programs/btf/make.ts';

const btfWith = (field: string): Buffer => makeBtf([int(), struct('task_struct', 4, [[field, 1, 0]])]);
const [ours, theirs] = [btfWith('__state'), btfWith('state')];

const facts = {btf: {vmlinux: known({size: 100})}} as unknown as Facts;

/** A pretended host over SSH that has `bytes`, and says that their hash is `said`. */
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

test('the types of modules are fetched once, and found again for saved facts', async () => {
  const kernel = readBtf(ours);
  const own = makeBtf([struct('nf_conn', 4, [['mark', 1, 0]])], {stringsBefore: ours.readUInt32LE(20)});
  const sent = Buffer.concat([Buffer.from(`${own.length} nf_conntrack\n\n`), own]);
  const kept = new Map<string, Buffer>();
  const store: TypesStore = {
    find: async (sha256) => {
      const bytes = kept.get(sha256);
      return bytes && {bytes, checked: true};
    },
    keep: async (sha256, bytes) => void kept.set(sha256, Buffer.from(bytes)),
    whole: false,
  };
  const first = await fetchModules(host('one', sent), kernel, {store});
  expect([first.content, first.types?.all]).toEqual([known(sha256Of(sent)), true]);
  // It sends nothing whole any more.
  const second = await fetchModules(host('two', Buffer.from('cut off'), sha256Of(sent)), kernel, {store});
  expect([second.content, second.types?.modules.length]).toEqual([first.content, 1]);
  expect((await findModules(sha256Of(sent), kernel, store))?.modules[0]?.named('nf_conn', kinds.struct)).toHaveLength(
    1,
  );
  const damaged = await fetchModules(host('three', Buffer.from('cut off')), kernel, {store});
  expect(damaged).toEqual({content: {state: 'unreadable', reason: expect.stringContaining('not whole')}});
});

test('what is no hash is not taken for one', async () => {
  const {content} = await fetchTypes(host('odd', ours, `${'x'.repeat(100)}\n`), facts, fetching());
  expect(content).toEqual(known(sha256Of(ours)));
});
