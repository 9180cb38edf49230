import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {atLeast} from '../facts/version.ts';
import type {Host} from '../hosts/host.ts';
import {aptEnvironment, aptInstall} from '../remedies/apt.ts';
import {installSize} from '../remedies/install-size.ts';
import type {Size} from '../remedies/step.ts';
import {said} from './files.ts';
import type {KernelState} from './state.ts';

/** A kernel of the distribution's own that apt on the host would install. */
export interface DistroKernel {
  /** The package to ask for, `linux-image-amd64`, which stays up to date. */
  readonly package: string;
  /** `bookworm-backports`, when it has to be asked for. */
  readonly suite?: string;
  /** The package of its headers, for what DKMS builds: `linux-headers-amd64`. */
  readonly headers?: string;
  /** What `uname -r` will say. */
  readonly release: string;
  /** Packages that apt would remove for it. */
  readonly removes: readonly string[];
}

/** An alternative that was considered and not taken. */
export interface PassedOver {
  readonly what: string;
  readonly why: string;
}

/** The distribution's kernels, in the order in which to prefer them: the release's own, then newer ones that it offers (backports, HWE). */
export const findDistroKernels = async (
  host: Host,
  facts: Facts,
  state: KernelState,
): Promise<{kernels: readonly DistroKernel[]; passedOver: readonly PassedOver[]}> => {
  const kernels: DistroKernel[] = [];
  const passedOver: PassedOver[] = [];
  for (const name of kernelPackages(facts, state)) {
    const offers = parseMadison(await output(host, ['apt-cache', 'madison', name]));
    if (offers.length === 0) passedOver.push({what: name, why: 'apt does not know it'});
    for (const suite of suitesToTry(offers)) {
      const result = await simulateWithHeaders(host, name, state, suite);
      if ('release' in result) kernels.push(result);
      else
        passedOver.push({
          what: suite ? `${name} of ${suite}` : name,
          why: state.held.includes(name) ? isHeld(name) : result.why,
        });
    }
  }
  return {kernels, passedOver};
};

/** Why a package is not installed that its owner has put on hold, and how to let it go. */
export const isHeld = (name: string): string => `${name} is held (apt-mark unhold ${name})`;

/** `apt-get install` of a kernel, as it is run and shown. */
export const distroInstall = (kernel: Pick<DistroKernel, 'package' | 'suite' | 'headers'>): readonly string[] =>
  aptInstall(wordsOf(kernel));

const wordsOf = ({package: name, suite, headers}: Pick<DistroKernel, 'package' | 'suite' | 'headers'>) => [
  ...(suite ? ['--target-release', suite] : []),
  name,
  ...(headers ? [headers] : []),
];

/** What apt would fetch and unpack for it. */
export const sizeOfDistro = (host: Host, kernel: DistroKernel): Promise<Size | undefined> =>
  installSize(host, wordsOf(kernel));

/** Names of the packages that follow the distribution's kernels, for the flavour that runs and then the plain one. */
export const kernelPackages = (
  {os}: Facts,
  {arch, release}: Pick<KernelState, 'arch' | 'release'>,
): readonly string[] => {
  const system = valueIfKnown(os);
  if (system?.id === 'ubuntu') {
    const flavour = /-(generic|lowlatency|virtual|kvm|aws|azure|gcp|oracle|ibm)$/.exec(release)?.[1] ?? 'generic';
    // https://ubuntu.com/kernel/lifecycle: those of a release are called after its number.
    const hwe = /^\d+\.\d+$/.test(system.versionId ?? '') ? [`linux-image-generic-hwe-${system.versionId}`] : [];
    return flavour === 'generic'
      ? ['linux-image-generic', ...hwe]
      : [`linux-image-${flavour}`, 'linux-image-generic', ...hwe];
  }
  const plain =
    arch === 'armhf' ? 'linux-image-armmp' : arch === 'i386' ? 'linux-image-686-pae' : `linux-image-${arch}`;
  return release.includes('-cloud-') ? [`linux-image-cloud-${arch}`, plain] : [plain];
};

interface Offer {
  readonly version: string;
  readonly suite: string;
}

/** `linux-image-amd64 | 6.12.43-1~bpo12+1 | http://mirror.example/debian bookworm-backports/main amd64 Packages`, newest first. */
export const parseMadison = (text: string): readonly Offer[] =>
  text.split('\n').flatMap((line) => {
    const [, version = '', origin = ''] = line.split('|').map((part) => part.trim());
    const [place = '', , kind] = origin.split(/\s+/).slice(-3);
    const suite = kind === 'Packages' && place.includes('/') ? place.slice(0, place.indexOf('/')) : '';
    return suite ? [{version, suite}] : [];
  });

/** The default first, then suites that apt uses only when asked. */
const suitesToTry = (offers: readonly Offer[]): readonly (string | undefined)[] => {
  const asked = offers.map(({suite}) => suite).filter((suite) => suite.endsWith('-backports'));
  const plain = offers.some(({suite}) => !suite.endsWith('-backports'));
  return [...(plain ? [undefined] : []), ...new Set(asked)];
};

/** With its headers, where DKMS has something to build and apt has them. */
const simulateWithHeaders = async (
  host: Host,
  name: string,
  {dkms}: Pick<KernelState, 'dkms'>,
  suite?: string,
): Promise<DistroKernel | {why: string}> => {
  const headers = name.replace(/^linux-image/, 'linux-headers');
  const whole = dkms.length > 0 ? await simulate(host, {package: name, headers, ...(suite && {suite})}) : undefined;
  return whole && 'release' in whole ? whole : simulate(host, {package: name, ...(suite && {suite})});
};

const simulate = async (
  host: Host,
  wanted: Pick<DistroKernel, 'package' | 'suite' | 'headers'>,
): Promise<DistroKernel | {why: string}> => {
  const [program = '', ...rest] = distroInstall(wanted);
  const {stdout, stderr, exitCode} = await host.run([program, '--simulate', ...rest], {environment: aptEnvironment});
  if (exitCode !== 0) return {why: said(stderr) || 'apt-get would fail'};
  const {installs, removes} = parseSimulation(stdout.toString('utf8'));
  const release = installs.flatMap((each) => /^linux-image-(?:unsigned-)?(\d\S*)$/.exec(each)?.[1] ?? [])[0];
  return release ? {...wanted, release, removes} : {why: 'its newest kernel is installed already'};
};

/** `Inst linux-image-6.1.0-50-amd64 (6.1.176-1 Debian:12.15/oldstable [amd64])`, `Remv linux-image-...`, `Purg linux-image-... [6.1.176-1]`. */
export const parseSimulation = (text: string): {installs: readonly string[]; removes: readonly string[]} => {
  const named = (line: RegExp) => [...text.matchAll(line)].map(([, name = '']) => name.replace(/:\w+$/, ''));
  return {installs: named(/^Inst (\S+) /gm), removes: named(/^(?:Remv|Purg) (\S+) /gm)};
};

/** Why a kernel of the distribution's is not expected to have BTF; undefined when it is. A hint: its configuration is read before any reboot. */
export const lacksBtf = ({os}: Facts, {arch}: Pick<KernelState, 'arch'>, release: string): string | undefined => {
  const system = valueIfKnown(os);
  // Read in the configurations of 686-pae 5.10, 6.1 and 6.5; amd64, cloud-amd64 and rt-amd64 5.10 have it.
  if (arch === 'i386') return "Debian's 32-bit kernels are built without BTF";
  if (system?.id !== 'ubuntu') return atLeast(release, '5.10') === false ? 'built without BTF before 5.10' : undefined;
  // https://github.com/aquasecurity/tracee/discussions/713
  const old = atLeast(system.versionId, '20.10') === false && atLeast(release, '5.13') === false;
  return old ? 'built without BTF on this release of Ubuntu' : undefined;
};

const output = async (host: Host, command: readonly string[]): Promise<string> => {
  const {stdout} = await host.run(command, {environment: aptEnvironment});
  return stdout.toString('utf8');
};
