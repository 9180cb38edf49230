import {at} from '../../hosts/at.ts';
import {shortLine} from '../../hosts/clean.ts';
import type {Host} from '../../hosts/host.ts';
import {panicAfter} from '../../kernels/boot/loader.ts';
import {minutes} from '../../kernels/reboot.ts';
import type {KernelState} from '../../kernels/state.ts';

/** What the reboot means: who does it and who notices, how long the host is away, and what brings the old kernel back. */
export const rebootTexts = (
  state: KernelState,
  release: string,
  {name, local}: Pick<Host, 'name' | 'local'>,
  {timeout, confirmWithin}: {readonly timeout: number; readonly confirmWithin: number},
): readonly string[] => {
  const {release: from, uptime, users} = state;
  return [
    timeout > 0
      ? `${name} is rebooted for it: away for a minute or two, some servers for ten; it is waited for up to ${minutes(timeout)} (--reboot-timeout).`
      : `The reboot is left to you${local ? '.' : '; --reboot does it.'}`,
    `${name} is up for ${uptimeText(uptime)}; logged in: ${users.length > 0 ? shortLine(users.join(', '), 200) : 'nobody'}.`,
    `If ${release} panics, or does not find its root, ${from} boots again by itself after ${panicAfter} s.`,
    confirmWithin > 0
      ? `If it hangs once its init runs, or this program has not reached it ${minutes(confirmWithin)} after its boot (--confirm-within), a timer that is left on ${name} reboots it into ${from}. A hang before that needs a reset from its console or its provider: any reboot is of ${from}.`
      : `If it hangs, or comes up without a network, reset ${name} from its console or its provider: any reboot is of ${from}. --confirm-within leaves a timer that does.`,
    ...lockedTexts(state, name),
    `Afterwards ${release} is the default. To go back: ebpf kernel back${at({name, local})}`,
  ].map((line) => `     ${line}`);
};

/** That a reboot waits for a person, where the root is encrypted and nobody else unlocks it. */
const lockedTexts = ({rootEncrypted, unlockedBy, sshInInitrd}: KernelState, name: string): readonly string[] =>
  rootEncrypted && unlockedBy.length === 0
    ? [
        `The root of ${name} is encrypted, and nothing was found that unlocks it with nobody there: any reboot, the one into the old kernel too, waits for the passphrase at its console${sshInInitrd ? ', or over SSH in its initrd' : ''}.`,
      ]
    : [];

const uptimeText = (seconds: number): string => {
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) return `${Math.floor(hours / 24)} days`;
  return hours > 0 ? `${hours} h ${Math.floor((seconds % 3600) / 60)} min` : `${Math.floor(seconds / 60)} min`;
};
