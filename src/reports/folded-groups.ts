import type {Finding} from '../assess/report.ts';
import {isInTheWay} from '../assess/standing.ts';
import {counted} from '../hosts/in-words.ts';

/** Groups of checks that are one row where nothing required is wrong in them, with what people look for. */
interface Folded {
  readonly title: string;
  readonly groups: readonly string[];
  /** By check, how what it found is told; in the order of the row. */
  readonly shown: Readonly<Record<string, (found: string) => string>>;
}

const named = (name: string) => (found: string) => `${name} ${found}`;
const just = (text: string) => () => text;

const rows: readonly Folded[] = [
  {
    title: 'Kernel',
    groups: ['host', 'env', 'kernel', 'btf', 'kconfig', 'feature'],
    shown: {
      'btf.vmlinux': named('BTF'),
      'kconfig.bpf-syscall': just('bpf()'),
      'kconfig.bpf-jit': just('JIT'),
      'kconfig.syscall-tracepoints': just('tracepoints'),
      'feature.map-ringbuf': just('ring buffer'),
    },
  },
  {
    title: 'Privileges',
    groups: ['priv', 'limit', 'sysctl', 'security'],
    shown: {'priv.effective': (found) => found, 'security.lockdown': named('lockdown')},
  },
  {title: 'File systems', groups: ['fs'], shown: {'fs.tracefs': named('tracefs on'), 'fs.bpffs': named('bpffs on')}},
  {
    title: 'Toolchain',
    groups: ['tool', 'hdr'],
    shown: {
      'tool.clang': named('clang'),
      'tool.bpftool': named('bpftool'),
      'tool.libbpf-dev': named('libbpf'),
      'tool.bpftrace': named('bpftrace'),
      'tool.go': named('Go'),
      'tool.python3-bpfcc': named('BCC'),
      'tool.cc': named('cc'),
      'tool.make': named('make'),
    },
  },
  {
    title: 'Packages',
    groups: ['apt', 'disk'],
    shown: {'apt.lock': just('apt is free'), 'apt.sources': named('lists'), 'disk.root': (found) => found},
  },
  {title: 'Policy', groups: ['policy'], shown: {}},
  {title: 'Programs', groups: ['program'], shown: {}},
];

/** The rows of groups in which something passes and nothing required is wrong. */
export const foldedGroups = (
  findings: readonly Finding[],
): readonly {readonly title: string; readonly text: string}[] =>
  rows.flatMap(({title, groups, shown}) => {
    const own = findings.filter(({group}) => groups.includes(group));
    const passed = own.filter(({verdict, severity}) => verdict === 'pass' && severity !== 'info');
    if (passed.length === 0 || own.some((finding) => isInTheWay(finding))) return [];
    const told = Object.entries(shown).flatMap(([id, tell]) => {
      const found = passed.find((finding) => finding.id === id)?.found;
      return found === undefined ? [] : [tell(found)];
    });
    return [{title, text: told.length > 0 ? told.join(', ') : `${counted(passed.length, 'check')} passed`}];
  });
