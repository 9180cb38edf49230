import {kfuncSleeps, mayCallKfunc, newestKfuncCallers, oldestKfuncCallers} from '../tables/kfunc-callers.ts';
import type {SectionKind} from '../tables/section-kinds.ts';
import {type Answered, isNewer, isOlder, mayNotSleep, refused, sinceThen, typeText} from './callers.ts';
import {callsOf} from './externs.ts';
import {openReach} from './helpers.ts';
import {hasTags, kernelName} from './kfuncs.ts';
import type {Known} from './known.ts';
import type {Judge, Question} from './question.ts';
import {hasExtern} from './surroundings.ts';

/** Functions of the kernel that are called where the verifier comes to it: whether they are offered to programs of this type, and may sleep here. */
export const judgeKfuncCallers: Judge = (question) => {
  const {object, program, kernel, functions, reach} = question;
  const {kind} = program;
  if (!kind) return [];
  const called = object.externs.filter(
    (extern) => extern.kind === 'kfunc' && hasExtern(object, kernel, extern) === true,
  );
  return called.flatMap((extern): ReturnType<Judge> => {
    const name = kernelName(kernel, extern);
    const places = [...functions].flatMap((fn) => callsOf(fn, extern.name));
    const reached = reach.of(places);
    if (places.length === 0 || reached.state === 'dead') return [];
    const {todo, ...known} = answer(question, kind, name);
    const about = {subject: 'kfunc', what: `${name}()`, ...known} as const;
    if (known.verdict === 'pass') return [about];
    if (reached.state === 'conditional')
      return [{...about, verdict: 'unknown', on: reached.on, evidence: `${known.evidence}; ${openReach(reached)}`}];
    return [{...about, ...(todo && {todo})}];
  });
};

/** Their sets are for x86 alone before Linux 6.3, where types have no tags yet: 6.1's net/ipv4/tcp_bbr.c, tcp_cubic.c and tcp_dctcp.c. */
const forX86 = /^(bbr|cubictcp|dctcp)_/;

const answer = (question: Question, kind: SectionKind, name: string): Answered => {
  const {kernel} = question;
  const sleeps = kind.sleepable ? 'never' : kfuncSleeps(name);
  if (sleeps === 'always') return mayNotSleep(question);
  if (sleeps === 'sometimes') return open('on some kernels it may sleep, and this program may not');
  const offered = mayCallKfunc(kind, name);
  const type = typeText(kind);
  if (offered === 'unknown' || (forX86.test(name) && !hasTags(kernel)))
    return open(`the kernel has it; to which types of programs it is offered is in no types, and not known here`);
  if (offered === 'never') {
    const evidence = `no kernel up to ${newestKfuncCallers} offers it to programs of type ${type}`;
    return isNewer(kernel, newestKfuncCallers)
      ? open(evidence)
      : refused(evidence, 'Call it from a program of another type, or use a helper in its place.');
  }
  if (offered.after === undefined && isOlder(kernel, oldestKfuncCallers))
    return open(`whether programs of type ${type} may call it was looked at on Linux ${oldestKfuncCallers} and newer`);
  return sinceThen(kernel, offered, type);
};

const open = (evidence: string): Known => ({verdict: 'unknown', by: 'version', evidence});
