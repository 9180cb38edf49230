import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {relocateFor} from '../../../src/programs/object/relocated.ts';
import {describeWith} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {clangLacking} from '../compile.ts';
import {writeAsks} from './asks.ts';
import {relocationLines} from './lines.ts';

describeWith(programsLacking ?? clangLacking, programsUnfit)('CO-RE beside libbpf', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-libbpf-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  test('every relocation of every object on four kernels comes out as libbpf has it', async () => {
    const {kernels, build, ...lab} = await programsLab();
    const objects = [...lab.objects, writeAsks(folder)];
    const oracle = build('core/oracle.c');
    const types = kernels.map((file) => new KernelTypes(readBtf(readFileSync(file))));
    const ours = objects.flatMap((file) => {
      const object = readObject(readFileSync(file));
      if (!object.ext?.relocations.length) return [];
      return types.flatMap((kernel, index) =>
        relocationLines(relocateFor(object, kernel)).map((line) => `${path.basename(file)} ${index} ${line}`),
      );
    });
    const {stdout} = spawnSync(oracle, [...objects, '--', ...kernels], {encoding: 'utf8', maxBuffer: 2 ** 28});
    const theirs = oracleLines(stdout, kernels);
    expect(theirs.length).toBeGreaterThan(10_000);
    expect(ours).toEqual(theirs);
  });
});

/** The oracle's lines, after which object and which kernel; without the path of indices, which ours does not keep. */
const oracleLines = (text: string, kernels: readonly string[]): string[] => {
  let place = '';
  return text.split('\n').flatMap((line) => {
    const [, object, kernel] = /^# (\S+) (\S+)$/.exec(line) ?? [];
    if (object && kernel) place = `${path.basename(object)} ${kernels.indexOf(kernel)}`;
    if (object || line === '') return [];
    return [
      `${place} ${line
        .split('\t')
        .slice(1)
        .join('\t')
        .replaceAll(/\([0-9:]+ @/g, '(@')}`,
    ];
  });
};
