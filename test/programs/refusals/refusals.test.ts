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
      ['map programs'],
    ]);
  });
});
