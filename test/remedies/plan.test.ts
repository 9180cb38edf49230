import {assess} from '../../src/assess/assess.ts';
import {absent, known} from '../../src/facts/fact.ts';
import {chooseProfiles} from '../../src/profiles/choose.ts';
import {makePlan} from '../../src/remedies/plan.ts';
import {showCommand} from '../../src/remedies/show.ts';
import {base} from '../checks/cases.ts';
import {changed} from '../saved.ts';

const profiles = chooseProfiles(['libbpf']);
const planFor = (change: Parameters<typeof changed<typeof base>>[1]) => {
  const facts = changed(base, change);
  return makePlan(facts, assess(facts, {profiles}).findings);
};
const fresh = {packages: {listsUpdated: base.time}};
const mounted = {mounts: known([{type: 'bpf', path: '/sys/fs/bpf', options: []}])};

test('nothing to do on a host that has it all', () => {
  expect(planFor({...fresh, ...mounted}).steps).toEqual([]);
});

test('one apt line for all packages, after the lists when they are old, before mounts', () => {
  const plan = planFor({
    tools: {clang: absent, bpftool: absent},
    packages: {listsUpdated: absent},
    tracing: {directory: absent},
    mounts: known([]),
  });
  expect(plan.steps.flatMap(({commands}) => commands.map((command) => showCommand(command)))).toEqual([
    'apt-get update',
    'apt-get install --yes --no-install-recommends clang bpftool',
    'mount -t tracefs nodev /sys/kernel/tracing',
    'mount -t bpf bpf /sys/fs/bpf',
  ]);
});

test('dpkg is made whole before anything is installed', () => {
  const plan = planFor({
    ...mounted,
    tools: {clang: absent},
    packages: {...fresh.packages, unfinished: known(['libc6: half-configured'])},
  });
  expect(plan.steps.map(({commands}) => commands[0]?.[0])).toEqual(['dpkg', 'apt-get']);
});

test('Ubuntu before 25.04 has no bpftool package', () => {
  const ubuntu = known({id: 'ubuntu', idLike: ['debian'], versionId: '24.04', prettyName: 'Ubuntu 24.04'});
  const [step] = planFor({
    ...fresh,
    ...mounted,
    os: ubuntu,
    kernel: {release: known('6.8.0-31-generic')},
    tools: {bpftool: absent},
  }).steps;
  expect(step).toMatchObject({kind: 'packages', packages: ['linux-tools-6.8.0-31-generic', 'linux-tools-common']});
});

test('what only a person can mend is named, and no command is made up for it', () => {
  const plan = planFor({...fresh, ...mounted, btf: {vmlinux: absent}});
  expect(plan.steps).toEqual([]);
  expect(plan.manual.map(({check}) => check)).toEqual(['btf.vmlinux']);
});

test('commands are shown so that a shell takes them as they are run', () => {
  expect(showCommand(['echo', "it's", 'a b', '$HOME', '--x=1'])).toBe(String.raw`echo 'it'\''s' 'a b' '$HOME' --x=1`);
});

describe('where apt can not install', () => {
  const lacking = {...fresh, ...mounted, tools: {clang: absent, 'clang-newest': absent, bpftool: absent}};
  const fedora = {
    os: known({id: 'fedora', idLike: [], versionId: '42', prettyName: 'Fedora Linux 42'}),
    packages: {listsUpdated: absent, managers: known(['/usr/bin/dnf', '/usr/bin/rpm'])},
  };
  const readOnly = {mounts: known([{type: 'ext4', path: '/', options: ['ro']}, ...mounted.mounts.value])};

  test.each([
    ['another manager', fedora, /\ndnf install .*clang bpftool/],
    ['a root that can not be written', readOnly, /read-only: clang bpftool can be installed after/],
  ])('%s: no step of apt, and the packages are for a person', (_, change, said) => {
    const {steps, manual} = planFor({...lacking, ...change});
    expect(steps).toEqual([]);
    expect(manual).toMatchObject([{title: 'Packages', text: expect.stringMatching(said)}]);
  });
});

test('where no package has the headers of this kernel, others are linked in, with a warning, and nothing is left to a person', () => {
  const facts = changed(base, {
    ...fresh,
    ...mounted,
    kernel: {release: known('6.18.44-custom')},
    headers: {build: absent, source: absent, kheaders: known(false)},
  });
  const bcc = chooseProfiles(['bcc']);
  const plan = makePlan(facts, assess(facts, {profiles: bcc}).findings);
  expect(plan.manual).toEqual([]);
  expect(plan.steps.filter(({kind}) => kind === 'headers')).toMatchObject([
    {title: expect.stringContaining('6.18.44-custom'), warning: expect.stringContaining('wrong field offsets')},
  ]);
});
