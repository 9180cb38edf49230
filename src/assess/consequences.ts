import {features} from '../facts/features.ts';
import type {Finding} from './report.ts';

/** A failing check that explains what others found. */
interface Cause {
  readonly id: string;
  readonly explains: (id: string, finding: Finding) => boolean;
}

const isFeature = (id: string): boolean => id.startsWith('feature.');
const oneOf =
  (...ids: readonly string[]) =>
  (id: string): boolean =>
    ids.includes(id);
const needing = (option: string): readonly string[] =>
  features.filter(({options}) => options.includes(option)).map(({id}) => `feature.${id}`);

const tracepoints = [
  'kconfig.tracepoints',
  'kconfig.syscall-tracepoints',
  'feature.tracepoint',
  'feature.syscall-tracepoint',
];

/** What rests on loading and attaching, and so on the right to. */
const rests = (id: string): boolean =>
  isFeature(id) || oneOf('kconfig.kprobes', 'kconfig.uprobes', 'kconfig.sched-ext', ...tracepoints)(id);

/** Whether a file or the configuration shows that it is not there: no right brings it. */
const proved = ({verdict, source}: Finding): boolean => verdict === 'fail' && source !== 'probe';

/** Deepest first: where several explain a finding, the first does. */
const causes: readonly Cause[] = [
  {id: 'kconfig.bpf-syscall', explains: (id) => isFeature(id) || id === 'kconfig.bpf-jit'},
  {id: 'priv.userns', explains: (id, finding) => rests(id) && !proved(finding)},
  {
    id: 'priv.effective',
    explains: (id, finding) =>
      (rests(id) || oneOf('fs.tracefs', 'security.lockdown', 'btf.vmlinux')(id)) && !proved(finding),
  },
  {id: 'priv.seccomp', explains: (id, finding) => rests(id) && !proved(finding)},
  {id: 'btf.vmlinux', explains: oneOf('tool.bpftool-reads-btf', 'btf.modules', ...needing('DEBUG_INFO_BTF'))},
  {id: 'hdr.present', explains: oneOf('hdr.kernel-headers', 'hdr.same-release')},
  {id: 'hdr.kernel-headers', explains: oneOf('hdr.same-release')},
  {id: 'fs.sys-readonly', explains: oneOf('fs.tracefs', 'fs.bpffs')},
  {id: 'apt.lock', explains: oneOf('apt.broken')},
  {id: 'fs.tracefs', explains: oneOf(...tracepoints)},
];

/** Notes on each finding that is not well which failing check explains it, if one does. */
export const groupByCause = (findings: readonly Finding[]): Finding[] => {
  const failing = new Set(findings.filter(({verdict}) => verdict === 'fail').map(({id}) => id));
  return findings.map((finding) => {
    if (finding.verdict !== 'fail' && finding.verdict !== 'unknown') return finding;
    // What a probe established by itself, such as an errno that says "no such thing", needs no other cause.
    const cause = causes.find(
      ({id, explains}) => failing.has(id) && id !== finding.id && explains(finding.id, finding),
    );
    return cause ? {...finding, because: cause.id} : finding;
  });
};
