import {hasCapability} from '../../facts/capabilities.ts';
import {type Fact, valueIfKnown} from '../../facts/fact.ts';
import type {Facts} from '../../facts/facts.ts';

/**
 * The facts of a probed host in the words that reports use, one `key: value` a line, so that signatures and clues are
 * written once for both. What could not be read is left out: it is evidence for nothing.
 */
export function factLines(facts: Facts): string[] {
  const {kernel, privileges, security} = facts;
  return [
    ...line('distro', facts.os, (os) => os.prettyName),
    ...line(
      '/sys/kernel/btf/vmlinux',
      facts.btf.vmlinux,
      ({typeBytes}) => (typeBytes > 0 ? 'exists' : 'empty'),
      'missing',
    ),
    ...line('/sys/kernel/btf modules', facts.btf.modules, String),
    ...line('uid', privileges.uid, String),
    ...line('user', privileges.uid, (uid) => (uid === 0 ? 'root' : 'non-root')),
    ...line(
      'capabilities',
      privileges.capEffective,
      (mask) => loading.filter((name) => hasCapability(mask, name)).join(' ') || 'none',
    ),
    ...line('seccomp', privileges.seccomp, (mode) => ['none', 'strict', 'filter'][mode] ?? String(mode)),
    ...line('ulimit -l', privileges.memlock, (limit) => (limit === 'unlimited' ? limit : `${limit} kib`)),
    ...Object.entries(facts.sysctl).flatMap(([name, value]) => line(name.replace(/^kernel\./, ''), value, String)),
    ...line('lockdown', security.lockdown, String),
    ...line('lsm', security.lsm, (list) => list.join(',')),
    ...line('secure boot', security.secureBoot, (on) => (on ? 'enabled' : 'disabled')),
    ...line('tracefs', facts.tracing.directory, () => 'mounted', 'not mounted'),
    ...line('syscall tracepoints', facts.tracing.syscallTracepoints, (there) => (there ? 'exist' : 'none')),
    ...line('pmus', facts.tracing.pmus, (names) => names.join(',')),
    ...line('mounts', facts.mounts, (mounts) => mounts.map(({type, path}) => `${type} on ${path}`).join('; ')),
    ...container(facts),
    ...line(
      'kernel headers',
      facts.headers.build,
      ({dangling}) => (dangling ? 'dangling link' : 'installed'),
      'missing',
    ),
    ...line('kheaders', facts.headers.kheaders, (there) => (there ? 'exists' : 'missing')),
    ...line('installed kernels', kernel.installed, (list) => list.join(', ')),
    ...line('dpkg', facts.packages.interrupted, (interrupted) => (interrupted ? 'interrupted' : 'clean')),
    ...options(facts),
  ];
}

/** What loading or attaching a program asks of a process, see capabilities(7). */
const loading = ['CAP_BPF', 'CAP_PERFMON', 'CAP_NET_ADMIN', 'CAP_SYS_ADMIN', 'CAP_SYS_RESOURCE'] as const;

/** A user namespace of its own limits a process as a container does, whatever made it. */
function container({environment, privileges}: Facts): string[] {
  if (valueIfKnown(privileges.initialUserNamespace) === false) return ['container: user namespace'];
  return line('container', environment.signs, (signs) =>
    signs.some((sign) => /dockerenv|containerenv/.test(sign)) ? 'yes' : 'no',
  );
}

const line = <T>(key: string, fact: Fact<T>, show: (value: T) => string, absent?: string): string[] => {
  const value = valueIfKnown(fact);
  if (value !== undefined) return [`${key}: ${show(value)}`];
  return fact.state === 'absent' && absent ? [`${key}: ${absent}`] : [];
};

/** Options whose absence explains something; the others would only be noise. */
const telling =
  'BPF_SYSCALL BPF_JIT BPF_LSM BPF_EVENTS DEBUG_INFO_BTF DEBUG_INFO_BTF_MODULES FTRACE_SYSCALLS FUNCTION_TRACER ' +
  'FPROBE KPROBES KPROBE_EVENTS UPROBE_EVENTS NET_CLS_BPF NET_SCH_INGRESS XDP_SOCKETS CGROUP_BPF';

function options(facts: Facts): string[] {
  const config = valueIfKnown(facts.kernel.config);
  if (!config) return [];
  return telling.split(' ').map((name) => `CONFIG_${name}: ${config.options[name] ?? 'not set'}`);
}
