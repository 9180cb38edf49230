import {at} from '../hosts/at.ts';
import {Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {bootLoaderOf} from './boot/find.ts';
import type {BootEntry, BootLoader} from './boot/loader.ts';
import {asRoot, said} from './files.ts';
import {type Requirement, unsigned} from './requirement.ts';
import {type InstalledKernel, type KernelState, readKernelState} from './state.ts';

export interface Verified {
  /** What was missing and has been made. */
  readonly mended: readonly string[];
}

/**
 * Looks at everything that a boot of `release` needs and makes what is missing and can be made; then at `from`, the kernel to fall back to.
 * @throws Failure while nothing is lost: the host still boots as before.
 */
export const verifyKernel = async (
  host: Host,
  release: string,
  from: string,
  requirement: Requirement,
): Promise<Verified> => {
  const mended: string[] = [];
  let state = await readKernelState(host);
  const loader = bootLoaderOf(state, host.name);
  let kernel = find(host, state, release);
  if (kernel.image === 0) throw broken(host, release, `/boot/vmlinuz-${release} is missing or empty.`);
  const refused = unsigned(state, release);
  // shim does not let GRUB start it, and GRUB then waits at its menu: no panic= makes that reboot.
  if (refused) throw broken(host, release, `It would be refused at boot: ${refused}.`);
  if (kernel.modulesDep === 0) {
    await asRoot(host, ['depmod', release], `depmod failed for ${release}.`);
    mended.push('modules.dep');
  }
  // 7.1 and newer install "fine" without one, and panic: https://github.com/bkw777/mainline/issues/374
  if (kernel.initrd === 0) {
    await makeInitrd(host, release, state.tools);
    mended.push('initrd');
  }
  await checkInitrd(host, release);
  if (requirement.btf && kernel.btf !== true)
    throw new Failure({
      what: `${release} would not help.`,
      why: 'Its configuration has no CONFIG_DEBUG_INFO_BTF=y.',
      todo: `Nothing was rebooted, and the old kernel stays the default. Remove the new one: ebpf kernel remove ${release}${at(host)}`,
    });
  if (mended.length > 0) {
    state = await readKernelState(host);
    kernel = find(host, state, release);
    if (kernel.modulesDep === 0) throw broken(host, release, `/lib/modules/${release}/modules.dep could not be made.`);
    if (kernel.initrd === 0) throw broken(host, release, `/boot/initrd.img-${release} could not be made.`);
  }
  if (mended.includes('initrd') || flaw(await loader.entry(host, release)) !== undefined) {
    await loader.makeEntry(host, release);
    mended.push('boot entry');
  }
  const lacks = flaw(await loader.entry(host, release));
  if (lacks !== undefined) throw broken(host, release, lacks);
  const noWayBack = await troubleOfFallback(host, loader, state, from);
  if (noWayBack !== undefined)
    throw new Failure({
      what: `${host.name} could not fall back from ${release} to ${from}.`,
      why: noWayBack,
      todo: `Nothing was rebooted. ${fixOrRemove(host, release)}`,
    });
  return {mended};
};

const noEntry = 'The boot menu has no entry for it.';

/** What is against booting an entry; undefined when nothing is. */
const flaw = (entry: BootEntry | undefined): string | undefined => {
  if (!entry) return noEntry;
  return entry.initrd ? entry.damage : 'Its boot entry names no initrd.';
};

/** Why the kernel to fall back to is not whole any more, or not what boots when nothing else is asked for. */
const troubleOfFallback = async (
  host: Host,
  loader: BootLoader,
  {kernels}: KernelState,
  from: string,
): Promise<string | undefined> => {
  const image = kernels.find(({release}) => release === from)?.image ?? 0;
  if (image === 0) return `/boot/vmlinuz-${from} is missing or empty.`;
  const entry = await loader.entry(host, from);
  if (!entry || entry.damage !== undefined) return entry?.damage ?? noEntry;
  const boots = await loader.defaultRelease(host);
  if (boots === from) return undefined;
  return `${from} should be the default until the new one has passed verification, but ${boots ?? 'no kernel that can be told'} is.`;
};

const find = (host: Host, {kernels}: KernelState, release: string): InstalledKernel => {
  const kernel = kernels.find((each) => each.release === release);
  if (kernel) return kernel;
  throw broken(host, release, `/boot/vmlinuz-${release} is not there.`);
};

const makeInitrd = async (host: Host, release: string, tools: readonly string[]): Promise<void> => {
  if (tools.includes('update-initramfs'))
    return asRoot(host, ['update-initramfs', '-c', '-k', release], `update-initramfs failed for ${release}.`);
  if (tools.includes('dracut'))
    return asRoot(host, ['dracut', '--force', `/boot/initrd.img-${release}`, release], `dracut failed for ${release}.`);
  throw broken(
    host,
    release,
    `It has no initrd, and ${host.name} has nothing to make one with (initramfs-tools, dracut).`,
  );
};

/** Reads an initrd to its end: a full /boot leaves a truncated one behind. */
const checkInitrd = async (host: Host, release: string): Promise<void> => {
  const image = `/boot/initrd.img-${release}`;
  const list = ['sh', '-c', 'command -v lsinitramfs >/dev/null || exit 0; lsinitramfs "$1" >/dev/null', 'sh', image];
  const {exitCode, stderr} = await host.run(list, {asRoot: true});
  if (exitCode !== 0) throw broken(host, release, `${image} can't be read to its end.\n${said(stderr)}`);
};

const broken = (host: Host, release: string, why: string): Failure =>
  new Failure({
    what: `${release} would not boot.`,
    why,
    todo: `Nothing was rebooted, and the old kernel stays the default. ${fixOrRemove(host, release)}`,
  });

const fixOrRemove = (host: Host, release: string): string =>
  `Fix what is said above, or remove the new one: ebpf kernel remove ${release}${at(host)}`;
