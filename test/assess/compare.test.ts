import {pairHosts} from '../../src/assess/compare.ts';
import {sinceOf} from '../../src/assess/since.ts';
import {diffText} from '../../src/reports/diff.ts';
import {html} from '../../src/reports/html.ts';
import {hosts, reportOf} from '../reports/hosts.ts';

const style = {colour: false, unicode: true};
const all = reportOf(hosts, {lost: true}).hosts;
const find = (name: string) => all.filter(({host}) => host === name);
const [root] = find('debian-12-microvm-6.18');
const [user] = find('debian-12-microvm-6.18-user');
const as = (host: string, report = root) => (report ? [{...report, host}] : []);
const diff = (here: typeof all, there: typeof all) => diffText(pairHosts(here, there, 'saved'), style);

test('all hosts are compared by name, not the first alone', () => {
  const here = [...as('a'), ...as('b'), ...as('c'), ...as('new')];
  const there = [...as('c', user), ...as('b', user), ...as('a'), ...as('old')];
  const text = diff(here, there);
  expect(text).toMatch(/^b, c\n +now +saved\n(?:.*\n)*Privileges/);
  expect(text).toContain(
    '3 hosts compared: 2 differ, 1 does not\nNothing was saved of new\nSaved, and not looked at now: old',
  );
  expect(text).not.toContain('do not differ in anything');
});

test('what only one side was looked at for differs, and so does a host that was not reached', () => {
  const less = root && {...root, findings: root.findings.slice(1)};
  expect(diff(as('a'), as('a', less))).toContain('not looked at');
  const lost = all.filter(({reachable}) => !reachable);
  expect(diff(lost, as('gone.example'))).toMatch(/reachable +not reached +reached/);
  expect(diff(as('a'), as('b'))).toBe('The two hosts do not differ in anything that these profiles look at.');
});

test('fleets without a host in common are refused', () => {
  expect(() => diff([...as('a'), ...as('b')], as('c'))).toThrow('saved has none of the hosts');
});

test('a report tells what changed, and its page shows it without a script, words of hosts as they are', async () => {
  const here = [...as('a'), ...as('b'), ...as('c'), ...as('new'), ...as('<b>new')];
  const there = [...as('c', user), ...as('b', user), ...as('a'), ...as('old')];
  const since = sinceOf(pairHosts(here, there, 'saved.json'), 'saved.json');
  expect(since).toMatchObject({compared: 3, onlyNow: ['new', '<b>new'], onlyBefore: ['old']});
  expect(since.differing.map((each) => each.hosts)).toEqual([['b', 'c']]);
  expect(since.differing[0]?.changes).toContainEqual(
    expect.objectContaining({
      id: 'priv.effective',
      before: expect.objectContaining({verdict: 'fail'}),
      now: expect.objectContaining({verdict: 'pass'}),
    }),
  );
  const page = await html({...reportOf(hosts), hosts: here, since});
  const [section = ''] = /<section id="changes">[\s\S]*?<\/section>/.exec(page) ?? [];
  expect(section).toMatch(/What changed since saved\.json<\/h2><p>2 of 3 hosts differ\./);
  expect(section).toMatch(/Privileges<small>priv\.effective<\/small><\/th><td class="failed">.*?<td class="passed">/);
  expect(section).toContain('&#60;b&#62;new');
  expect(await html(reportOf(hosts))).toContain('<section id="changes"></section>');
});
