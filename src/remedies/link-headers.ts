import type {Facts} from '../facts/facts.ts';
import type {Command} from './remedy.ts';
import type {CommandStep, HeadersStep} from './step.ts';

/** Remembers that the links beside it are ours, and to which headers they lead; `--undo` takes them away by it. */
const marker = 'linked-by-ebpf';

const folder = (release: string): string => `/lib/modules/${release}`;

/** Headers of one kernel as Debian installs them: `linux-headers-6.1.0-56-amd64`, and the common half that belongs to it. */
export interface InstalledHeaders {
  readonly name: string;
  readonly common?: string;
}

/**
 * Links headers to where BCC looks for those of the running kernel: `build`, and `source` for the common half. One without the other
 * fails on Debian: "fatal error: './include/linux/kconfig.h' file not found".
 */
export const linkCommands = (release: string, {name, common}: InstalledHeaders): readonly Command[] => [
  ['mkdir', '-p', '-m', '755', folder(release)],
  ['ln', '-s', name, `${folder(release)}/${marker}`],
  ['ln', '-s', `/usr/src/${name}`, `${folder(release)}/build`],
  ...(common === undefined ? [] : [['ln', '-s', `/usr/src/${common}`, `${folder(release)}/source`]]),
];

/** The newest headers among names of directories or packages, for an architecture as Debian calls it. */
export const newestHeaders = (names: readonly string[], arch: string): InstalledHeaders | undefined => {
  const [name] = names
    .filter((each) => flavourOf(each, arch) !== undefined)
    .toSorted((a, b) => b.localeCompare(a, 'en', {numeric: true}));
  if (name === undefined) return undefined;
  const common = `${name.slice(0, -(flavourOf(name, arch) ?? '').length)}-common`;
  // Ubuntu's headers of a flavour are whole: symbolic links lead to the other half.
  return {name, ...(!name.endsWith('-generic') && {common})};
};

/** The end of a name of headers: `-cloud-amd64`, `-amd64`, `-generic`. */
const flavourOf = (name: string, arch: string): string | undefined => {
  if (!/^linux-headers-\d/.test(name)) return undefined;
  return [`-cloud-${arch}`, `-rt-${arch}`, `-${arch}`, '-generic'].find((end) => name.endsWith(end));
};

const warning =
  'They are the headers of another kernel: programs that use tracepoints and their arguments are safe, those that read kernel structures read wrong field offsets.';

/** Left out where it turns out that the archive has the headers of the running kernel. */
export const headersStep = ({kernel: {release}}: Facts): HeadersStep => ({
  kind: 'headers',
  title: `Link the headers of another kernel in, if there are none of ${release.state === 'known' ? release.value : 'this one'}`,
  warning,
  checks: ['hdr.present'],
  commands: [],
  needsRoot: true,
});

/** Takes away what {@link linkCommands} made; nothing where the links are not ours. */
export const unlinkSteps = ({headers, kernel: {release}}: Facts): readonly CommandStep[] => {
  const {linked, build, source} = headers;
  if (linked?.state !== 'known' || release.state !== 'known') return [];
  const ours = (link: typeof build): boolean =>
    link.state === 'known' && /^\/usr\/src\/linux-headers-[^/]+$/.test(link.value.target);
  const files = [
    `${folder(release.value)}/${marker}`,
    ...(ours(build) ? [`${folder(release.value)}/build`] : []),
    ...(ours(source) ? [`${folder(release.value)}/source`] : []),
  ];
  return [
    {
      kind: 'command',
      title: `Take the linked headers ${linked.value.target} away`,
      checks: ['hdr.present'],
      commands: [
        ['rm', ...files],
        ['rmdir', '--ignore-fail-on-non-empty', folder(release.value)],
      ],
      needsRoot: true,
    },
  ];
};
