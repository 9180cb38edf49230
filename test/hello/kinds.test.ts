import {kindOf, kinds} from '../../src/hello/kinds/catalogue.ts';
import {kindLessons} from '../../src/hello/kinds/lessons.ts';
import {requireName} from '../../src/hello/kinds/name.ts';
import {projectToolchains, toolchainFor} from '../../src/hello/kinds/toolchains.ts';

const projects = projectToolchains.flatMap((toolchain) =>
  toolchain.kinds.map((name) => ({toolchain, on: toolchain.name, kind: kindOf(name), name})),
);

test.each(projects)('$name on $on: named after its project throughout, and small', async ({toolchain, kind}) => {
  const files = toolchain.files(kind, 'my_tool');
  const all = [...files].flatMap(([file, text]) => (file === 'Makefile' ? [] : [text])).join('\n');
  expect(all).not.toMatch(
    /\/\/@|#@|\bNAME(?:_bpf|_H|\.\w+)?\b|\b(?:SIGNATURE|ATTACH|DETACH|ARGUMENT|COLUMNS|TRACED)\b/,
  );
  const [program = ''] = toolchain.run('my_tool').command;
  expect(files.get('README.md')).toContain(`sudo ${program}`);
  for (const text of [kindLessons[kind.name].see, kindLessons[kind.name].happens])
    expect(files.get('README.md')).toContain(text.slice(0, 40));
  if (kind.traced) expect(all).toContain(`Tracing ${kind.traced}`);
});

test.each(kinds)('$name on libbpf: a small part in the kernel, and a loader', async (kind) => {
  const files = toolchainFor('libbpf', kind).files(kind, 'my_tool');
  expect((files.get('my_tool.bpf.c') ?? '').split('\n').length).toBeLessThan(70);
  expect(files.get('Makefile')).toContain('APPS := my_tool\n');
  expect(files.get('Makefile')).not.toMatch(/\bhello\b/);
  expect(files.get('my_tool.c')).toContain('my_tool_bpf__open()');
});

test('scripts may be executed, and are one file beside the README', async () => {
  for (const name of ['bpftrace', 'bcc']) {
    const kind = kindOf('uprobe');
    const files = toolchainFor(name, kind).files(kind, 'mine');
    const [file = '', text] = [...files][0] ?? [];
    expect([...files.keys()]).toEqual([file, 'README.md']);
    expect(text).toMatch(/^#!/);
  }
});

test('a kind that a toolchain does not have, and a toolchain that there is not', () => {
  expect(() => toolchainFor('bpftrace', kindOf('xdp'))).toThrow(/no xdp project for bpftrace/);
  expect(() => toolchainFor('bpftrce', kindOf('xdp'))).toThrow(/bpftrce/);
});

test('a name that is no C identifier, or taken, is refused', () => {
  for (const name of ['', 'a-b', '../x', '1st', 'clean', 'vmlinux', 'x'.repeat(33), 'a b', '-x', 'a\n'])
    expect(() => requireName(name)).toThrow(/cannot be called/);
  for (const name of ['a', 'my_tool2', 'Flows']) expect(() => requireName(name)).not.toThrow();
});
