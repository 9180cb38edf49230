import {assess} from '../../src/assess/assess.ts';
import {makeReport} from '../../src/assess/make.ts';
import {explain} from '../../src/explain/explain.ts';
import {absent, known} from '../../src/facts/fact.ts';
import {routes} from '../../src/hello/routes.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {type Reader, readerOn} from '../../src/remedies/elevation.ts';
import {diagnosisText} from '../../src/reports/diagnosis-text.ts';
import {githubSummary} from '../../src/reports/github-summary.ts';
import {textReport} from '../../src/reports/host-text.ts';
import {html} from '../../src/reports/html.ts';
import {changed, savedFacts} from '../saved.ts';
import {scriptedHost} from '../setup/scripted-host.ts';

const style = {colour: false, unicode: true};

test.each([
  ['a user with sudo', 1000, ['sudo'], 'sudo apt-get install --yes --no-install-recommends clang'],
  ['a user with doas', 1000, ['doas'], 'doas apt-get install --yes --no-install-recommends clang'],
  ['root', 0, ['sudo'], undefined],
])('every form of a report shows %s the same command', async (_, uid, elevation, command) => {
  const facts = changed(savedFacts('debian-12-cloud-6.1'), {
    privileges: {uid: known(uid), elevation: known(elevation)},
    tools: {clang: absent, 'clang-newest': absent},
  });
  const report = makeReport([assess(facts, {profiles: chooseProfiles(['libbpf'])})], '0.0.0');
  const forms = [
    textReport(report, style),
    githubSummary(report),
    await html(report),
    diagnosisText(explain({text: 'make: clang: No such file or directory', facts}), style),
  ];
  for (const form of forms) {
    expect(form).toContain(command ?? 'apt-get install --yes --no-install-recommends clang');
    if (command === undefined) expect(form).not.toMatch(/(sudo|doas) apt-get/);
  }
});

test.each([
  ['root', '0\n/usr/bin/sudo\n', false, true, 'root'],
  ['a user with sudo', '1000\n/usr/bin/sudo\n/usr/bin/doas\n', false, true, 'sudo'],
  ['a user whom sudo refuses elsewhere', '1000\n/usr/bin/sudo\n/usr/bin/doas\n', true, false, 'doas'],
  ['a user whom sudo and doas refuse here', '1000\n/usr/bin/sudo\n/usr/bin/doas\n', true, true, 'nobody'],
  ['a user with neither', '1000\n', false, true, 'nobody'],
])('who reads a plan: %s', async (_, stdout, refused, local, reader) => {
  const host = scriptedHost([[/^sh -c id -u/, {stdout}]], {local});
  expect(await readerOn(host, {refused})).toBe(reader satisfies string as Reader);
});

test.each(routes.filter(({name}) => name !== 'run'))(
  'what to do after the hello for $name is for its reader',
  ({next}) => {
    expect(next('./d')).not.toMatch(/sudo|doas/);
    expect(next('./d', 'doas')).toMatch(/\bdoas \S*hello/);
  },
);
