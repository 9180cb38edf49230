import type {Facts} from '../../facts/facts.ts';
import {longestLine, toolWords} from '../../hosts/tool-words.ts';
import {normalise} from '../read/normalise.ts';
import {typed} from './commands.ts';
import {type Evidence, evidenceOf} from './evidence.ts';
import {factLines} from './fact-lines.ts';
import {parseRelease, releasesIn} from './kernel-release.ts';
import {reportedLines, textOf} from './reported.ts';

/** What is known beside the text: the fields of a report. All of it is free text from whoever wrote the report. */
export interface Context {
  readonly command?: string;
  /** The stage of ours that printed it, such as `load`, and what was seen of the host when it failed. */
  readonly stage?: string;
  readonly seen?: Readonly<Record<string, string>>;
  readonly distro?: string;
  readonly arch?: string;
  readonly kernel?: string;
  /** Versions by tool. */
  readonly tools?: Readonly<Record<string, unknown>>;
  /** Anything else: `{'secure boot': 'enabled'}`. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Puts together what an explanation goes by. The context outranks the host's facts: it tells of the failing host. */
export function gatherEvidence(input: string, context: Context = {}, facts?: Facts): Evidence {
  const lines = normalise(input);
  const text = lines.map((line) => line.text).join('\n');
  const command = toolWords(context.command ?? typed(text));
  const distro = shortWords(context.distro);
  const reported = toolWords(reportedLines(context.facts));
  const probed = [reportedLines(context.seen), ...(facts ? factLines(facts) : [])].filter(Boolean);
  const factText = probed.length > 0 ? toolWords(`${reported}\n${probed.join('\n').toLowerCase()}`) : reported;
  const all = `${text}\n${command}\n${distro}\n${factText}`;
  const kernel = runningKernel(context, facts, text);
  const arch = architecture(context, facts, all, kernel?.release);
  return evidenceOf({
    text,
    lines,
    command,
    ...(context.stage && {stage: context.stage}),
    facts: factText,
    reported,
    ...(kernel && {kernel}),
    ...(arch && {arch}),
    distro: distro || factText.match(/^distro: (.*)$/m)?.[1] || '',
    tools: toolVersions(context, facts),
    stated: Object.keys(context.tools ?? {}).map((name) => name.toLowerCase()),
    container: containerIn(all, kernel?.release ?? ''),
    user: userIn(text, command, factText),
  });
}

/** A text of one line: whatever someone put there, no expression sees more of it. */
const shortWords = (text = ''): string => text.slice(0, longestLine).trim();

function runningKernel(context: Context, facts: Facts | undefined, text: string) {
  const stated = shortWords(context.kernel);
  // "installing 6.5.3" and "building 5.10" name a kernel that does not run.
  if (stated && !/install|build|compil/i.test(stated)) return parseRelease(stated);
  if (facts?.kernel.release.state === 'known') return parseRelease(shortWords(facts.kernel.release.value));
  const named = releasesIn(text)[0] ?? /kernel version[ :"\\]+(\d+\.\d+[\w.+-]*)/i.exec(text)?.[1];
  return named ? parseRelease(named) : undefined;
}

const archNames: readonly (readonly [string, RegExp])[] = [
  ['aarch64', /\b(aarch64|arm64)\b|apple (silicon|m\d)|\bm[1-4] (mac|pro|max)\b|raspberry/i],
  ['x86_64', /\b(x86_64|amd64|x86-64)\b/i],
  ['ppc64le', /\bppc64(le|el)?\b|powerpc/i],
  ['s390x', /\bs390x?\b/i],
  ['riscv64', /\briscv(64)?\b/i],
  ['arm', /\b(armv[67]\w*|armhf)\b/i],
  ['loongarch64', /\bloongarch\w*\b/i],
];

function architecture(context: Context, facts: Facts | undefined, all: string, release = ''): string | undefined {
  const stated =
    shortWords(context.arch) || (facts?.kernel.arch.state === 'known' ? shortWords(facts.kernel.arch.value) : '');
  if (stated) return archNames.find(([, pattern]) => pattern.test(stated))?.[0] ?? stated;
  return archNames.find(([, pattern]) => pattern.test(release) || pattern.test(all))?.[0];
}

function toolVersions(context: Context, facts: Facts | undefined): Readonly<Record<string, string>> {
  const probed = Object.entries(facts?.tools ?? {}).flatMap(([name, tool]) =>
    tool.state === 'known' && tool.value.version ? [[name, tool.value.version] as const] : [],
  );
  const stated = Object.entries(context.tools ?? {}).map(
    ([name, version]) => [name.toLowerCase(), shortWords(textOf(version))] as const,
  );
  return Object.fromEntries([...probed, ...stated]);
}

const containerSigns =
  /^privileged: (false|no)\b|\bsecuritycontext|\bcap[_-]add\b|\bseccompprofile|\bOCI runtime|\b(docker|podman|containerd?|kubectl|kubernetes|k8s|pods?|\w+_pods?|minikube|lxc|lxd|devcontainer|codespace|rootless|user namespace|userns|unshare)\b|crashloopbackoff|dockerfile|\broot@[0-9a-f]{12}:/im;

function containerIn(all: string, release: string): Evidence['container'] {
  const said = all.replace(/^container: (no|none|false)\b.*$/gim, '');
  if (!containerSigns.test(said) && !/linuxkit/.test(release)) return 'no';
  return /--privileged|privileged: true|^container: .*privileged/im.test(all) &&
    !/un-?privileged|(not|without|no) (--)?privileged|non-privileged/i.test(all)
    ? 'privileged'
    : 'yes';
}

function userIn(text: string, command: string, facts: string): Evidence['user'] {
  if (
    /^user: (non-?root|normal|ordinary|unprivileged|\w+ user|(?!root|sudo|admin|unknown|yes|no\b)[a-z_][\w-]*( \(\d+\))?$|[1-9]\d*$)|^uid: [1-9]|setpriv --reuid=[1-9]/im.test(
      `${facts}\n${command}`,
    )
  )
    return 'other';
  if (
    /^user: root|^uid: 0\b/m.test(facts) ||
    /\bsudo\b|^\[?root@/.test(command) ||
    /while running as root|^\S*root@|running as root\b|\b(i|we)('m|'ve| am| have)?( \w+)? (run|ran|running|tried)\b[^\n]{0,30} (as root|with sudo)\b/im.test(
      text,
    )
  )
    return 'root';
  return 'unknown';
}
