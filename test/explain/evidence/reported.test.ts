import {reportedLines} from '../../../src/explain/evidence/reported.ts';
import {explain} from '../../../src/explain/explain.ts';

describe('facts of a report in the words of a probe', () => {
  test.each([
    [{'kernel config': '# CONFIG_KPROBES is not set'}, 'config_kprobes: not set'],
    [{config: 'CONFIG_FTRACE_SYSCALLS=n'}, 'config_ftrace_syscalls: not set'],
    [{CONFIG_DEBUG_INFO_BTF: 'no'}, 'config_debug_info_btf: not set'],
    [{FTRACE_SYSCALLS: 'no'}, 'config_ftrace_syscalls: not set'],
    [{'.config': 'CONFIG_BPF_SYSCALL=y'}, 'config_bpf_syscall: y'],
    [{sysctl: 'kernel.perf_event_paranoid = 4'}, 'perf_event_paranoid: 4'],
    [{'/proc/sys/kernel/kptr_restrict': '2'}, 'kptr_restrict: 2'],
    [{'/sys/kernel/security/lockdown': 'none [integrity] confidentiality'}, 'lockdown: integrity'],
    [{'/sys/kernel/security/lockdown': '[none] integrity confidentiality'}, 'lockdown: none'],
    [{cmdline: 'ro quiet lockdown=confidentiality'}, 'lockdown: confidentiality'],
    [{dmesg: 'Lockdown: mytool: use of kprobes is restricted; see man kernel_lockdown.7'}, 'lockdown: integrity'],
    [{id: 'uid=1000(me) gid=1000(me)'}, 'user: non-root'],
    [{id: 'uid=0(root)'}, 'user: root'],
    [{whoami: 'me'}, 'user: non-root'],
    [{sudo: 'not used'}, 'user: non-root'],
    [{'ls -l /sys/kernel/btf/vmlinux': '-r--r--r-- 1 root root 4901163'}, '/sys/kernel/btf/vmlinux: exists'],
    [{'/sys/kernel/btf': 'does not exist'}, '/sys/kernel/btf/vmlinux: missing'],
    [{'active LSMs': 'lockdown,yama,apparmor'}, 'lsm: lockdown,yama,apparmor'],
    [{reboot: 'pending since the upgrade'}, 'kernel headers: installed, of a different version'],
    [{'with sudo': 'works'}, 'cured by: not-root-or-missing-caps'],
    [{note: 'works with --privileged'}, 'cured by: container-lacks-privileges'],
    [{'setenforce 0': 'helps'}, 'cured by: lsm-policy-denied'],
  ])('%j', (facts, line) => {
    expect(reportedLines(facts).split('\n')).toContain(line);
  });

  test('what was said stays, and nothing is said twice', () => {
    expect(reportedLines({User: 'root', CONFIG_KPROBES: 'not set'})).toBe('user: root\nconfig_kprobes: not set');
    expect(reportedLines()).toBe('');
  });

  test.each([[{'with sudo': 'does not work'}], [{note: 'still fails with --privileged'}], [{'works as root': 'no'}]])(
    '%j cures nothing',
    (facts) => {
      expect(reportedLines(facts)).not.toContain('cured by');
    },
  );

  test('a person who saw that the kernel has no BTF knows better than its name', () => {
    const text = 'libbpf: failed to find valid kernel BTF\nlibbpf: Error loading vmlinux BTF: -3';
    const best = (facts: Record<string, string>) =>
      explain({text, context: {kernel: '5.15.0-58-generic', facts}}).causes[0]?.cause;
    expect(best({config: '# CONFIG_DEBUG_INFO_BTF is not set'})).toBe('kernel-btf-not-built');
    expect(best({'/sys/kernel/btf/vmlinux': '4.6 MB'})).toBe('loader-too-old-for-kernel-btf');
  });
});
