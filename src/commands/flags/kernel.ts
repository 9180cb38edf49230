import {Flags} from '@oclif/core';
import {cacheDirectory} from '../../hosts/cache.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {suggest} from '../../hosts/suggest.ts';
import type {Preference} from '../../kernels/choose.ts';
import {usualConfirmWithin} from '../../kernels/guard.ts';
import {parseArchive} from '../../kernels/mainline/archive.ts';
import {checkKeyOptions} from '../../kernels/mainline/key.ts';
import {isRange, parseMainlineName, rangeOf} from '../../kernels/mainline/version.ts';
import type {ArchiveChoice} from '../../kernels/plan.ts';
import {type RebootTimes, usualAway} from '../../kernels/reboot.ts';
import {archiveFlags, signatureFlags} from './archive.ts';

export const rebootFlag = {
  reboot: Flags.boolean({description: 'Reboot the host when the kernel is ready. Never this machine.'}),
};

/** How long a new kernel, and the host, are waited for. */
export const rebootFlags = {
  'confirm-within': Flags.integer({
    description: `Minutes from the new kernel's boot after which the host reboots into the old one by itself unless this program has reached it; 0 for never. Default: ${usualConfirmWithin} where this program reboots the host, else never.`,
    min: 0,
    max: 1440,
    helpValue: 'MINUTES',
  }),
  'reboot-timeout': Flags.integer({
    description: `Minutes to wait for a host that reboots. Default: ${usualAway}, and --confirm-within.`,
    min: 1,
    max: 1440,
    helpValue: 'MINUTES',
  }),
};

/** Flags of every command that may install a kernel. */
export const kernelFlags = {
  ...archiveFlags,
  ...signatureFlags,
  flavour: Flags.string({description: 'Flavour of the mainline kernel.', default: 'generic', helpValue: 'NAME'}),
  headers: Flags.boolean({
    description: 'Install its headers as well. CO-RE programs need none, and those of mainline often fail to install.',
  }),
  'sign-key': Flags.string({
    description:
      'Private key, a PEM file on the host, to sign the mainline kernel with where Secure Boot is on. shim or the firmware must know its certificate.',
    helpValue: 'FILE',
  }),
  'sign-cert': Flags.string({
    description: 'Its certificate, a PEM file on the host.',
    helpValue: 'FILE',
  }),
  ...rebootFlag,
  ...rebootFlags,
};

export interface KernelFlagValues {
  readonly archive: string;
  readonly 'plain-http': boolean;
  readonly keyring?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly flavour: string;
  readonly headers: boolean;
  readonly 'sign-key'?: string | undefined;
  readonly 'sign-cert'?: string | undefined;
}

/** The archive, and how to check it. @throws Failure for an address, a fingerprint or a keyring that is not to be used: before anything is asked for. */
export const archiveOf = async (flags: KernelFlagValues, signal: AbortSignal): Promise<ArchiveChoice> => {
  const {'sign-key': key, 'sign-cert': certificate} = flags;
  const choice = {
    archive: parseArchive(flags.archive, {plainHttp: flags['plain-http']}),
    cache: cacheDirectory(),
    keyring: flags.keyring,
    fingerprint: flags.fingerprint,
    flavour: flags.flavour,
    headers: flags.headers,
    ...(key && certificate && {signing: {key, certificate}}),
    signal,
  };
  await checkKeyOptions(choice);
  return choice;
};

/** What was given for {@link rebootFlags}. */
export const timesOf = (flags: {
  readonly 'confirm-within'?: number | undefined;
  readonly 'reboot-timeout'?: number | undefined;
}): RebootTimes => ({confirmWithin: flags['confirm-within'], timeout: flags['reboot-timeout']});

/** What `kernel install` takes beside versions, and `setup --kernel`. */
export const installWays = ['auto', 'distro', 'mainline'] as const;
export const setupWays = [...installWays, 'never'] as const;

/** What `setup --kernel` or `kernel install` is told. @throws Failure for what is neither one of the ways nor a version. */
export const parsePreference = (text: string, ways: readonly (typeof setupWays)[number][]): Preference => {
  const way = ways.find((each) => each === text);
  if (way) return way;
  const range = rangeOf(text);
  if (parseMainlineName(text) || isRange(range)) return {version: range};
  const near = suggest(text, ways);
  throw new Failure({
    what: `"${text}" is neither a way nor a version.`,
    todo: `${near ? `Did you mean ${near}? ` : ''}Say ${ways.join(', ')}, or a version of the mainline archive such as v6.12.95, '6.12.x' or lts.`,
    exitCode: exitCodes.usage,
  });
};
