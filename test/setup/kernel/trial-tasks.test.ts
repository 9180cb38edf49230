import {wentHome} from '../../../src/kernels/guard.ts';
import type {Trial} from '../../../src/kernels/trial.ts';
import {compareTask, keepTask, rebootTask} from '../../../src/setup/kernel/trial-tasks.ts';
import {type Scene, scriptedHost} from '../scripted-host.ts';

const trial: Trial = {release: '6.12.0-1-amd64', from: '6.1.0-50-amd64', bootId: 'first'};
const {signal} = new AbortController();
const say = () => {};

const before = {stdout: 'first\n6.1.0-50-amd64\n'};
const onTrial = {stdout: 'second\n6.12.0-1-amd64\n'};
const home = {stdout: 'third\n6.1.0-50-amd64\n'};

/** What is asked of a host whatever becomes of its kernel. */
const rest: readonly Scene[] = [
  [/^cat \/var\/lib\/ebpf-kernel\/trial\.json/, {stdout: JSON.stringify(trial)}],
  [new RegExp(`^cat ${wentHome}`), {stdout: '6.12.0-1-amd64 ran for 60 s and nobody confirmed it.\n'}],
  [/^cat \/proc\/sys\/kernel\/panic/, {stdout: '0\n'}],
  // Its boot loader is not looked at here.
  [/^sh -s$/, {exitCode: 1}],
  [/^sh -s --/],
  [/^systemctl is-system-running/],
  [/^cat \/var\/lib\/ebpf-kernel\/before/, {stdout: 'unit old.service\n'}],
  [/^sh -c \[ ! -e .*guard\.sh end/, {exitCode: 4}],
  [/^sh -c .*(mkdir -p|systemctl daemon-reload|systemctl reboot|ebpf\.log)/s],
];

const fell = {
  what: '6.12.0-1-amd64 came up and was not reached in time: 6.1.0-50-amd64 runs again.',
  why: '6.12.0-1-amd64 ran for 60 s and nobody confirmed it.',
};

test('a host that is reached when its timer has begun to reboot it is waited for, and has fallen back', async () => {
  const host = scriptedHost([[/boot_id/, before, onTrial, onTrial, home], ...rest], {local: false});
  const said: string[] = [];
  const task = rebootTask({host, signal, times: {confirmWithin: 1}}, trial);
  await expect(task.run((text) => said.push(text))).rejects.toMatchObject(fell);
  expect(said).toContain('6.12.0-1-amd64 was reached later than 1 minute after its boot (--confirm-within)');
  expect(host.ran.filter((each) => /^sh .*trial\.json/s.test(each))).toEqual([]);
});

test('what is seen of the old kernel is not taken for the new one’s', async () => {
  const host = scriptedHost([[/boot_id/, home], ...rest], {local: false});
  await expect(compareTask({host, signal}, trial).run(say)).rejects.toMatchObject(fell);
});

test('nothing but the kernel on trial that runs is made the default', async () => {
  for (const now of [home, {exitCode: 255}]) {
    const host = scriptedHost([[/boot_id/, now], ...rest], {local: false});
    await expect(keepTask(host, trial).run(say)).rejects.toMatchObject({
      what: now === home ? fell.what : 'Which kernel far runs could not be found out.',
    });
    expect(host.ran.filter((each) => /set-default|makeDefault|zz-ebpf/.test(each))).toEqual([]);
  }
});

test('another machine that answers to the same name after the reboot is not taken for the one that was rebooted', async () => {
  const other = JSON.stringify({...trial, bootId: 'of another'});
  for (const now of [onTrial, home])
    for (const there of [{exitCode: 1}, {stdout: other}]) {
      const scenes: Scene[] = [
        [/boot_id/, before, now],
        [/^cat .*trial\.json/, there],
      ];
      const host = scriptedHost([...scenes, ...rest], {local: false});
      const rebooting = rebootTask({host, signal, times: {confirmWithin: 0}}, trial);
      const what = 'What answers as far now has no word of the kernel on trial.';
      await expect(rebooting.run(say)).rejects.toMatchObject({what, exitCode: 3});
      await expect(keepTask(host, trial).run(say)).rejects.toMatchObject({what});
      const rebooted = host.ran.findIndex((each) => each.includes('systemctl reboot'));
      expect(host.ran.slice(rebooted + 1).filter((each) => !/boot_id|^cat/.test(each))).toEqual([]);
    }
});
