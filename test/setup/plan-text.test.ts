import type {Plan} from '../../src/remedies/plan.ts';
import type {Step} from '../../src/remedies/step.ts';
import {planText, stepTexts} from '../../src/setup/plan-text.ts';

const packages = ['clang', 'bpftool', 'libbpf-dev', 'libelf-dev', 'zlib1g-dev'];
const step: Step = {
  kind: 'packages',
  title: 'Install them',
  commands: [['apt-get', 'install', '--yes', '--no-install-recommends', ...packages]],
  needsRoot: true,
  packages,
  needs: {},
  checks: [],
  size: {packages: 5, download: 1e6, disk: 2e6},
};

test('a command of a plan breaks at the width of a terminal, and still pastes; a file has it in one line', () => {
  const style = {colour: false, unicode: true};
  const [, command = ''] = stepTexts([step], 'root', style);
  const wrapped = stepTexts([step], 'root', {...style, screen: {columns: 60}});
  expect(command).toMatch(/^ {5}apt-get install .* zlib1g-dev$/);
  expect(wrapped.filter((line) => line.length > 60)).toEqual([]);
  expect(wrapped.length).toBeGreaterThan(3);
  expect(
    wrapped
      .slice(1, -1)
      .join('\n')
      .replaceAll(/ \\\n +/g, ' '),
  ).toBe(command);
});

test.each([100, 80, 60, 40])('a plan fits into %i columns, and warns below the title of a step', (columns) => {
  const links = [['ln', '-s', '/usr/src/linux-headers-6.1.0-57-amd64', '/lib/modules/6.18.44/build']];
  const headers: Step = {
    kind: 'headers',
    title: 'Link linux-headers-6.1.0-57-amd64 in as headers of 6.18.44-custom, for which the archive has none',
    warning: 'They are the headers of another kernel: programs that read kernel structures read wrong field offsets.',
    commands: links,
    needsRoot: true,
    checks: ['hdr.present'],
  };
  const manual = [
    {check: 'btf.vmlinux', title: 'Kernel BTF', text: `Boot a kernel with BTF, ${'for example '.repeat(9)}`},
  ];
  const style = {colour: false, unicode: true, screen: {columns}};
  const plan: Plan = {schema: 'ebpf.plan/1', host: 'localhost', steps: [step, headers], manual};
  const text = planText(plan, [], 'root', style);
  // A name of a file is one word, and must still paste.
  expect(text.split('\n').filter((line) => line.length > columns && !/\/\S+(?: \\)?$/.test(line))).toEqual([]);
  expect(text).toMatch(/^ {5}warning: They are/m);
  expect(planText({...plan, steps: [headers]}, [], 'root', {colour: false, unicode: true})).toContain(
    `1. ${headers.title}\n     warning: ${headers.warning}\n`,
  );
});
