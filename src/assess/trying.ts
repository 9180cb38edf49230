import {features} from '../facts/features.ts';
import type {AttachMode, ToolsMode} from '../facts/probe.ts';
import type {AssessOptions} from './assess.ts';

const programTypes = new Set(features.filter(({kind}) => kind === 'program').map(({id}) => `feature.${id}`));

/** Ids of the checks that are asked for, whether or not they count. */
const askedOf = ({profiles, only = [], require = [], ignore = []}: AssessOptions): readonly string[] => [
  ...(only.length > 0
    ? only
    : profiles.flatMap((profile) => [...profile.required, ...profile.recommended, ...profile.info])),
  ...require,
  ...ignore,
];

/**
 * Whether what is asked for is worth loading and attaching programs. Trying takes a fifth of a second, most of which the kernel spends on
 * detaching; files and the configuration tell as well what a libbpf program needs, but not whether hooks of functions are let through. Whoever
 * brings a program wants to know of it just that.
 */
const wantsTrying = (options: AssessOptions): boolean =>
  (options.programs ?? []).length > 0 || askedOf(options).some((id) => programTypes.has(id));

/** Checks of the compilers that only programs in other languages than C take. */
const languages = new Set(['tool.go', 'tool.rust', 'tool.bpf-linker']);

/** Which tools have to be looked at for hosts that are judged so: a policy may ask for their versions. */
export const toolsFor = (judged: readonly AssessOptions[]): ToolsMode => {
  const asked = judged.flatMap(askedOf);
  if (judged.some(({rules}) => rules !== undefined) || asked.some((id) => languages.has(id))) return 'all';
  return asked.some((id) => id.startsWith('tool.')) ? 'usual' : 'none';
};

/**
 * When to try for hosts that are judged so, unless it is `asked` for or declined: as root where it can tell something that files and the
 * configuration can't, which under a filter of system calls is whether it lets bpf() through.
 */
export const attachModeFor = (judged: readonly AssessOptions[], asked?: boolean): AttachMode => {
  if (asked !== undefined) return asked ? 'always' : 'never';
  return judged.some(wantsTrying) ? 'root' : 'filtered';
};
