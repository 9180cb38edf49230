import {noConfig, optionEvidence} from '../../facts/kconfig.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {atLeast} from '../../facts/version.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown} from '../check.ts';

export default {
  id: 'btf.pahole-built-with',
  after: 'btf.modules',
  title: "pahole that made the kernel's BTF",
  why: "The kernel's BTF is as good as the pahole that encoded it; 1.24 and newer write ENUM64, which a kernel before 6.0 refuses to load.",
  reads: 'CONFIG_PAHOLE_VERSION (since 5.18: 125 means 1.25), uname -r',
  sources: ['https://git.kernel.org/torvalds/c/613fe1692377', thresholds.paholeEnum64.source],
  evaluate: (facts) => {
    const {config, release} = facts.kernel;
    if (facts.btf.vmlinux.state === 'absent') return skip('the kernel has no BTF');
    if (config.state !== 'known') return unknown(noConfig(facts), {source: 'kconfig'});
    const number = Number(config.value.options.PAHOLE_VERSION ?? Number.NaN);
    if (Number.isNaN(number)) return skip('this kernel does not tell (it does since 5.18)');
    const evidence = [optionEvidence(facts, 'PAHOLE_VERSION')];
    if (number === 0) {
      return fail('no pahole when the kernel was configured', {
        source: 'kconfig',
        evidence,
        expected: `pahole ${thresholds.pahole.version}`,
        remedy,
      });
    }
    const version = `${Math.floor(number / 100)}.${number % 100}`;
    const tooNew =
      atLeast(version, thresholds.paholeEnum64.version) === true &&
      release.state === 'known' &&
      atLeast(release.value, thresholds.enum64.version) === false;
    // Kernels of distributions carry the option that turns ENUM64 off, so this is a warning about a mix, not a verdict on BTF.
    if (tooNew) {
      return unknown(`pahole ${version}, on a kernel before ${thresholds.enum64.version}`, {
        source: 'kconfig',
        evidence,
        expected: `pahole before ${thresholds.paholeEnum64.version}, or one told to skip ENUM64`,
        remedy,
      });
    }
    return atLeast(version, thresholds.pahole.version)
      ? pass(`pahole ${version}`, {source: 'kconfig', evidence})
      : fail(`pahole ${version}`, {
          source: 'kconfig',
          evidence,
          expected: `pahole ${thresholds.pahole.version} or newer`,
          remedy,
        });
  },
} satisfies Check;

const remedy = advise(
  'Only a kernel built with a fitting pahole helps; if BTF loads (see btf.vmlinux and tool.bpftool-reads-btf), leave it.',
);
