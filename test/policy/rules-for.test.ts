import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {assess} from '../../src/assess/assess.ts';
import type {HostReport} from '../../src/assess/report.ts';
import {type Asked, judgeBy, loadPolicy} from '../../src/policy/judge.ts';
import {savedFacts} from '../saved.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ebpf-rules-'));
afterAll(() => rmSync(folder, {recursive: true}));
const file = path.join(folder, 'ebpf.yml');
const place = (line: number, column: number) => `${file}:${line}:${column}`;

writeFileSync(
  file,
  `profiles: [libbpf]
require:
  kernel: '>=5.15 <7'
ignore:
  - check: tool.make
    reason: built elsewhere
    until: 2099-12-31
groups:
  builders:
    hosts: ['ci-*']
    require:
      kernel: ^5
      checks: [hdr.kernel-headers]
hosts:
  '*.lab':
    require: {pahole: '>=1.22'}
`,
);

const noProfiles = {profiles: []};
const facts = savedFacts('debian-12-microvm-6.18');
const judged = async (host: string, options: Asked = noProfiles): Promise<HostReport> =>
  assess({...facts, host}, judgeBy(options, await loadPolicy(file))(host));
const finding = ({findings}: HostReport, wanted: string) => findings.find(({id}) => id === wanted);

test('what is said of all holds for every host, with its origin', async () => {
  const report = await judged('web');
  expect(report.groups).toBeUndefined();
  expect(finding(report, 'policy.kernel')).toMatchObject({
    verdict: 'pass',
    severity: 'required',
    title: 'kernel >=5.15 <7',
    origin: [place(3, 11)],
  });
  expect(finding(report, 'tool.make')).toMatchObject({
    severity: 'info',
    ignored: {reason: 'built elsewhere', until: '2099-12-31', origin: place(5, 5)},
  });
  expect(finding(report, 'btf.vmlinux')?.origin).toEqual([`profile libbpf (${place(1, 12)})`]);
  expect(finding(report, 'policy.pahole')).toBeUndefined();
});

test.each(['ci-7', 'root@ci-7:2222', 'ssh://ci-7'])('groups add their demands: %s', async (host) => {
  const report = await judged(host);
  expect(report.groups).toEqual(['builders']);
  expect(finding(report, 'policy.kernel')).toMatchObject({
    verdict: 'fail',
    origin: [place(3, 11), place(12, 15)],
    evidence: ['kernel: 6.18.44-fc-v669', `${place(12, 15)} asks for ^5`],
  });
  expect(finding(report, 'hdr.kernel-headers')).toMatchObject({severity: 'required', verdict: 'fail'});
  expect(report.profiles).toEqual({libbpf: 'not-ready'});
});

test('hosts are matched by pattern, and a dot is a dot', async () => {
  expect(finding(await judged('a.lab'), 'policy.pahole')).toMatchObject({verdict: 'fail', found: 'not installed'});
  expect(finding(await judged('alab'), 'policy.pahole')).toBeUndefined();
});

test("the command line's profiles stand in place of the policy's; naming checks leaves the policy's out", async () => {
  expect(Object.keys((await judged('web', {profiles: ['tracing']})).profiles)).toEqual(['tracing']);
  const {findings} = await judged('web', {profiles: [], only: ['btf.vmlinux']});
  expect(findings.map(({id}) => id)).toEqual(['btf.vmlinux']);
});
