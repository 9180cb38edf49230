import {catalogue} from '../../src/checks/catalogue.ts';
import {requireVerifiable} from '../../src/hello/kinds/hello.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {buildable, proofsOf} from '../../src/setup/projects.ts';

const placed = (profiles: readonly string[], named?: string) =>
  proofsOf(chooseProfiles(profiles), named).map(({route, directory}) => `${route.name} in ${directory}`);

test('a toolchain is verified by its hello, other profiles by programs of their kinds', () => {
  expect(placed([])).toEqual(['libbpf in ./hello-ebpf']);
  expect(placed(['network'])).toEqual([
    'xdp on libbpf in ./hello-network/xdp',
    'tc on libbpf in ./hello-network/tc',
    'cgroup on libbpf in ./hello-network/cgroup',
  ]);
  expect(placed(['sched-ext'], '/d')).toEqual(['sched-ext on libbpf in /d']);
  expect(placed(['bpftrace', 'lsm'], '/d')).toEqual(['bpftrace in /d/bpftrace', 'lsm on libbpf in /d/lsm']);
  expect(placed(['features'])).toEqual(['libbpf in ./hello-ebpf']);
});

test('setup provides what builds and tries the programs, under the name of the profile', () => {
  const [network, bcc] = chooseProfiles(['network', 'bcc']).toReversed().map(buildable());
  expect(network).toMatchObject({
    name: 'network',
    required: expect.arrayContaining(['feature.xdp', 'tool.clang', 'tool.ip']),
  });
  expect(chooseProfiles(['tracing']).map(buildable())[0]?.required).not.toContain('tool.ip');
  expect(bcc?.required).not.toContain('tool.clang');
  for (const id of network?.required ?? []) expect(catalogue.map((check) => check.id)).toContain(id);
});

test('a module that is fetched from a proxy is not installed', () => {
  const required = (goProxy?: string) => chooseProfiles(['cilium-ebpf']).map(buildable(goProxy))[0]?.required;
  for (const none of [undefined, 'off']) expect(required(none)).toContain('tool.cilium-ebpf');
  expect(required('https://proxy.example.com')).not.toContain('tool.cilium-ebpf');
  expect(required('https://proxy.example.com')).toContain('tool.go');
});

test('a profile without a program is named with those that have one', () => {
  expect(() => requireVerifiable('features')).toThrow(/features/);
  expect(() => requireVerifiable('network')).not.toThrow();
});
