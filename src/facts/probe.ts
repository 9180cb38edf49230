import {cleanLine} from '../hosts/clean.ts';
import {crowdFactor} from '../hosts/crowd.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host, RunResult} from '../hosts/host.ts';
import {localHost} from '../hosts/local.ts';
import {packageFile} from '../hosts/package-files.ts';
import type {Facts} from './facts.ts';
import {parseProbe} from './parse.ts';

/** Milliseconds. The probe sets limits to itself (see patience in scripts/probe.sh): these are for a host that stands still. */
const patience = {usual: 30_000, compiling: 60_000};

/**
 * Whether the probe also tries things: loads and attaches tiny programs, which leaves nothing behind. `root` tries where the
 * probe runs as root; without rights trying tells little but that they are missing. `filtered` tries as root, and only under a seccomp
 * filter.
 */
export type AttachMode = 'never' | 'filtered' | 'root' | 'always';

/**
 * Which tools to start, which is most of what a look costs: `usual` leaves out the compilers of Go and Rust, which only the programs in those languages
 * take; `none` is for who asks of the kernel alone.
 */
export type ToolsMode = 'none' | 'usual' | 'all';

/** How to look at a host. */
export interface ProbeOptions {
  readonly asRoot?: boolean;
  readonly attach?: AttachMode;
  /** All by default. */
  readonly tools?: ToolsMode;
  /** Also compile and link a program of ten lines, in a private directory that is removed. */
  readonly compile?: boolean;
  /** Ends the looking; rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The one script that gathers everything: for `ebpf probe --script`, and for other engines to run. */
export const probeScript = ({attach = 'never', compile = false, tools = 'all'}: ProbeOptions = {}): string => {
  const key = `${attach} ${compile} ${tools}`;
  const script = scripts.get(key) ?? makeScript({attach, compile, tools});
  scripts.set(key, script);
  return script;
};

/** One text for however many hosts. */
const scripts = new Map<string, string>();

const makeScript = ({attach, compile, tools}: Required<Pick<ProbeOptions, 'attach' | 'compile' | 'tools'>>): string => {
  const script = packageFile('scripts/probe.sh');
  const parts = [
    ...(attach === 'never' ? [] : [`attach_as=${attach}`, attachPart()]),
    ...(compile ? [packageFile('scripts/compile.sh')] : []),
  ];
  const beginning = script.indexOf(firstOutput);
  return [...leftOut[tools], script.slice(0, beginning), ...parts, script.slice(beginning)].join('\n');
};

const leftOut = {all: [], usual: ['no_languages=1'], none: ['no_tools=1']};

/** The prober for each architecture, and what runs it. */
const attachPart = (): string =>
  architectures.reduce(
    (text, arch) => text.replace(`#payload ${arch}\n`, () => packageFile(`native/attach-${arch}.b64`)),
    packageFile('scripts/attach.sh'),
  );

/** Those that native/build.sh builds for. */
const architectures = ['x86_64', 'aarch64'] as const;

/** Where scripts/probe.sh begins to print: what comes before it only defines functions. */
const firstOutput = "printf '\\nebpf-probe 1 begin";

/** Seconds of a system's life that none comes to. */
const forEver = 999_999_999;

/**
 * Runs the probe, and beside it once more as root where sudo makes the user root without a password. On sudo's standard input, since sudo writes
 * arguments into its log. What root saw is passed on when the user's own part is done, as in the probe itself, which ends a sudo that hangs by
 * the word in its environment: at the end of its patience, or once it is ended itself. It begins by saying what it is to whoever looks at the
 * processes of the host.
 */
const besideRoot = `# ebpf-probe: looks at this host and changes nothing
uid=; while read -r name _ uid _ && [ "$name" != Uid: ]; do :; done 2>/dev/null </proc/self/status
if [ "$uid" = 0 ] || ! command -v sudo >/dev/null 2>&1; then eval "$1"
else printf 'beside_user=1\n%s\n' "$1" | EBPF_PROBE_UNTIL=$$:${forEver} sudo -n sh -s 2>/dev/null | {
  eval "$1"
  pass_on || end_late all
}; fi`;

/** What came of the script, and the milliseconds that it had. */
interface Looked {
  readonly result: RunResult;
  readonly timeout: number;
}

const look = async (host: Host, options: ProbeOptions): Promise<Looked> => {
  const {asRoot = false, compile = false, signal} = options;
  const timeout = (compile ? patience.compiling : patience.usual) * crowdFactor();
  const limits = {timeout, ...(signal && {signal})};
  const script = probeScript(options);
  // As an argument: over SSH, standard input would cost another round trip. But sudo writes arguments into its log.
  const result = asRoot
    ? await host.run(['sh', '-s'], {input: script, asRoot, ...limits})
    : await host.run(['sh', '-c', besideRoot, 'sh', script], limits);
  return {result, timeout};
};

/** A look at this machine that nobody has asked for yet. */
let begun: (Begun & {readonly looking: Promise<Looked>; readonly leaving: AbortController}) | undefined;

/** What such a look is for. */
export type Begun = Required<Pick<ProbeOptions, 'attach' | 'tools'>>;

/**
 * Begins to look at this machine, whose process is started on return: the first {@link probe} of it is given what is seen, if it asks for the same.
 * `abandon` ends it if there was none.
 */
export const beginProbe = (options: Begun): {readonly abandon: () => void} => {
  const leaving = new AbortController();
  const looking = look(localHost(), {...options, signal: leaving.signal});
  // Whoever takes it is told.
  looking.catch(() => {});
  begun = {...options, looking, leaving};
  return {abandon: () => begun?.leaving.abort()};
};

const takeBegun = (
  host: Host,
  {asRoot, attach, tools = 'all', compile, signal}: ProbeOptions,
): Promise<Looked> | undefined => {
  if (!begun || !host.local) return undefined;
  const {leaving, looking, ...options} = begun;
  // A later one may want to see what has changed.
  begun = undefined;
  const elevated = asRoot && process.getuid?.() !== 0;
  if (!elevated && !compile && !signal && attach === options.attach && tools === options.tools) return looking;
  leaving.abort();
  return undefined;
};

/** Looks at a host once: one process there, one round trip. Root sees more, such as what is inside tracefs. */
export const probe = async (host: Host, options: ProbeOptions = {}): Promise<Facts> => {
  const {result, timeout} = await (takeBegun(host, options) ?? look(host, options));
  options.signal?.throwIfAborted();
  const facts = parseProbe(result.stdout.toString('utf8'), host.name);
  if (facts) return facts;
  throw new Failure({
    what: `The probe did not run on ${host.name}.`,
    why: result.timedOut
      ? `It did not answer within ${timeout / 1000} seconds.`
      : result.overflowed
        ? 'It printed more than any host has to say.'
        : cleanLine(result.stderr).slice(0, 500) || 'It printed nothing that it should.',
    todo: `Try it by hand: ebpf probe --script >probe.sh, and run "sh probe.sh" on ${host.name}.`,
    exitCode: exitCodes.unknown,
  });
};
