import {valueIfKnown} from '../../facts/fact.ts';
import {isEnumKind, isFieldKind, type RelocationKind} from '../core/relocation.ts';
import {rulesOf} from '../core/rules.ts';
import {sourceOf, subjectOf} from '../inspect/accesses.ts';
import {loaderNames} from '../loader.ts';
import {notFollowed, type Relocated, refusedIn} from '../object/relocated.ts';
import {type Missing, missingOf} from '../reach/reach.ts';
import {hasNoTypes} from './absent.ts';
import {insteadOf, insteadOfType} from './instead.ts';
import type {Judgement, Subject} from './judgement.ts';
import type {Judge, Question} from './question.ts';

type Found = Omit<Judgement, 'program'>;

/** Fields, types and enumerators that are reached by CO-RE, as libbpf resolves them. */
export const judgeFields: Judge = (question) => {
  const {object, functions, relocated, kernel, program, reach} = question;
  const refused = relocated && refusedIn(object, relocated, functions);
  if (refused) {
    const why = `${loaderNames[object.loader]} refuses the whole object with this program in it: ${refused.why}`;
    const todo = `Keep what asks for it in an object of its own, or guard it with ${guardOf(refused.relocation.kind)} where the loader takes that.`;
    return [{verdict: 'fail', ...about(question, refused), by: 'btf', evidence: why, todo}];
  }
  const own = object.relocations.filter((relocation) => functions.has(relocation.function));
  if (own.length === 0) return [];
  if (!relocated) return [withoutTypes(question, own.length)];
  const unclear = own.find((relocation) => notFollowed(object, relocation));
  if (unclear) {
    const {source, ...rest} = about(question, {relocation: unclear});
    const evidence = `how ${loaderNames[object.loader]} compares it with the kernel's is not modelled`;
    return [{verdict: 'unknown', ...rest, by: 'loader', evidence, ...(source && {source})}];
  }
  const {reach: together, missing} = missingOf(object, program, relocated, reach);
  const open = missing.filter((each) => each.reach.state !== 'dead');
  // What is open for each can be certain for all together: one of two branches is taken.
  const certain = together.state === 'reached' && !open.some((each) => each.reach.state === 'reached');
  const judged = distinct(open.map((each) => judgeMissing(question, each, certain)));
  if (judged.length > 0) return judged;
  const evidence =
    missing.length > 0
      ? `all that is reached is there; ${missing.length} that are not are never reached`
      : `all ${own.length} are there`;
  if (modulesMatter(question)) {
    return [
      {
        verdict: 'unknown',
        subject: 'field',
        what: 'fields and types',
        by: 'btf',
        evidence: `in vmlinux ${evidence}; ${loaderNames[object.loader]} looks among the types of modules as well, which were not read, and refuses a program where another type of that name suits as much`,
        todo: 'Read the BTF of the modules as well.',
      },
    ];
  }
  return [
    {verdict: 'pass', subject: 'field', what: 'fields and types', by: 'btf', evidence: `${kernel.name}: ${evidence}`},
  ];
};

/** Whether modules that are loaded and were not read may decide what vmlinux has all of. */
const modulesMatter = ({object, kernel}: Question): boolean =>
  rulesOf[object.loader].modules === 'beside' &&
  !kernel.allModules &&
  (kernel.facts ? (valueIfKnown(kernel.facts.btf.modules) ?? 0) : 0) > 0;

const withoutTypes = ({kernel}: Question, count: number): Found => {
  const none = hasNoTypes(kernel);
  return {
    verdict: none ? 'fail' : 'unknown',
    subject: 'field',
    what: 'fields and types',
    by: 'btf',
    evidence: none
      ? `the kernel has no BTF, and ${count} CO-RE relocations need it`
      : `${count} CO-RE relocations; the kernel's types were not read`,
    ...(none && {todo: 'Boot a kernel built with CONFIG_DEBUG_INFO_BTF, or load with a BTF file made for it.'}),
  };
};

const judgeMissing = (question: Question, {relocated, reach}: Missing, certain: boolean): Found => {
  const {kernel, object} = question;
  const {relocation} = relocated;
  const subject = about(question, relocated);
  const inVmlinux =
    object.btf !== undefined &&
    (kernel.types?.candidates(
      object.btf.name(relocation.type),
      object.btf.kind(relocation.type),
      rulesOf[object.loader],
    ).length ?? 0) > 0;
  const renamed = !inVmlinux && object.btf ? insteadOfType(kernel, object.btf, relocation.type) : undefined;
  const instead = renamed ?? insteadOf(question, relocated);
  const found = {...subject, by: 'btf', ...(instead && {instead})} as const;
  if (!inVmlinux && !renamed && !kernel.allModules && !kernel.vmlinuxAlone)
    return {
      verdict: 'unknown',
      ...found,
      evidence: 'the type is not in vmlinux, and a module may have it',
      todo: 'Read the BTF of the module as well.',
    };
  if (reach.state === 'conditional' && !certain) {
    const built = reach.asBuilt ? `; as it was built it is ${reach.asBuilt === 'dead' ? 'not ' : ''}reached` : '';
    return {
      verdict: 'unknown',
      ...found,
      on: reach.on,
      evidence: `not in the kernel, and whether it is reached depends on ${reach.on.join(', ')}${built}`,
    };
  }
  return {
    verdict: 'fail',
    ...found,
    evidence: !inVmlinux && kernel.vmlinuxAlone ? 'vmlinux has no such type' : lacking(relocated, inVmlinux),
    todo: `Guard it with ${guardOf(relocation.kind)} and read what the kernel has instead through a flavor of the type (NAME___old), or take another kernel.`,
  };
};

/** What is wrong with it: the name, or the type behind it. */
const lacking = ({result}: Relocated, inVmlinux: boolean): string => {
  if (!inVmlinux) return 'the kernel and its modules have no such type';
  if (result?.width && !result.width.adjustable)
    return `the kernel has it with ${result.width.value} bytes and this load, of ${result.width.old}, cannot be changed to that`;
  return 'the kernel has the type without it, or with it of another kind';
};

const guardOf = (kind: RelocationKind): string =>
  isFieldKind(kind)
    ? 'bpf_core_field_exists()'
    : isEnumKind(kind)
      ? 'bpf_core_enum_value_exists()'
      : 'bpf_core_type_exists()';

const about = (
  {object}: Question,
  {relocation}: Pick<Relocated, 'relocation'>,
): {subject: Subject; what: string; source?: string} => {
  const source = sourceOf(object, relocation);
  const {kind} = relocation;
  return {
    subject: isFieldKind(kind) ? 'field' : isEnumKind(kind) ? 'enumerator' : 'type',
    what: object.btf ? subjectOf(object.btf, relocation) : relocation.access,
    ...(source && {source}),
  };
};

const distinct = (list: readonly Found[]): Found[] => [
  ...new Map(list.map((each) => [`${each.what} ${each.verdict}`, each])).values(),
];
