import {kinds} from '../../src/hello/kinds/catalogue.ts';
import {requireName} from '../../src/hello/kinds/name.ts';
import {libbpfFiles} from '../../src/hello/kinds/project.ts';

test.each(kinds)('$name: named after its project throughout, and small', async (kind) => {
  const files = await libbpfFiles(kind, 'my_tool');
  const all = [...files].flatMap(([file, text]) => (file === 'Makefile' ? [] : [text])).join('\n');
  expect(all).not.toMatch(/\/\/@|\bNAME(?:_bpf|_H|\.c|\.h)\b|\b(?:SIGNATURE|ATTACH|DETACH|TRACED)\b/);
  const kernel = (files.get('my_tool.bpf.c') ?? '').split('\n');
  expect(kernel.length).toBeLessThan(70);
  expect(files.get('Makefile')).toContain('APPS := my_tool\n');
  expect(files.get('README.md')).toContain('sudo ./my_tool');
  expect(files.get('my_tool.c')).toContain('my_tool_bpf__open()');
});

test('a name that is no C identifier, or taken, is refused', () => {
  for (const name of ['', 'a-b', '../x', '1st', 'clean', 'vmlinux', 'x'.repeat(33), 'a b', '-x', 'a\n'])
    expect(() => requireName(name)).toThrow(/cannot be called/);
  for (const name of ['a', 'my_tool2', 'Flows']) expect(() => requireName(name)).not.toThrow();
});
