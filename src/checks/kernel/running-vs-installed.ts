import {flavourOf} from '../../facts/flavour.ts';
import {compareReleases} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unseen} from '../check.ts';

export default {
  id: 'kernel.running-vs-installed',
  after: 'kernel.version',
  title: 'Newest installed kernel runs',
  why: 'Headers and tools are installed for the newest kernel; while an older one runs they do not fit it.',
  reads: 'uname -r, /boot/vmlinuz-*, /lib/modules/*',
  sources: ['https://www.debian.org/releases/stable/amd64/release-notes/'],
  evaluate: ({kernel: {release, installed}}) => {
    if (release.state !== 'known') return unseen('the kernel release', release);
    if (installed.state !== 'known') return unseen('the list of installed kernels', installed);
    const own = installed.value.filter((other) => flavourOf(other) === flavourOf(release.value));
    const newest = own.toSorted(compareReleases).at(-1);
    const evidence = [`uname -r: ${release.value}`, `installed: ${installed.value.join(', ') || 'none'}`];
    if (newest === undefined)
      return skip('no kernel of this kind is installed in /boot or /lib/modules; this one comes from outside');
    if (compareReleases(release.value, newest) >= 0) return pass(release.value, {evidence});
    return fail(`${release.value} runs, ${newest} is installed`, {
      evidence,
      expected: newest,
      remedy: advise('Reboot into the newest kernel.', {needsReboot: true}),
    });
  },
} satisfies Check;
