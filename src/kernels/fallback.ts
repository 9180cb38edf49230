import {cleanLine} from '../hosts/clean.ts';
import type {Host} from '../hosts/host.ts';
import {asRoot, removeFile, textOf, writeFileAs} from './files.ts';
import type {KernelState} from './state.ts';

/** Beside the trial: the package of the kernel to fall back to, where apt would have removed it as no longer needed. */
const autoFile = '/var/lib/ebpf-kernel/was-auto';

/** Has "apt autoremove" and unattended upgrades leave the kernel to fall back to alone, as long as another is on trial. */
export const holdFallback = async (host: Host, {kernels}: KernelState, from: string): Promise<void> => {
  const name = kernels.find(({release}) => release === from)?.package ?? '';
  if (!/^linux-[\w.+-]+$/.test(name)) return;
  const {stdout, exitCode} = await host.run(['apt-mark', 'showauto', name]);
  if (exitCode !== 0 || stdout.toString('utf8').trim() === '') return;
  await writeFileAs(host, autoFile, `${name}\n`);
  await asRoot(host, ['apt-mark', 'manual', name], `${name} could not be kept from "apt autoremove".`);
};

/** Gives that back, where it was done. */
export const releaseFallback = async (host: Host): Promise<void> => {
  const name = cleanLine(await textOf(host, autoFile));
  // A package that is gone since is nothing to be said of.
  if (/^linux-[\w.+-]+$/.test(name)) await host.run(['apt-mark', 'auto', name], {asRoot: true});
  await removeFile(host, autoFile);
};
