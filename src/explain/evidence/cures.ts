/** What was found to help, and what it is about. The first that a line names counts. */
const cures: readonly (readonly [string, RegExp])[] = [
  ['seccomp', /seccomp|security-opt/],
  ['policy', /setenforce|permissive|selinux|apparmor|label[=:]disable/],
  ['memlock', /ulimit|memlock|limits\.conf/],
  ['lockdown', /secure ?boot|lockdown/],
  ['unprivileged', /unprivileged_bpf/],
  ['paranoid', /perf_event_paranoid/],
  ['pointers', /kptr_restrict/],
  ['tracefs', /\b(debugfs|tracefs)\b|\/sys\/kernel\/(debug|tracing)/],
  ['bpffs', /\bbpffs\b|\/sys\/fs\/bpf/],
  [
    'container',
    /privileged|\b(on|from) (the )?host\b|outside|without (docker|podman|a container|container)|bare metal|cap[-_]add/,
  ],
  ['root', /\bsudo\b|\bas root\b|\broot user\b|setcap/],
  ['driver', /\bmtu\b|generic( xdp)?( mode)?\b|xdpgeneric|\bskb\b|ethtool/],
  ['compiler', /\b(clang|llvm)[- ]?v?\d+/],
];
const works = /\b(works|worked|helps|helped|solved|fixed|loads|succeeds)\b/;
export const worksNot = /\b(not|never|nothing|still|no longer)\b|n't\b|: no$/;

/** A line of the facts that says what helps, `with sudo: works`, as `cured by: root`. */
export function cureIn(line: string): string | undefined {
  if (!works.test(line) || worksNot.test(line)) return undefined;
  const name = cures.find(([, pattern]) => pattern.test(line))?.[0];
  return name && `cured by: ${name}`;
}
