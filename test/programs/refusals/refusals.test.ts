import {loaders} from '../../../src/programs/loader.ts';
import {readObject} from '../../../src/programs/object/object.ts';
import {refusalsOf} from '../../../src/programs/refusals/refusals.ts';
import {describeWith} from '../../lab/needs.ts';
import {clangLacking, compile} from '../compile.ts';

describeWith(clangLacking)('what a loader refuses on any kernel', () => {
  test('aya takes no list of programs in the definition of a map, as libbpf and cilium/ebpf do, and one of maps', () => {
    const bytes = compile('refusals/lists.bpf.c');
    expect(loaders.map((loader) => refusalsOf(readObject(bytes, loader)).map(({what}) => what))).toEqual([
      [],
      [],
      // The list of maps makes it one of an older release as well.
      ['map programs', 'map maps'],
    ]);
  });

  test("cilium/ebpf takes a kernel's version as a bare number alone, and looks only in programs that ask for options", () => {
    const told = refusalsOf(readObject(compile('refusals/options.bpf.c'), 'cilium'));
    expect(told.map(({what, programs}) => [what, programs])).toEqual([
      ['option LINUX_KERNEL_VERSION', ['version', 'option']],
    ]);
    const plain = readObject(compile('refusals/options.bpf.c', '-DPLAIN'), 'cilium');
    expect(refusalsOf(plain)).toEqual([]);
  });

  test('what releases of aya lack is told with their version', () => {
    const told = refusalsOf(readObject(compile('refusals/newer.bpf.c'), 'aya'));
    expect(told.map(({what, why, certain}) => [what, certain, /0\.1[34]\.\d/.exec(why)?.[0]])).toEqual([
      ['section "iter/task"', false, '0.13.1'],
      ['section "uprobe.multi/libc.so.6:puts"', false, '0.14.0'],
      ['map sockets', false, '0.13.1'],
    ]);
  });
});
