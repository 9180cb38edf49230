import type {Facts} from '../../facts/facts.ts';
import {kernelFromOutside} from '../../facts/host-kind.ts';
import {kernelOption, optionEvidence} from '../../facts/kconfig.ts';
import {thresholds} from '../../facts/thresholds.ts';
import {sayWhoChooses} from '../../remedies/foreign-kernel.ts';
import {advise, type Remedy} from '../../remedies/remedy.ts';
import {type Check, fail, pass, unknown} from '../check.ts';

const file = '/sys/kernel/btf/vmlinux';

export default {
  id: 'btf.vmlinux',
  title: 'Kernel BTF',
  why: "CO-RE programs and vmlinux.h are made from the kernel's description of its own types.",
  breaks: 'CO-RE programs and vmlinux.h are made from it',
  reads: `${file}: presence, size, header; CONFIG_DEBUG_INFO_BTF`,
  sources: [
    thresholds.btfSysfs.source,
    'https://docs.kernel.org/bpf/btf.html',
    'https://github.com/inspektor-gadget/inspektor-gadget/issues/217',
  ],
  evaluate: (facts) => {
    const {vmlinux} = facts.btf;
    const config = optionEvidence(facts, 'DEBUG_INFO_BTF');
    const expected = `${file} with types`;
    if (vmlinux.state === 'unreadable') {
      return unknown(`${file} could not be read`, {evidence: [vmlinux.reason, config], expected});
    }
    if (vmlinux.state === 'absent') {
      const dropped = kernelOption(facts, 'DEBUG_INFO_BTF') === 'y';
      const unset = kernelOption(facts, 'DEBUG_INFO_BTF') === 'unset';
      const without = unset ? 'none: the kernel was built without CONFIG_DEBUG_INFO_BTF' : 'none';
      return fail(dropped ? 'no file, though the configuration asks for BTF' : without, {
        evidence: [`${file} does not exist`, config],
        expected,
        remedy: dropped ? hidden : withBtf(facts),
      });
    }
    const {size, validMagic, typeBytes} = vmlinux.value;
    const evidence = [`${file}: ${size} bytes, ${typeBytes} of them types`, config];
    return validMagic && typeBytes > 0
      ? pass(`${(size / 1e6).toFixed(1)} MB`, {evidence, expected})
      : fail(validMagic ? 'the file holds no types' : 'the file is not BTF', {
          evidence,
          expected,
          remedy: withBtf(facts),
        });
  },
} satisfies Check;

const withBtf = (facts: Facts): Remedy => (kernelFromOutside(facts) ? sayWhoChooses(otherKernel, facts) : setUpKernel);

const setUpKernel = advise(
  'Run "ebpf setup --kernel auto": it finds a kernel with BTF and boots it, with a way back. Or give libbpf a BTF file for this very kernel (BTFHub, or pahole --btf_encode_detached on its debug symbols).',
  {needsReboot: true},
);

const otherKernel = advise(
  "Boot a kernel built with CONFIG_DEBUG_INFO_BTF=y: the distribution's own has it since Debian 11, Ubuntu 20.10, Fedora 31 and RHEL 8.2. Or give libbpf a BTF file for this very kernel (BTFHub, or pahole --btf_encode_detached on its debug symbols).",
  {needsReboot: true},
);

const hidden = advise(
  'The kernel was built without pahole, which drops BTF silently, or /sys is hidden here (a container). On the host itself, look for the file; else boot another kernel.',
);
