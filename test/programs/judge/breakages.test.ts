import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {readBtf} from '../../../src/programs/btf/btf.ts';
import {KernelTypes} from '../../../src/programs/core/kernel-types.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {verdictOf} from '../../../src/programs/judge/judgement.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {ebpf} from '../../commands/run.ts';
import {describeWith} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {clangLacking, compile} from '../compile.ts';

/** The programs and verdicts that the page has. */
const rows = readFileSync(path.join(import.meta.dirname, '../../../docs/breakages.md'), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 9 && cells[1]?.startsWith('`'))
  .map(([, program = '', , , ...verdicts]) => [program.replaceAll('`', ''), ...verdicts.slice(0, 4)]);

describeWith(programsLacking ?? clangLacking, programsUnfit)('what kernels broke', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-breakages-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  test('is told of programs that use it, on the kernels that have it otherwise and on no others', async () => {
    const object = readObject(compile('judge/breakages.bpf.c'));
    const judged = (await programsLab()).kernels.map((file) =>
      judgeObject(object, {name: file, types: new KernelTypes(readBtf(readFileSync(file))), allModules: true}),
    );
    const told = object.programs.map(({name}) => [
      name,
      ...judged.map((found) => verdictOf(found.filter(({program}) => program === name))),
    ]);
    expect(told).toEqual(rows);
  });

  test('is told with what took its place and since when, also where the types of modules were not read', async () => {
    const object = readObject(compile('judge/breakages.bpf.c'));
    const [, , trixie = '', sid = ''] = (await programsLab()).kernels;
    const told = (file: string, name: string) => {
      const judged = judgeObject(object, {name: file, types: new KernelTypes(readBtf(readFileSync(file)))});
      return judged
        .filter(({program, verdict}) => program === name && verdict !== 'pass')
        .map(({verdict, evidence, instead}) => [verdict, instead ?? evidence]);
    };
    expect(told(trixie, 'task_state')).toEqual([['fail', 'task_struct.__state (mainline changed it in 5.14)']]);
    expect(told(trixie, 'request_operation')).toEqual([['fail', 'enum req_op (mainline changed it in 6.0)']]);
    expect(told(trixie, 'capabilities')).toEqual([['fail', 'typedef kernel_cap_t (mainline changed it in 6.3)']]);
    expect(told(trixie, 'on_kfree_skb')).toEqual([
      ['fail', 'sk_skb_reason_drop (mainline changed it between 5.17 and 6.11)'],
    ]);
    expect(told(sid, 'on_filp_open')).toEqual([['fail', 'do_file_open (mainline changed it in 7.0)']]);
    expect(told(trixie, 'accept_error')).toEqual([
      ['fail', 'inet_csk_accept has 2 arguments here; mainline changed its arguments in 6.10'],
    ]);
    // Functions that compilers inline say nothing of modules.
    expect(told(sid, 'on_attach_mount')).toMatchObject([['unknown', expect.stringContaining('a module may have it')]]);
  });

  test('without a word is marked as such: in text, in JSON, and by the exit code', async () => {
    const {kernels} = await programsLab();
    const object = path.join(folder, 'damage.bpf.o');
    writeFileSync(object, compile('judge/breakages.bpf.c', '-DDAMAGE'));
    const doctor = (index: number, ...more: readonly string[]) =>
      ebpf(['doctor', '--program', object, '--btf', kernels[index] ?? '', ...more]);
    const {stdout, exitCode} = await doctor(2);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/≠ damage: unlink_dentry +loads, and reads wrongly: argument 2 of vfs_unlink/);
    expect(stdout).toMatch(
      /≠ damage: inode_ctime_wide +loads, and reads wrongly: .*compiled to read 8 bytes, and here/,
    );
    const {hosts} = JSON.parse((await doctor(2, '--json')).stdout);
    const findings = hosts[0].findings.filter(({group}: {group: string}) => group === 'program');
    expect(findings.map(({id, verdict, damage}: {[key: string]: unknown}) => [id, verdict, damage])).toEqual(
      ['inode_ctime_wide', 'unlink_dentry', 'setattr_dentry'].map((name) => [`program.damage.${name}`, 'fail', true]),
    );
    const before = await doctor(0, '--ignore', 'program.damage.inode_ctime_wide');
    expect([before.exitCode, before.stdout]).toEqual([0, expect.not.stringContaining('≠')]);
  });
});
