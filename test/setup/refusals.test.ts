import {assess} from '../../src/assess/assess.ts';
import {absent, known} from '../../src/facts/fact.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {makePlan} from '../../src/remedies/plan.ts';
import {cannotFix} from '../../src/setup/refusals.ts';
import {base} from '../checks/cases.ts';
import {changed} from '../saved.ts';

test('what setup cannot fix names the host, and a command that runs', () => {
  const facts = changed(base, {
    os: known({id: 'fedora', idLike: [], versionId: '42', prettyName: 'Fedora Linux 42'}),
    packages: {managers: known(['/usr/bin/dnf'])},
    tools: {clang: absent, 'clang-newest': absent, bpftool: absent},
  });
  const {findings} = assess(facts, {profiles: chooseProfiles(['libbpf'])});
  const {what, todo} = cannotFix(makePlan({...facts, host: 'f42'}, findings));
  expect(what).toBe("Setup can't get f42 ready: Packages.");
  expect(todo).toMatch(/: ebpf doctor tool\.clang tool\.bpftool[ \w.-]* --remote f42$/);
  expect(cannotFix(makePlan({...facts, host: 'localhost'}, findings)).what).toContain('this host');
});
