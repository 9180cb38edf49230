import {sinceBaseline} from '../../src/assess/baseline.ts';
import {makeReport} from '../../src/assess/make.ts';
import {formatted} from '../../src/reports/formats.ts';
import {text} from '../../src/reports/text.ts';
import {reportOf} from '../reports/hosts.ts';
import {savedFacts} from '../saved.ts';

const host = (name: string, as = 'host') => ({...savedFacts(name), host: as});
const user = reportOf([host('debian-12-microvm-6.18-user')]);
const bare = reportOf([host('debian-13-chroot-6.18')]);
const codeSince = (now: typeof user, before: typeof user) =>
  makeReport(sinceBaseline(now.hosts, before, 'before.json'), '0').exitCode;

test('what was so before does not count, and is shown as ignored', () => {
  expect(user.exitCode).toBe(1);
  expect(codeSince(user, user)).toBe(0);
  const [judged] = sinceBaseline(user.hosts, user, 'before.json');
  expect(judged?.findings.find(({id}) => id === 'priv.effective')).toMatchObject({
    verdict: 'fail',
    severity: 'info',
    ignored: {reason: 'no worse than before: fail', origin: 'before.json'},
  });
});

test('a profile is ready where all that is in its way was so before: no format says otherwise', async () => {
  const now = makeReport(sinceBaseline(bare.hosts, bare, 'before.json'), '0');
  expect(bare.hosts[0]?.profiles).toEqual({libbpf: 'not-ready'});
  expect(now).toMatchObject({exitCode: 0, hosts: [{profiles: {libbpf: 'ready'}}]});
  for (const name of ['text', 'github', 'tap', 'env', 'junit', 'nfd', 'json'] as const)
    expect(await formatted(name, now, {colour: false, unicode: true})).not.toMatch(/not[- ]ready/i);
  expect(text(now, {colour: false, unicode: true, screen: {columns: 80}})).toMatch(/^Ready for libbpf: \d+ passed/m);
});

test('what got worse counts', () => {
  expect(codeSince(bare, user)).toBe(1);
  const [judged] = sinceBaseline(bare.hosts, user, 'before.json');
  const counting = judged?.findings.filter(({verdict, severity}) => verdict === 'fail' && severity === 'required');
  expect(counting?.map(({id}) => id)).toContain('tool.clang');
  expect(counting?.map(({id}) => id)).not.toContain('priv.effective');
});

test('the baseline of another host, or of a host of another architecture, excuses nothing', () => {
  const other = reportOf([host('debian-12-microvm-6.18-user', 'other')]);
  expect(() => codeSince(user, other)).toThrow(
    /before\.json is of other hosts\.\nIt knows other; this report is of host\./,
  );
  const arm = {...user, hosts: user.hosts.map((each) => ({...each, arch: 'aarch64'}))};
  expect(codeSince(user, arm)).toBe(1);
});

test('a host that the baseline does not know is judged as ever', () => {
  const fleet = reportOf([host('debian-12-microvm-6.18', 'a'), host('debian-12-microvm-6.18-user', 'b')]);
  const onlyA = {...fleet, hosts: fleet.hosts.slice(0, 1)};
  expect(codeSince(fleet, onlyA)).toBe(1);
  expect(codeSince(fleet, fleet)).toBe(0);
});
