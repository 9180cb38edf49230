import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from '@jest/globals';
import {known} from '../../../src/facts/fact.ts';
import {parseProbe} from '../../../src/facts/parse.ts';
import {probe} from '../../../src/facts/probe.ts';
import {localHost} from '../../../src/hosts/local.ts';
import {judgeObject} from '../../../src/programs/judge/judge.ts';
import type {Kernel} from '../../../src/programs/judge/kernel.ts';
import type {Loader} from '../../../src/programs/loader.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {describeWith, notRoot} from '../../lab/needs.ts';
import {programsLab, programsLacking, programsUnfit} from '../../lab/programs.ts';
import {clangLacking, compile} from '../compile.ts';

const options = {BPF_SYSCALL: 'y', BPFILTER: 'm', HZ: '250', PAHOLE_VERSION: '131', CC_VERSION_TEXT: 'gcc 15.3.0'};

/** How an option is declared, and whether libbpf loads the object where the kernel has {@link options}. */
const declared: readonly (readonly [declaration: string, libbpf: boolean, cilium?: boolean])[] = [
  ['_Bool CONFIG_BPF_SYSCALL', true],
  ['enum libbpf_tristate CONFIG_BPF_SYSCALL', true],
  ['char CONFIG_BPF_SYSCALL', true, false],
  ['int CONFIG_BPF_SYSCALL', false],
  ['int CONFIG_BPF_SYSCALL __weak', false],
  ['char CONFIG_BPF_SYSCALL[8]', false],
  ['struct pair CONFIG_BPF_SYSCALL', false],
  ['_Bool CONFIG_BPFILTER', false],
  ['enum libbpf_tristate CONFIG_BPFILTER', true],
  ['int CONFIG_HZ', true],
  ['unsigned char CONFIG_HZ', true],
  ['signed char CONFIG_PAHOLE_VERSION', false],
  ['short CONFIG_PAHOLE_VERSION', true],
  ['_Bool CONFIG_PAHOLE_VERSION', false, true],
  ['int CONFIG_CC_VERSION_TEXT', false],
  ['char CONFIG_CC_VERSION_TEXT[8]', true],
  ['int LINUX_KERNEL_VERSION', true],
  ['char LINUX_KERNEL_VERSION', false],
  ['_Bool LINUX_HAS_BPF_COOKIE', true, false],
  ['int LINUX_SOMETHING', false],
  ['int LINUX_SOMETHING __weak', true, false],
  ['int something', false],
];

const objectOf = (declaration: string): Buffer =>
  compile(
    'judge/options.bpf.c',
    `-DOPTION=${declaration} __kconfig`,
    `-DNAME=${/\b(?:CONFIG|LINUX|something)\w*/.exec(declaration)?.[0]}`,
  );

/** What is said of the options of an object, and of what no kernel matters to. */
const said = (object: Buffer, loader: Loader, kernel: Kernel): readonly string[] =>
  judgeObject(readObject(object, loader), kernel)
    .filter(({subject}) => subject === 'kernel option' || subject === 'object')
    .map(({verdict}) => verdict);

describeWith(clangLacking)('how an option is declared', () => {
  const facts = parseProbe('ebpf-probe 1 begin x\n\nebpf-probe 1 end x\n', 'made up');
  const config = known({path: 'config', options});
  const kernel: Kernel = {
    name: 'made up',
    ...(facts && {facts: {...facts, kernel: {...facts.kernel, release: known('6.1.0'), config}}}),
  };

  const rows = declared.map(([declaration, libbpf, cilium = libbpf]) => [declaration, libbpf, cilium] as const);

  test.each(rows)('%s', (declaration, libbpf, cilium) => {
    const loads = (loader: Loader) => !said(objectOf(declaration), loader, kernel).includes('fail');
    expect({libbpf: loads('libbpf'), cilium: loads('cilium')}).toEqual({libbpf, cilium});
  });
});

describeWith(programsLacking ?? clangLacking ?? notRoot, programsUnfit)('the options of this kernel', () => {
  test('what is said is what libbpf does', async () => {
    const {build} = await programsLab();
    const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-options-'));
    const kernel: Kernel = {name: 'this one', facts: await probe(localHost())};
    const asked = declared.map(([declaration], index) => {
      const object = objectOf(declaration);
      const file = path.join(folder, `${index}.o`);
      writeFileSync(file, object);
      return {declaration, file, verdicts: said(object, 'libbpf', kernel)};
    });
    const input = asked.map(({file}) => `${file} /sys/kernel/btf/vmlinux asks`).join('\n');
    const answers = spawnSync(build('reach/verifier.c'), [], {input, encoding: 'utf8'}).stdout.trimEnd().split('\n');
    rmSync(folder, {recursive: true});
    // What is not known of a kernel's configuration may be either.
    const told = asked.flatMap(({declaration, verdicts}, index) =>
      verdicts.includes('unknown') && !verdicts.includes('fail')
        ? []
        : [[declaration, verdicts.includes('fail') ? 'refused' : 'loaded', answers[index]]],
    );
    expect(told.length).toBeGreaterThan(15);
    expect(told.filter(([, ours, theirs]) => (ours === 'loaded') !== (theirs === 'loaded'))).toEqual([]);
  });
});
