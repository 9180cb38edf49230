import {type Check, fail, type Outcome, skip} from '../../checks/check.ts';
import type {Profile} from '../../profiles/profile.ts';
import {rights} from '../../profiles/shared.ts';
import {judgeObject} from '../../programs/judge/judge.ts';
import type {Judgement} from '../../programs/judge/judgement.ts';
import type {Kernel} from '../../programs/judge/kernel.ts';
import {type Loader, loaderNames, modelled} from '../../programs/loader.ts';
import type {BpfObject} from '../../programs/object/object.ts';
import {advise} from '../../remedies/remedy.ts';
import {idOf, itself, type Part, partsOf} from './ids.ts';
import type {Kernels} from './kernels.ts';
import type {NamedObject} from './objects.ts';
import {outcomeOf} from './outcome.ts';

/** An object as hosts are judged by it: a profile, and a check for each of its programs. */
export interface JudgedObject {
  readonly file: string;
  readonly object: BpfObject;
  readonly profile: Profile;
  readonly checks: readonly Check[];
}

/** The checks of an object, and the profile that asks for them beside what every program needs of a host. */
const judgedObject = (named: NamedObject, kernels: Kernels, hasTwin: boolean): JudgedObject => {
  const {object, name, stem, file} = named;
  const {alone} = kernels;
  const ids = (optional: boolean) =>
    partsOf(object)
      .filter((part) => part.optional === optional)
      .map((part) => idOf(stem, part));
  const types = object.relocations.length > 0 ? ['btf.vmlinux'] : [];
  const needs = alone ? [] : ['kconfig.bpf-syscall', ...types, ...rights, 'security.lockdown'];
  return {
    file,
    object,
    profile: {
      name,
      title: `The programs in ${file}`,
      required: [...ids(false), ...needs],
      recommended: ids(true),
      info: alone ? [] : ['host.os', 'host.environment', 'kernel.version'],
    },
    checks: partsOf(object).map((program) => ({
      id: idOf(stem, program),
      title: `${stem}: ${program.name}`,
      why: whyOf(program, file, object.loader),
      reads: "the kernel's types, what was probed, its configuration, its version",
      sources: ['docs/programs.md'],
      docs: 'docs/programs.md',
      evaluate: (facts) =>
        judgeProgram(named, program, kernels.of(facts), kernels.judged(object, facts, judgeObject), hasTwin),
    })),
  };
};

/** Objects, each as hosts are judged by it. */
export const judgedObjects = (
  objects: readonly NamedObject[],
  kernels: Kernels,
): ReadonlyMap<NamedObject, JudgedObject> =>
  new Map(objects.map((object) => [object, judgedObject(object, kernels, objects.some(isTwinOf(object)))]));

/** Whether an object is the same for the other byte order: of the two that bpf2go writes, a host is for one. */
const isTwinOf =
  ({object}: NamedObject) =>
  ({object: other}: NamedObject): boolean =>
    other.elf.little !== object.elf.little && programNames(other) === programNames(object);

const programNames = ({programs}: BpfObject): string => programs.map(({name}) => name).join();

const whyOf = (part: Part, file: string, loader: Loader): string => {
  const {kind, target, optional} = part;
  const what = [kind?.programType, target && `at ${target}`].filter(Boolean).join(', ');
  const who = loader === 'libbpf' ? 'a loader' : loaderNames[loader];
  const [first = '', ...rest] = who;
  const start = [first.toUpperCase(), ...rest].join('');
  if (part === itself) return `${start} makes the maps of ${file}, which the kernel has to take.`;
  const when = optional ? `Only where its loader asks for it: ${who}` : start;
  return `${when} gives this program${what ? ` (${what})` : ''} of ${file} to the kernel, which has to have all that it reaches.`;
};

const judgeProgram = (
  {object, loaderBy}: NamedObject,
  program: Part,
  kernel: Kernel,
  judgements: readonly Judgement[],
  hasTwin: boolean,
): Outcome => {
  const little = kernel.types?.vmlinux.littleEndian;
  if (little !== undefined && little !== object.elf.little) {
    const why = `it is ${object.elf.little ? 'little' : 'big'}-endian, and the host is not`;
    if (hasTwin) return skip(why);
    const [order, target] = little ? ['little', 'bpfel'] : ['big', 'bpfeb'];
    const remedy = advise(`Compile it for the host: clang -target ${target}.`);
    return fail(why, {expected: `${order}-endian`, remedy});
  }
  const own = judgements.filter((each) => each.program === undefined || each.program === program.name);
  const judged = outcomeOf(own, kernel, object);
  const told = loaderBy ? [`${loaderNames[object.loader]} loads it: ${loaderBy}`] : [];
  const loader = object.loader === 'libbpf' ? [] : [...told, modelled(object.loader)];
  const outcome = {...judged, evidence: [...judged.evidence, ...loader]};
  const {content} = kernel.facts?.btf ?? {};
  if (kernel.types || outcome.verdict !== 'unknown' || content?.state !== 'unreadable') return outcome;
  return {...outcome, evidence: [...outcome.evidence, `/sys/kernel/btf/vmlinux: ${content.reason}`]};
};
