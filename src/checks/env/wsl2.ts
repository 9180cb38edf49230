import {valueIfKnown} from '../../facts/fact.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unseen} from '../check.ts';

export default {
  id: 'env.wsl2',
  title: 'WSL2 kernel',
  why: 'The kernel of WSL2 comes with Windows, not from the distribution: its BTF, headers and tools have no packages.',
  reads: '/proc/version, uname -r',
  sources: [thresholds.wslBtf.source],
  evaluate: ({kernel: {version, release}}) => {
    if (release.state !== 'known') return unseen('the kernel release', release);
    const name = release.value;
    if (!/microsoft/i.test(`${name} ${valueIfKnown(version) ?? ''}`)) return skip('not WSL2');
    const expected = `${thresholds.wslBtf.version} or newer`;
    const evidence = [`uname -r: ${name}`];
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
