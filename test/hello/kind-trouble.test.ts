import {kindOf} from '../../src/hello/kinds/catalogue.ts';
import {explainKernel} from '../../src/hello/kinds/trouble.ts';

test('a scheduler that was built elsewhere, on a kernel without sched_ext', () => {
  const lines = [
    'libbpf: struct_ops init_kern: struct bpf_struct_ops_sched_ext_ops is not found in kernel BTF',
    "libbpf: failed to load BPF skeleton 'hello_bpf': -ESRCH",
    'hello: load failed: No such process',
  ];
  const observed = {
    ...{lines, program: './hello', facts: new Map([['uid', '0']]), started: true, ready: false, triggered: false},
    ...{observed: false, timedOut: false, exitCode: 1, scriptExit: 0},
  };
  expect(explainKernel(kindOf('sched-ext'), 'load', observed)?.what).toMatch(/^This kernel has no sched_ext: /);
  expect(explainKernel(kindOf('iter'), 'load', observed)).toBeUndefined();
});
