import {readFileSync} from 'node:fs';
import type {Host} from '../../src/hosts/host.ts';
import {planBack} from '../../src/kernels/back.ts';
import {trialFile} from '../../src/kernels/trial.ts';

const saved = readFileSync(new URL('hosts/debian-12-no-btf.txt', import.meta.url), 'utf8');
const running = '6.1.192-0601192-generic';
const other = '6.1.0-50-amd64';
const bootId = /^boot-id (.*)$/m.exec(saved)?.[1] ?? '';

/** A pretended host: what scripts/kernel-state.sh printed on a real one, with a further kernel, and what earlier runs have noted. */
const host = (
  noted: Readonly<Record<string, string>> = {},
  kernels = `kernel ${other} 8000000 30000000 100000 yes linux-image-${other}\n`,
): Host =>
  ({
    name: 'web1',
    run: async ([program = '', file = '']: readonly string[]) => {
      const text = program === 'sh' ? `${saved}${kernels}` : noted[file];
      return {exitCode: text === undefined ? 1 : 0, stdout: Buffer.from(text ?? ''), stderr: ''};
    },
  }) as unknown as Host;

const trial = (change: object) => ({[trialFile]: JSON.stringify({release: other, from: running, bootId, ...change})});

test('the way back is to the kernel that was replaced last, or to one that is named, with or without BTF', async () => {
  for (const way of [
    await planBack(host({'/var/lib/ebpf-kernel/previous': `${other}\n`})),
    await planBack(host(), other),
  ])
    expect(way).toMatchObject({
      kind: 'install',
      plan: {release: other, requirement: {btf: false}, decision: {choice: {kind: 'installed', release: other}}},
    });
});

test('what is not installed, runs, or is not known is refused with what there is', async () => {
  await expect(planBack(host())).rejects.toMatchObject({
    what: 'No kernel is known to go back to: none was kept here.',
    todo: `Name one that is installed: ebpf kernel back ${other} --remote web1. Installed: ${other}.`,
    exitCode: 2,
  });
  await expect(planBack(host(), running)).rejects.toMatchObject({what: `${running} runs.`});
  await expect(planBack(host(), '5.10.0-1-amd64')).rejects.toMatchObject({what: '5.10.0-1-amd64 is not installed.'});
  await expect(planBack(host({}, ''))).rejects.toMatchObject({
    todo: 'No other kernel is installed. Install one: ebpf kernel install distro --remote web1',
  });
});

test('a kernel that was made ready and not booted is let go of', async () => {
  expect(await planBack(host(trial({})))).toMatchObject({kind: 'cancel', trial: {release: other}});
});

test('the default is let go of that is still held for one that fell back', async () => {
  const fallen = trial({bootId: 'before'});
  expect(await planBack(host({...fallen, '/var/lib/ebpf-kernel/pinned': `${running}\n`}))).toMatchObject({
    kind: 'cancel',
    fell: true,
  });
  // It was let go of before: it leads to the kernel that was kept then.
  const previous = {'/var/lib/ebpf-kernel/previous': `${other}\n`};
  expect(await planBack(host({...fallen, ...previous}))).toMatchObject({kind: 'install', plan: {release: other}});
});

test('one on trial is left by a reboot, which the same line then finds done', async () => {
  const onTrial = trial({release: running, from: other, bootId: 'before'});
  expect(await planBack(host(onTrial))).toEqual({
    kind: 'reboot',
    booted: false,
    trial: {release: other, from: running, bootId, back: true},
  });
  const done = trial({release: running, from: other, bootId: 'before', back: true});
  expect(await planBack(host(done))).toMatchObject({kind: 'reboot', booted: true, trial: {release: running}});
});
