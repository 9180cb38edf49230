import {clean, cleanLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {packageFile} from '../hosts/package-files.ts';
import {contentOf, said, writeFileAs} from './files.ts';

/** What another kernel may break of a host, as scripts/kernel-surroundings.sh tells it. */
export interface Surroundings {
  /** Failed units of systemd. */
  readonly units: readonly string[];
  /** Where file systems are mounted that the host mounts by itself. */
  readonly mounts: readonly string[];
  /** Network interfaces with an address that others can reach. */
  readonly addresses: readonly string[];
  /** Loaded modules, and which of them are not the kernel's own. */
  readonly modules: readonly string[];
  readonly foreign: readonly string[];
  /** Modules that DKMS has installed for the running kernel. */
  readonly dkms: readonly string[];
  /** Of the modules that were asked for, those that the running kernel does not have. */
  readonly lacks: readonly string[];
}

export const parseSurroundings = (text: string): Surroundings => {
  const lines = clean(text).split('\n');
  const of = (kind: string) => [
    ...new Set(
      lines.filter((line) => line.startsWith(`${kind} `)).map((line) => cleanLine(line.slice(kind.length + 1))),
    ),
  ];
  return {
    units: of('unit'),
    mounts: of('mount'),
    addresses: of('address'),
    modules: of('module'),
    foreign: of('foreign'),
    dkms: of('dkms'),
    lacks: of('lacks'),
  };
};

/** What is worse than before, a few words each; `notes` are no reason against a kernel. */
export interface Comparison {
  readonly worse: readonly string[];
  readonly notes: readonly string[];
}

/** Pure: new failures of a host under another kernel. */
export const compareSurroundings = (before: Surroundings, after: Surroundings): Comparison => {
  const gone = (of: 'mounts' | 'addresses' | 'dkms') => before[of].filter((each) => !after[of].includes(each));
  const foreign = before.foreign.filter((each) => after.lacks.includes(each));
  // A newer kernel has merged, renamed or built in many a module; a device that needs one is noticed by what is missing then.
  const own = after.lacks.filter((each) => before.modules.includes(each) && !before.foreign.includes(each));
  return {
    worse: [
      ...after.units.filter((each) => !before.units.includes(each)).map((each) => `unit ${each} failed`),
      ...gone('mounts').map((each) => `${each} is not mounted`),
      ...gone('addresses').map((each) => `interface ${each} has no address`),
      ...gone('dkms').map((each) => `DKMS has no module ${each} for this kernel`),
      ...foreign
        .filter((each) => !before.dkms.includes(each))
        .map((each) => `module ${each}, not of the kernel's own, is missing`),
    ],
    notes: own.length > 0 ? [`modules that were loaded and that it does not have: ${own.join(', ')}`] : [],
  };
};

/** How the host was under the kernel that ran before; beside the trial. */
export const beforeFile = '/var/lib/ebpf-kernel/before';

/** Notes how the host is, to be compared after the reboot. */
export const noteSurroundings = async (host: Host): Promise<void> => writeFileAs(host, beforeFile, await look(host));

/** How the host is compared with what was noted; undefined where nothing was. */
export const compareWithNoted = async (host: Host): Promise<Comparison | undefined> => {
  const noted = await contentOf(host, beforeFile, {asRoot: true});
  if (!noted) return undefined;
  const before = parseSurroundings(noted.toString('utf8'));
  return compareSurroundings(before, parseSurroundings(await look(host, before.modules)));
};

const look = async (host: Host, modules: readonly string[] = []): Promise<string> => {
  const {stdout, stderr, exitCode} = await host.run(
    ['sh', '-s', '--', ...modules.filter((each) => /^\w[\w-]*$/.test(each))],
    {
      input: packageFile('scripts/kernel-surroundings.sh'),
      asRoot: true,
      timeout: 120_000,
    },
  );
  if (exitCode === 0) return stdout.toString('utf8');
  throw new Failure({
    what: `What a kernel may break of ${host.name} could not be looked at.`,
    why: said(stderr),
    said: stderr,
    exitCode: exitCodes.unknown,
  });
};
