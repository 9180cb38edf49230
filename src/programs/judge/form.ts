import {loaderNames} from '../loader.ts';
import type {BpfObject} from '../object/object.ts';
import {refusalsOf} from '../refusals/refusals.ts';
import type {Judgement} from './judgement.ts';

/** What a loader refuses an object for, whatever the kernel. */
export const judgeForm = (object: BpfObject): Judgement[] =>
  refusalsOf(object).flatMap(({what, why, certain, todo, programs}) => {
    const judged: Judgement = {
      verdict: certain ? 'fail' : 'unknown',
      subject: 'object',
      what: programs ? what : `object with ${what}`,
      by: 'loader',
      evidence:
        object.loader === 'libbpf'
          ? why
          : `${loaderNames[object.loader]} ${certain ? 'refuses' : 'may refuse'} it: ${why}`,
      ...(todo !== undefined && {todo}),
    };
    return programs ? programs.map((program) => ({...judged, program})) : [judged];
  });
