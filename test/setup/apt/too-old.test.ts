import {assess} from '../../../src/assess/assess.ts';
import {chooseProfiles} from '../../../src/profiles/choose.ts';
import {makePlan} from '../../../src/remedies/plan.ts';
import type {PackageStep} from '../../../src/remedies/step.ts';
import {availablePackages} from '../../../src/setup/apt/available.ts';
import {changed, savedFacts} from '../../saved.ts';
import {scriptedHost} from '../scripted-host.ts';

const bullseye = savedFacts('debian-11-chroot-6.18');
const none = changed(bullseye, {
  development: {includes: {state: 'known', value: []}, libraries: {state: 'known', value: []}},
});
const stepOf = (facts: typeof bullseye, profile = 'libbpf'): PackageStep => {
  const {steps} = makePlan(facts, assess(facts, {profiles: chooseProfiles([profile])}).findings);
  const step = steps.find(({kind}) => kind === 'packages');
  if (step?.kind !== 'packages') throw new Error('no packages');
  return step;
};
const policy = (version: string, name = 'libbpf-dev') =>
  scriptedHost([
    [/^apt-cache policy/, {stdout: `${name}:\n  Installed: (none)\n  Candidate: ${version}\n  Version table:\n`}],
  ]);

test('on a scripted host: a libbpf that cannot read the BTF of this kernel is refused before it is installed', async () => {
  const step = stepOf(none);
  expect(step.atLeast).toEqual({libbpf: '1.0'});
  await expect(availablePackages(policy('1:0.3-2'), step)).rejects.toMatchObject({
    what: expect.stringContaining('libbpf-dev 0.3-2, where 1.0 or newer is needed'),
    todo: expect.stringContaining('--build local'),
  });
  await availablePackages(policy('1:1.1.2-0+deb12u1'), step);
});

test('a kernel without such types takes any', () => {
  const old = changed(none, {kernel: {release: {state: 'known', value: '5.10.0-32-amd64'}}});
  expect(stepOf(old).atLeast).toBeUndefined();
});

describe('Go', () => {
  const withGo = (go?: string) =>
    changed(none, {
      development: {cilium: {state: 'known', value: []}},
      tools: {
        go: go
          ? {state: 'known', value: {path: '/usr/bin/go', exitCode: 0, output: `go version go${go}`, version: go}}
          : {state: 'absent'},
      },
    });
  const name = 'golang-github-cilium-ebpf-dev';

  test("on a scripted host: a cilium/ebpf that cannot read this kernel's BTF is refused, and 0.11 is not", async () => {
    const step = stepOf(withGo(), 'cilium-ebpf');
    expect(step.packages).toEqual(expect.arrayContaining(['golang-go', name]));
    await expect(availablePackages(policy('0.9.1-1', name), step)).rejects.toMatchObject({
      what: `The cilium-ebpf of this release is too old for its kernel: ${name} 0.9.1-1, where 0.10 or newer is needed.`,
      why: expect.stringContaining('ENUM64'),
      todo: expect.stringContaining('Debian 13'),
    });
    await availablePackages(policy('0.11.0-2', name), step);
  });

  test('a Go that cannot compile the loader is refused', async () => {
    const step = stepOf(withGo('1.15.15'), 'cilium-ebpf');
    await expect(availablePackages(policy('2:1.15~1', 'golang-go'), step)).rejects.toMatchObject({
      what: 'The go of this release is too old: golang-go 1.15~1, where 1.18 or newer is needed.',
    });
  });

  test('a kernel without such types takes the one of Debian 12', async () => {
    const old = changed(withGo(), {kernel: {release: {state: 'known', value: '5.10.0-32-amd64'}}});
    await availablePackages(policy('0.9.1-1', name), stepOf(old, 'cilium-ebpf'));
  });
});

describe('Rust', () => {
  const bookworm = savedFacts('debian-12-cloud-6.1');
  const withoutRust = changed(bookworm, {
    development: {crates: {state: 'known', value: []}},
    tools: {rustc: {state: 'absent'}, cargo: {state: 'absent'}},
  });
  const names = ['librust-libbpf-rs-dev', 'librust-libbpf-cargo-dev'];
  const candidates = (versions: Readonly<Record<string, string>>) =>
    scriptedHost([
      [
        /^apt-cache policy/,
        {
          stdout: Object.entries(versions)
            .map(([name, version]) => `${name}:\n  Installed: (none)\n  Candidate: ${version}\n  Version table:\n`)
            .join(''),
        },
      ],
    ]);

  test('on a scripted host: a release without the crates is refused before Rust is installed, and one with them is not', async () => {
    const step = stepOf(withoutRust, 'libbpf-rs');
    expect(step.packages).toEqual(expect.arrayContaining(['rustc', 'cargo', ...names]));
    const rust = {rustc: '1.63.0+dfsg1-2', cargo: '0.66.0+ds1-1'};
    await expect(availablePackages(candidates(rust), step)).rejects.toMatchObject({
      what: 'apt knows no package of the crates libbpf-rs and libbpf-cargo.',
      why: 'Debian has these crates since 13. Nothing was installed.',
      todo: expect.stringContaining('Debian 13'),
    });
    const trixie = Object.fromEntries(names.map((name) => [name, '0.25.0~beta.1-1']));
    expect((await availablePackages(candidates({...rust, ...trixie}), step)).packages).toEqual(
      expect.arrayContaining(names),
    );
  });

  test('the doctor names no package where the release has none', () => {
    const found = assess(withoutRust, {profiles: chooseProfiles(['libbpf-rs'])}).findings;
    const {remedy} = found.find(({id}) => id === 'tool.libbpf-rs') ?? {};
    expect(remedy).toMatchObject({commands: [], text: expect.stringContaining('Debian has them since 13')});
  });
});
