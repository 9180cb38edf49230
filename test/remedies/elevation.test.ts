import {assess} from '../../src/assess/assess.ts';
import {makeReport} from '../../src/assess/make.ts';
import {explain} from '../../src/explain/explain.ts';
import {absent, known} from '../../src/facts/fact.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {diagnosisText} from '../../src/reports/diagnosis-text.ts';
import {githubSummary} from '../../src/reports/github-summary.ts';
import {html} from '../../src/reports/html.ts';
import {textReport} from '../../src/reports/text.ts';
import {changed, savedFacts} from '../saved.ts';

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
