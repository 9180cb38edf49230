import type {Finding, HostReport} from '../assess/report.ts';
import {isInTheWay} from '../assess/standing.ts';
import {toolchains, verifiedBy} from '../hello/verified-by.ts';
import {managers} from '../remedies/managers.ts';
import type {Command} from '../remedies/remedy.ts';
import {showCommand} from '../remedies/show.ts';
import type {Screen} from '../terminal/style.ts';

/** What to do next: a label, commands or sentences, and what the first is for. */
export interface WayOut {
  readonly label: string;
  readonly commands?: readonly string[];
  readonly text?: string;
  readonly purpose?: string;
  /** What is said where a word of a command, such as a path, is wider than the terminal: cut, the command would not paste. */
  readonly otherwise?: string;
}

/** What ends a report: how to fix all that stands in the way, or what works now. `saved`: of a host that is not at hand. */
export const waysOut = (report: HostReport, {saved = false}: Omit<Screen, 'columns'> = {}): readonly WayOut[] => {
  const {findings, profiles} = report;
  const problems = findings.filter(isProblem);
  const where = flagsOf(report);
  const details = saved ? addVerbose : detailsOf(report);
  if (problems.length === 0) {
    const hello = toolchains.some((name) => Object.hasOwn(profiles, name)) && Object.values(profiles).every(isReady);
    // What builds these programs may still be missing.
    const kinds = Object.keys(profiles).some((name) => verifiedBy[name]) && Object.values(profiles).every(isReady);
    const verify: WayOut = kinds
      ? {
          label: 'Verify',
          commands: [showCommand(['ebpf', 'setup', ...where])],
          purpose: 'run a program of each kind; installs what builds them',
        }
      : {
          label: 'Verify',
          commands: [showCommand(['ebpf', 'hello', ...where])],
          purpose: 'build a program and trace with it',
        };
    return [...((hello || kinds) && !saved ? [verify] : []), details];
  }
  return [...(saved ? [] : bySetup(problems, where)), ...byHand(problems), details];
};

/** Where the details of a report are. */
export const detailsOf = (report: HostReport): WayOut => ({
  label: 'Details',
  commands: [showCommand(['ebpf', 'doctor', ...askedOf(report), ...flagsOf(report), '--verbose'])],
  purpose: 'every check with its evidence',
  otherwise: byTheSame,
});

const byTheSame = 'add --verbose: every check with its evidence';

/** What was saved is told in full by the same command. */
const addVerbose: WayOut = {label: 'Details', text: byTheSame};

/** The checks that were asked for by name: no profile is judged then. */
const askedOf = ({profiles, findings}: HostReport): readonly string[] =>
  Object.keys(profiles).length > 0 ? [] : findings.map(({id}) => id);

/** The flags that name what a report is of. */
const flagsOf = ({host, profiles, objects = {}}: HostReport): readonly string[] => [
  ...Object.keys(profiles)
    .filter((name) => !Object.hasOwn(objects, name))
    .flatMap((name) => (Object.keys(profiles).join() === 'libbpf' ? [] : ['--for', name])),
  ...[...new Set(Object.values(objects))].flatMap((file) => ['--program', file]),
  ...(host === 'localhost' ? [] : ['--remote', host]),
];

/** What is in the way, and does not follow from something else that is. */
export const isProblem = (finding: Finding): boolean => isInTheWay(finding) && finding.because === undefined;

const isReady = (readiness: string): boolean => readiness === 'ready';

const bySetup = (problems: readonly Finding[], where: readonly string[]): readonly WayOut[] => {
  const fixed = problems.filter(({remedy}) => remedy?.fixedBy === 'kernel' || remedy?.commands.some(isOurs));
  if (fixed.length === 0) return [];
  const kernel = fixed.some(({remedy}) => remedy?.fixedBy === 'kernel') ? ['--kernel', 'auto'] : [];
  return [
    {
      label: fixed.length === problems.length ? 'Fix all' : `Fix ${fixed.length}`,
      commands: [showCommand(['ebpf', 'setup', ...where, ...kernel])],
      purpose: 'shows its plan and asks first',
    },
  ];
};

/** Programs that setup never runs: it installs with apt only. */
const foreign = new Set<string>(Object.values(managers).map(({program}) => program));
foreign.delete(managers.apt.program);

const isOurs = ([program = '']: Command): boolean => !foreign.has(program);

const byHand = (problems: readonly Finding[]): readonly WayOut[] => {
  const remedies = problems.flatMap(({remedy}) => remedy ?? []);
  const elevation = remedies.find((remedy) => remedy.elevation)?.elevation;
  const commands = joined(remedies.filter(({needsRoot}) => needsRoot).flatMap((remedy) => remedy.commands)).map(
    (command) => showCommand(command, elevation),
  );
  const others = joined(remedies.filter(({needsRoot}) => !needsRoot).flatMap((remedy) => remedy.commands)).map(
    (command) => showCommand(command),
  );
  const texts = [...new Set(remedies.filter((remedy) => remedy.commands.length === 0).map(({text}) => text))];
  const all = [...commands, ...others];
  return [
    ...(all.length > 0 ? [{label: 'By hand', commands: all}] : []),
    ...texts.slice(0, 3).map((text) => ({label: 'Advice', text})),
  ];
};

/** One command for all packages: those that differ in their last words alone become one. */
const joined = (commands: readonly Command[]): readonly Command[] => {
  const byHead = new Map<string, {head: readonly string[]; packages: Set<string>}>();
  for (const command of commands) {
    const end = command.findLastIndex((word, index) => word.startsWith('-') || index < 2);
    const installs = command.some((word) => installing.has(word)) || command[0] === 'xbps-install';
    const head = installs ? command.slice(0, end + 1) : command;
    const entry = byHead.get(head.join(' ')) ?? {head, packages: new Set<string>()};
    for (const word of command.slice(head.length)) entry.packages.add(word);
    byHead.set(head.join(' '), entry);
  }
  return [...byHead.values()].map(({head, packages}) => [...head, ...packages]);
};

const installing = new Set(['install', 'add', '-S', '--noreplace', '--auto']);
