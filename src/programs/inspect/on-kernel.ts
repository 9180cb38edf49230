import type {KernelTypes} from '../core/kernel-types.ts';
import {rulesOf} from '../core/rules.ts';
import type {BpfObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import {notFollowed, type Relocated, type RelocatedObject, refusedIn, relocateEach} from '../object/relocated.ts';
import {withCallees} from '../object/uses.ts';
import {type Missing, type MissingInProgram, missingOf} from '../reach/reach.ts';
import {sourceOf, subjectOf} from './accesses.ts';
import type {MissingAccess, ProgramTypes, TypesOnKernel} from './document.ts';

/** Whether a kernel has the types that an object's programs reach. BTF is the name by which the kernel is shown. */
export const typesOnKernel = (object: BpfObject, btf: string, kernel: KernelTypes): TypesOnKernel => {
  const relocated = relocateEach(object, kernel);
  return {btf, programs: object.programs.map((program) => typesOf(object, program, relocated(program), kernel))};
};

const typesOf = (
  object: BpfObject,
  program: Program,
  relocated: RelocatedObject,
  kernel: KernelTypes,
): ProgramTypes => {
  const functions = new Set(withCallees(program.function, object.uses));
  const refused = refusedIn(object, relocated, functions);
  if (refused)
    return {name: program.name, types: 'refused', missing: [], why: `${nameOf(object, refused)}: ${refused.why}`};
  const unclear = object.relocations.find((each) => functions.has(each.function) && notFollowed(object, each));
  if (unclear)
    return {
      name: program.name,
      types: 'unknown',
      missing: [],
      why: `${nameOf(object, {relocation: unclear})}: how its loader compares it is not modelled`,
    };
  const found = missingOf(object, program, relocated);
  const inVmlinux = ({relocated: {relocation}}: Missing): boolean =>
    object.btf !== undefined &&
    (object.loader === 'aya' ||
      kernel.candidates(object.btf.name(relocation.type), object.btf.kind(relocation.type), rulesOf[object.loader])
        .length > 0);
  const types = verdictOf(found, inVmlinux);
  const missing = found.missing
    .filter(({reach}) => reach.state !== 'dead')
    .map(({relocated: each, reach}): MissingAccess => {
      const source = sourceOf(object, each.relocation);
      return {
        subject: nameOf(object, each),
        kind: each.relocation.kind,
        reach: reach.state,
        ...(reach.state === 'conditional' && {on: reach.on}),
        ...(reach.asBuilt && {asBuilt: reach.asBuilt}),
        ...(source && {source}),
      };
    });
  return {name: program.name, types, missing: distinct(missing)};
};

/** A type that vmlinux lacks altogether may be in a module, whose types are not at hand. */
const verdictOf = (
  {reach, missing}: MissingInProgram,
  inVmlinux: (each: Missing) => boolean,
): ProgramTypes['types'] => {
  if (reach.state === 'dead') return 'met';
  const reached = missing.filter((each) => each.reach.state === 'reached');
  if (reached.some(inVmlinux)) return 'missing';
  const open = missing.filter((each) => each.reach.state !== 'dead' && !inVmlinux(each));
  if (open.length > 0) return 'unknown';
  return reach.state === 'reached' ? 'missing' : 'conditional';
};

const nameOf = ({btf}: BpfObject, {relocation}: Pick<Relocated, 'relocation'>): string =>
  btf ? subjectOf(btf, relocation) : relocation.access;

const distinct = (list: readonly MissingAccess[]): MissingAccess[] => [
  ...new Map(list.map((each) => [`${each.subject} ${each.reach}`, each])).values(),
];
