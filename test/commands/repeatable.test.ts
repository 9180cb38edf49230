import {ebpf, hostFile} from './run.ts';

test.each([
  ['--for', 'libbpf'],
  ['--require', 'btf.vmlinux'],
  ['--ignore', 'btf.vmlinux'],
  ['--format', 'json'],
])('what comes after %s %s is a check', async (...flag) => {
  const facts = ['--facts', hostFile('debian-12-microvm-6.18')];
  const {stdout} = await ebpf([
    'doctor',
    ...facts,
    ...flag,
    'tool.make',
    ...(flag[0] === '--format' ? [] : ['--json']),
  ]);
  expect(JSON.parse(stdout).hosts[0].findings.map(({id}: {id: string}) => id)).toContain('tool.make');
  expect(JSON.parse(stdout).hosts[0].findings.length).toBeLessThan(3);
});
