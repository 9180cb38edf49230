import {bestBpftool, btfParsing, cutOff} from '../../facts/toolchain.ts';
import {advise} from '../../remedies/remedy.ts';
import {type Check, fail, pass, skip, unknown, unseen} from '../check.ts';

export default {
  id: 'tool.bpftool-reads-btf',
  after: 'tool.bpftool',
  title: "bpftool reads this kernel's BTF",
  why: 'A bpftool older than the kernel may not know the kinds in its BTF, and then a Makefile that calls it makes an empty vmlinux.h; "ebpf vmlinux" needs none.',
  reads: 'the first type in: bpftool btf dump file /sys/kernel/btf/vmlinux',
  sources: ['https://github.com/kubearmor/KubeArmor/issues/1400'],
  evaluate: (facts) => {
    const expected = 'types';
    if (facts.btf.vmlinux.state === 'absent') return skip('the kernel has no BTF');
    const bpftool = bestBpftool(facts);
    if (bpftool.state === 'unreadable') return unseen('bpftool', bpftool, {expected});
    const late = bpftool.state === 'known' ? cutOff(bpftool.value) : undefined;
    if (late) return unknown(late, {source: 'probe', expected});
    if (bpftool.state === 'absent' || bpftool.value.exitCode !== 0) return skip('there is no bpftool that runs');
    const said = btfParsing(bpftool.value)?.split('\n') ?? [];
    const {vmlinux} = facts.btf;
    const evidence = [
      ...(vmlinux.state === 'unreadable' ? [vmlinux.reason] : []),
      `${bpftool.value.path} ${bpftool.value.version ?? ''}: ${said[0] || 'not run'}`,
      ...said.slice(1),
    ];
    const slow = said.find((line) => line.startsWith('did not answer'));
    if (slow || !said[0]) return unknown(`bpftool ${slow ?? 'gave no answer'}`, {source: 'probe', evidence, expected});
    return said.some((line) => /^\[\d+\] /.test(line))
      ? pass('it does', {source: 'probe', evidence, expected})
      : fail('it does not', {
          source: 'probe',
          evidence,
          expected,
          remedy: advise(
            'Write vmlinux.h with "ebpf vmlinux"; or install a bpftool at least as new as the kernel: from backports, or build https://github.com/libbpf/bpftool (20 seconds).',
          ),
        });
  },
} satisfies Check;
