import {valueIfKnown} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import {cleanLine} from '../hosts/clean.ts';
import type {Shortfall} from './requirement.ts';

/** What may be amiss with a kernel for which a file with BTF is still of use: its number is a hint, as is said at that check. */
const mendable = ['btf.vmlinux', 'kernel.version'];

/**
 * How a host whose kernel lacks nothing but BTF comes to BTF without another kernel, as text: undefined where something else is missing too.
 * A loader has to be told of the file (libbpf: btf_custom_path), so it is no way for setup to take.
 */
export const btfAlone = ({os, kernel}: Facts, shortfalls: readonly Shortfall[]): string | undefined => {
  const release = cleanLine(valueIfKnown(kernel.release) ?? '');
  const lacks = shortfalls.map(({check}) => check);
  if (!release || !lacks.includes('btf.vmlinux') || lacks.some((each) => !mendable.includes(each))) return undefined;
  const {id = '', versionId = ''} = valueIfKnown(os) ?? {};
  const hub = btfHub(id, versionId, valueIfKnown(kernel.arch) ?? '', release);
  return [
    'Without another kernel: a loader can be given a file with the BTF of this very kernel (libbpf: btf_custom_path).',
    ...(hub ? [`BTFHub has them for this distribution; for this kernel, if it has it: ${hub}`] : []),
    `Or make it of the kernel's debug symbols${symbols(id, release)}: pahole --btf_encode_detached=${release}.btf VMLINUX`,
  ].join('\n');
};

/** Folders of https://github.com/aquasecurity/btfhub-archive: distributions whose kernels have no BTF of their own. */
const inHub: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    amzn: ['1', '2', '2018.03'],
    centos: ['7', '8'],
    debian: ['9', '10'],
    fedora: ['24', '25', '26', '27', '28', '29', '30', '31'],
    ol: ['7', '8'],
    rhel: ['7', '8'],
    ubuntu: ['16.04', '18.04', '20.04'],
  }),
);

const btfHub = (id: string, versionId: string, arch: string, release: string): string | undefined => {
  const version = inHub.get(id)?.find((each) => each === versionId || versionId.startsWith(`${each}.`));
  if (!version || !['x86_64', 'aarch64'].includes(arch)) return undefined;
  const folder = arch === 'aarch64' ? 'arm64' : arch;
  return `https://github.com/aquasecurity/btfhub-archive/raw/main/${id}/${version}/${folder}/${encodeURIComponent(release)}.btf.tar.xz`;
};

/** The package that has them, where the distribution's own kernel is what runs, and the file in it. */
const symbols = (id: string, release: string): string => {
  const file = `VMLINUX is /usr/lib/debug/boot/vmlinux-${release}`;
  if (id === 'debian' && /^\d+\.\d+\.\d+-\d+-/.test(release)) return ` (package linux-image-${release}-dbg; ${file})`;
  if (id === 'ubuntu') return ` (package linux-image-unsigned-${release}-dbgsym of http://ddebs.ubuntu.com; ${file})`;
  return '';
};
