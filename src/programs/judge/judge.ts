import type {BpfObject} from '../object/object.ts';
import type {Program} from '../object/programs.ts';
import {type RelocatedObject, relocateEach} from '../object/relocated.ts';
import {withCallees} from '../object/uses.ts';
import {reachability} from '../reach/reach.ts';
import {judgeArguments} from './arguments.ts';
import {judgeAttachment} from './attachments.ts';
import {judgeCode} from './code.ts';
import {judgeDamage} from './damage.ts';
import {judgeAddresses, judgeExterns, judgeWeak} from './externs.ts';
import {judgeFields} from './fields.ts';
import {judgeForm} from './form.ts';
import {judgeHelpers} from './helpers.ts';
import type {Judgement} from './judgement.ts';
import type {Kernel} from './kernel.ts';
import {judgeKernelReads} from './kernel-reads.ts';
import {judgeKfuncCallers} from './kfunc-callers.ts';
import {judgeLicence} from './licence.ts';
import {judgeMapAge} from './map-age.ts';
import {judgeMapShapes} from './map-shapes.ts';
import {judgeMapUsers} from './map-users.ts';
import {judgeMaps, judgeOwnMaps} from './maps.ts';
import {judgeOpenMaps} from './open-maps.ts';
import {judgeProgramType} from './program-types.ts';
import type {Judge} from './question.ts';
import {judgeStack} from './stack.ts';
import {judgeStructOps} from './struct-ops.ts';
import {surroundingsOf} from './surroundings.ts';
import {judgeUnoptimised} from './unoptimised.ts';

/** In the order in which they are shown. */
const judges: readonly Judge[] = [
  judgeProgramType,
  judgeAttachment,
  judgeArguments,
  judgeFields,
  judgeDamage,
  judgeHelpers,
  judgeKfuncCallers,
  judgeLicence,
  judgeKernelReads,
  judgeUnoptimised,
  judgeStack,
  judgeCode,
  judgeWeak,
  judgeAddresses,
  judgeOwnMaps,
  judgeMapUsers,
];

/**
 * What each program of an object asks of a kernel, and whether the kernel has it: by its types before all else, as distributions backport. Whether
 * the verifier accepts what the program does (its types, bounds and size) is not judged. Pure; linear in the object.
 */
export const judgeObject = (object: BpfObject, host: Kernel): Judgement[] => {
  const kernel = {...host, vmlinuxAlone: object.loader === 'aya', flavors: object.loader === 'libbpf'};
  const relocated = kernel.types && relocateEach(object, kernel.types);
  return [
    ...judgeExterns(object, kernel),
    ...judgeStructOps(object, kernel),
    ...judgeMaps(object, kernel),
    ...judgeMapShapes(object),
    ...judgeMapAge(object, kernel),
    ...judgeOpenMaps(object),
    ...judgeForm(object),
    ...object.programs.flatMap((program) => judgeProgram(object, program, kernel, relocated?.(program))),
  ];
};

const judgeProgram = (
  object: BpfObject,
  program: Program,
  kernel: Kernel,
  relocated: RelocatedObject | undefined,
): Judgement[] => {
  const functions = new Set(withCallees(program.function, object.uses));
  const code = relocated ?? {relocations: [], code: new Map()};
  const reach = reachability(object, program, code, surroundingsOf(object, kernel));
  const question = {object, program, functions, kernel, relocated, reach};
  return judges.flatMap((judge) => judge(question)).map((judgement) => ({program: program.name, ...judgement}));
};
