import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {ebpf} from '../../commands/run.ts';
import {describeWith, lacking, notRoot} from '../../lab/needs.ts';
import {typesLacking} from '../../lab/types.ts';
import {clangLacking, compile} from '../compile.ts';

const source = 'judge/unoptimised.bpf.c';
const gpl = '-DLICENCE="GPL"';

/** Programs that fail for what compilers write without optimisation, whatever the kernel. */
const refused = (...options: readonly string[]): (string | undefined)[] =>
  judgeObject(readObject(compile(source, gpl, ...options)), {name: 'any'})
    .filter(({verdict, subject}) => verdict === 'fail' && subject === 'instructions')
    .map(({program}) => program);

describeWith(clangLacking)('an object that was compiled with -O0', () => {
  test('is refused for what it asks by CO-RE, and for helpers that it calls through pointers', () => {
    expect(refused('-O0')).toEqual(['reads', 'asks_for_field', 'asks_for_type', 'asks_for_value', 'calls']);
  });

  test.each(['-O1', '-Og', '-O2', '-Os'])('is not with %s', (option) => {
    expect(refused(option)).toEqual([]);
  });
});

describeWith(clangLacking ?? typesLacking ?? notRoot ?? lacking('bpftool'))('what the running kernel says', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-unoptimised-'));
  afterAll(() => rmSync(folder, {recursive: true}));

  /** What doctor says of each program, and whether the kernel loads it by itself. */
  const both = async (program: string, ...options: readonly string[]) => {
    const file = path.join(folder, 'one.bpf.o');
    writeFileSync(file, compile(source, `-DONLY=${program}`, ...options));
    const {stdout} = await ebpf(['doctor', '--program', file, '--json'], {env: {XDG_CACHE_HOME: folder}});
    const [host] = JSON.parse(stdout).hosts;
    const verdicts = host.findings.filter(({group}: {group: string}) => group === 'program');
    const pin = '/sys/fs/bpf/ebpf-unoptimised';
    const {status} = spawnSync('bpftool', ['prog', 'load', file, pin]);
    rmSync(pin, {force: true});
    return [verdicts.map(({verdict}: {verdict: string}) => verdict), status === 0];
  };

  test.each(['READS', 'CALLS', 'ASKS'])('of %s with -O0 and with -O2', async (program) => {
    expect(await both(program, gpl, '-O0')).toEqual([['fail'], false]);
    expect(await both(program, gpl, '-O2')).toEqual([['pass'], true]);
  });

  // Since Linux 6.2.
  test('of the licence of a program that reads a struct of the kernel without a helper', async () => {
    expect(await both('READS', '-DLICENCE="MIT"')).toEqual([['fail'], false]);
    expect(await both('ASKS', '-DLICENCE="MIT"')).toEqual([['pass'], true]);
  });
});
