import {valueIfKnown} from '../../facts/fact.ts';
import {flavourOf} from '../../facts/flavour.ts';
import {compareReleases} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unseen} from '../check.ts';

export default {
  id: 'kernel.default-follows-updates',
  after: 'kernel.running-vs-installed',
  title: 'Newest kernel boots by default',
  why: 'Where the boot loader names one kernel as the default, security updates are installed and never boot.',
  reads: 'GRUB_DEFAULT in /etc/default/grub and grub.d, saved_entry, /boot/vmlinuz-*',
  sources: ['https://www.gnu.org/software/grub/manual/grub/html_node/Simple-configuration.html'],
  evaluate: ({kernel: {grubDefault, installed, onTrial}}) => {
    if (grubDefault === undefined || grubDefault.state === 'absent') return skip('GRUB is not configured here');
    if (grubDefault.state === 'unreadable') return unseen('the default of GRUB', grubDefault);
    if (installed.state !== 'known') return unseen('the list of installed kernels', installed);
    if (onTrial && valueIfKnown(onTrial))
      return skip('another kernel is on trial, and the default is held until that has passed');
    const evidence = [
      `GRUB_DEFAULT: ${grubDefault.value || 'none'}`,
      `installed: ${installed.value.join(', ') || 'none'}`,
    ];
    // By title it is "..., with Linux 6.1.0-37-amd64", by id gnulinux-6.1.0-37-amd64-advanced-UUID.
    const named = installed.value
      .filter(
        (release) => grubDefault.value.endsWith(` ${release}`) || grubDefault.value.includes(`gnulinux-${release}-`),
      )
      .toSorted((a, b) => b.length - a.length)[0];
    if (named === undefined) return pass('no kernel is named as the default', {evidence});
    const newer = installed.value
      .filter((release) => flavourOf(release) === flavourOf(named) && compareReleases(release, named) > 0)
      .toSorted(compareReleases)
      .at(-1);
    if (newer === undefined) return pass(`${named} is named, and none is newer`, {evidence});
    return fail(`${named} is named, and ${newer} does not boot by itself`, {
      evidence,
      expected: 'the newest kernel',
      remedy: advise(
        'Let the newest kernel boot: GRUB_DEFAULT=0 in /etc/default/grub (or remove the file in /etc/default/grub.d that names one), then update-grub. "ebpf kernel status" shows what boots next.',
      ),
    });
  },
} satisfies Check;
