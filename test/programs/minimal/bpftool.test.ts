import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {minimalBtf} from '../../../src/programs/minimal/minimal.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {relocateFor} from '../../../src/programs/object/relocated.ts';
import {describeWith} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {relocationLines} from '../core/lines.ts';

/** Objects that share a minimal BTF: few enough for one that differs to show, and as many as keep the test short. */
const together = 16;

describeWith(programsLacking, programsUnfit)('minimal BTF beside bpftool', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-minimal-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  test('has the same bytes for the objects of others on four kernels, and their relocations come out the same', async () => {
    const {objects, kernels, bpftool} = await programsLab();
    const relocated = objects.filter((file) => readObject(readFileSync(file)).ext?.relocations.length);
    expect(relocated.length).toBeGreaterThan(150);
    const output = path.join(folder, 'theirs.btf');
    for (const kernel of kernels) {
      const types = new KernelTypes(readBtf(readFileSync(kernel)));
      for (let at = 0; at < relocated.length; at += together) {
        const files = relocated.slice(at, at + together);
        const {status, stderr} = spawnSync(bpftool, ['gen', 'min_core_btf', kernel, output, ...files], {
          encoding: 'utf8',
        });
        expect([status, stderr]).toEqual([0, '']);
        const group = files.map((file) => readObject(readFileSync(file)));
        const {bytes} = minimalBtf(group, types);
        expect(bytes.equals(readFileSync(output))).toBe(true);
        const minimal = new KernelTypes(readBtf(bytes));
        for (const object of group)
          expect(withoutIds(relocationLines(relocateFor(object, minimal)))).toEqual(
            withoutIds(relocationLines(relocateFor(object, types))),
          );
      }
    }
  });
});

/** Types have other ids; so have the instructions that they are written into. */
const withoutIds = (lines: readonly string[]): string[] =>
  lines.map((line) => {
    const [section, instruction, local, target, now] = line.split('\t');
    const id = local?.startsWith('<target_type_id>');
    return [section, instruction, local, target?.replace(/\[\d+\]/, ''), id ? '' : now].join('\t');
  });
