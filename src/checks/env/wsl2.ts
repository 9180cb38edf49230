import {hostKind} from '../../facts/host-kind.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unseen} from '../check.ts';

export default {
  id: 'env.wsl2',
  title: 'WSL2 kernel',
  why: 'The kernel of WSL2 comes with Windows, not from the distribution: its BTF, headers and tools have no packages.',
  reads: '/proc/version, uname -r, /run/WSL',
  sources: [thresholds.wslBtf.source, 'https://github.com/microsoft/WSL/issues/3225'],
  evaluate: (facts) => {
    const {release} = facts.kernel;
    if (release.state !== 'known') return unseen('the kernel release', release);
    const name = release.value;
    const {kind} = hostKind(facts);
    if (kind !== 'WSL1' && kind !== 'WSL2') return skip('not WSL2');
    const expected = `${thresholds.wslBtf.version} or newer`;
    const evidence = [`uname -r: ${name}`];
    if (kind === 'WSL1')
      return fail('WSL1, which has no Linux kernel and no BPF', {
        evidence,
        expected: 'WSL2',
        remedy: advise(
          'In Windows: wsl --set-version DISTRO 2, with the name that "wsl --list" tells. "wsl --update" changes nothing for it.',
          {needsReboot: true},
        ),
      });
    return atLeast(name, thresholds.wslBtf.version)
      ? pass(name, {source: 'version', evidence, expected})
      : fail(name, {
          source: 'version',
          evidence,
          expected,
          remedy: advise('In Windows: wsl --update, then wsl --shutdown.', {needsReboot: true}),
        });
  },
} satisfies Check;
