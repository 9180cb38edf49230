import type {Step} from '../../src/remedies/step.ts';
import {stepTexts} from '../../src/setup/plan-text.ts';

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
