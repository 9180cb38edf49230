import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {relocateFor} from '../../../src/programs/object/relocated.ts';
import {missingOf} from '../../../src/programs/reach/reach.ts';
import {describeWith, notRoot} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {clangLacking, compile, programsOfSource} from '../compile.ts';

/** This kernel loads programs that were relocated for another one: its verifier says which of what that one lacks is reached. */
const obstacle =
  programsLacking ?? clangLacking ?? notRoot ?? (!existsSync('/sys/kernel/btf/vmlinux') && 'no BTF here');

describeWith(obstacle, programsUnfit)("the verifier's word", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-verifier-'));
  afterAll(() => rmSync(folder, {recursive: true}));
  const verdicts = (verifier: string, questions: readonly string[]): string[] => {
    const {stdout} = spawnSync(verifier, [], {input: questions.join('\n'), encoding: 'utf8', maxBuffer: 2 ** 28});
    return stdout.trimEnd().split('\n');
  };

  test('on guards of every kind is what their names say', async () => {
    const {kernels, build} = await programsLab();
    const object = path.join(folder, 'guards.o');
    writeFileSync(object, compile('reach/guards.bpf.c'));
    const names = programsOfSource('reach/guards.bpf.c');
    const said = verdicts(
      build('reach/verifier.c'),
      names.map((name) => `${object} ${kernels.at(-1)} ${name}`),
    );
    const expected = names.map((name) => (/^reached|_reached$/.test(name) ? 'reached' : 'loaded'));
    expect(said.map((verdict, index) => `${names[index]} ${verdict}`)).toEqual(
      expected.map((verdict, index) => `${names[index]} ${verdict}`),
    );
  });

  test('on programs of others agrees with ours: nothing reached is called dead, nine tenths of the rest are', async () => {
    const {objects, kernels, build} = await programsLab();
    const asked: {question: string; ours: string}[] = [];
    for (const kernel of kernels) {
      const types = new KernelTypes(readBtf(readFileSync(kernel)));
      for (const file of objects) {
        const object = readObject(readFileSync(file));
        const relocated = relocateFor(object, types);
        for (const program of object.programs) {
          const {reach, missing} = missingOf(object, program, relocated);
          const ours = reach.state === 'conditional' ? `conditional ${reach.asBuilt}` : reach.state;
          if (missing.length > 0) asked.push({question: `${file} ${kernel} ${program.name}`, ours});
        }
      }
    }
    const said = verdicts(
      build('reach/verifier.c'),
      asked.map(({question}) => question),
    );
    expect(said).toHaveLength(asked.length);
    const pairs = asked.map(({question, ours}, index) => ({question, ours, verifier: said[index] ?? ''}));
    const reached = pairs.filter(({verifier}) => verifier === 'reached');
    const loaded = pairs.filter(({verifier}) => verifier === 'loaded');
    expect(reached.filter(({ours}) => ours === 'dead' || ours === 'conditional dead')).toEqual([]);
    expect(loaded.filter(({ours}) => ours === 'reached' || ours === 'conditional reached')).toEqual([]);
    const dead = loaded.filter(({ours}) => ours === 'dead');
    expect(loaded.length).toBeGreaterThan(200);
    expect(dead.length / loaded.length).toBeGreaterThan(0.9);
  });
});
