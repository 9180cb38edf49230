import {chooseProfiles} from '../../src/profiles/choose.ts';
import type {Step} from '../../src/remedies/step.ts';
import {lookAgain} from '../../src/setup/look-again.ts';
import {madeUpProbe, scriptedHost} from './scripted-host.ts';

const profiles = chooseProfiles(['libbpf']);
const {signal} = new AbortController();
const step = (...checks: string[]): Step => ({kind: 'command', title: 'x', checks, commands: [], needsRoot: true});
const look = (stdout: string, ...steps: Step[]) =>
  lookAgain({host: scriptedHost([[/^sh /, {stdout}]]), profiles, signal}, steps);

describe('on a scripted host', () => {
  test('what a step did not change is said, and no command again', async () => {
    await expect(look(madeUpProbe(), step('tool.clang'))).rejects.toMatchObject({
      what: 'Every command ended well, and yet it is as it was: clang.',
      why: expect.stringContaining('clang: not installed'),
      todo: 'To see all that was read: ebpf doctor tool.clang',
    });
  });

  test('what no step was for, and what could not be looked at, is not', async () => {
    await look(madeUpProbe(), step('tool.make'));
    await look(madeUpProbe({missing: []}), step('tool.clang'));
  });

  test('without steps nothing is looked at', async () => {
    await lookAgain({host: scriptedHost([]), profiles, signal}, []);
  });
});
