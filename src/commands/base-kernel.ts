import {Flags} from '@oclif/core';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Preference} from '../kernels/choose.ts';
import {parseArchive} from '../kernels/mainline/archive.ts';
import {cacheDirectory} from '../kernels/mainline/cache.ts';
import {isRange, parseMainlineName} from '../kernels/mainline/version.ts';
import type {ArchiveChoice} from '../kernels/plan.ts';
import {archiveFlags, signatureFlags} from './base-archive-flags.ts';

/** Flags of every command that may install a kernel. */
export const kernelFlags = {
  ...archiveFlags,
  ...signatureFlags,
  flavour: Flags.string({description: 'Flavour of the mainline kernel.', default: 'generic', helpValue: 'NAME'}),
  headers: Flags.boolean({
    description: 'Its headers too. BTF-based programs need none, and they often do not install.',
  }),
  reboot: Flags.boolean({description: 'Reboot the host when a new kernel is ready. Never this machine.'}),
};

export interface KernelFlagValues {
  readonly archive: string;
  readonly 'plain-http': boolean;
  readonly keyring?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly flavour: string;
  readonly headers: boolean;
}

export const archiveOf = (flags: KernelFlagValues, signal: AbortSignal): ArchiveChoice => ({
  archive: parseArchive(flags.archive, {plainHttp: flags['plain-http']}),
  cache: cacheDirectory(),
  keyring: flags.keyring,
  fingerprint: flags.fingerprint,
  flavour: flags.flavour,
  headers: flags.headers,
  signal,
});

/** What `setup --kernel` or `kernel install` is told. @throws Failure for what is neither a way nor a version. */
export const parsePreference = (text: string): Preference => {
  if (text === 'auto' || text === 'never' || text === 'distro' || text === 'mainline') return text;
  if (parseMainlineName(text) || isRange(text)) return {version: text};
  throw new Failure({
    what: `"${text}" is neither a way nor a version.`,
    todo: "Say auto, never, distro, mainline, or a version of the mainline archive such as v6.12.95 or '6.12.x'.",
    exitCode: exitCodes.usage,
  });
};
