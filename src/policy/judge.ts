import type {AssessOptions, Judge} from '../assess/assess.ts';
import {idsOf} from '../assess/programs/ids.ts';
import type {JudgedObject} from '../assess/programs/judged.ts';
import type {NamedObject} from '../assess/programs/objects.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import {chooseProfiles} from '../profiles/choose.ts';
import {findPolicy} from './find.ts';
import type {Followed, HostRules} from './followed.ts';

/** What the command line asks for: names of profiles, none for those of the policy, and checks. */
export interface Asked extends Omit<AssessOptions, 'profiles' | 'programs' | 'rules'> {
  readonly profiles: readonly string[];
  readonly programs?: readonly NamedObject[];
}

/** How compiled programs are judged, where there are some. */
export interface Judging {
  readonly objects: ReadonlyMap<NamedObject, JudgedObject>;
  /** Set where nothing but the types of kernels is known: nothing but programs is judged then. */
  readonly alone: boolean;
}

/** Reads the policy of that name, or the one of the working directory; undefined where there is none. It may also name checks of `programs`. */
export const loadPolicy = async (
  file = findPolicy(),
  programs: readonly string[] = [],
): Promise<Followed | undefined> =>
  file === undefined ? undefined : (await import('./follow.ts')).followPolicy(file, programs);

/**
 * Judges by the command line and, where there is one, by a policy: profiles and programs of the command line stand in place of the policy's,
 * checks that it requires or ignores come on top.
 */
export const judgeBy = (
  {profiles, programs = [], ...asked}: Asked,
  policy: Followed | undefined,
  {objects, alone}: Judging = nothingJudged,
): Judge => {
  const commanded = profiles.length + programs.length > 0;
  const own = programs.flatMap(idsOf);
  const only = onlyWith(own, asked.only);
  const judgeAll = (wanted: readonly NamedObject[], names: readonly string[]) => {
    const judged = wanted.map((object) => objects.get(object) ?? refuse(object));
    const chosen = names.length > 0 || judged.length === 0 ? chooseProfiles(names) : [];
    return {
      ...asked,
      only,
      ...(judged.length > 0 && {programs: judged}),
      profiles: [...(alone ? [] : chosen), ...judged.map(({profile}) => profile)],
    };
  };
  if (!policy) {
    const plain = judgeAll(programs, profiles);
    return () => plain;
  }
  return (host) => {
    const rules = policy.rulesOf(host);
    const wanted = programs.length > 0 ? programs : rules.programs;
    const all = {
      ...judgeAll(wanted, commanded ? profiles : rules.profiles),
      rules: alone ? {...rules, required: [], checks: []} : rules,
    };
    if (!commanded && demandsNothing(all)) throw noDemand(host, policy);
    return all;
  };
};

const nothingJudged: Judging = {objects: new Map(), alone: false};

/** Naming checks looks at these alone; the programs of the command line were named as well. */
const onlyWith = (programs: readonly string[], only: readonly string[] = []): readonly string[] =>
  only.length === 0 || only.some((id) => programs.includes(id)) ? only : [...only, ...programs];

/** @throws Failure */
const refuse = ({file}: NamedObject): never => {
  throw new Failure({
    what: `The program ${file} cannot be judged here.`,
    why: 'It takes the types of the kernel, which facts are too small for.',
    todo: 'Use the command line: ebpf doctor --policy FILE',
    exitCode: exitCodes.usage,
  });
};

/** Whether no check could make the host fail. */
const demandsNothing = ({
  profiles,
  only = [],
  require = [],
  rules,
}: AssessOptions & {readonly rules: Pick<HostRules, 'required' | 'ignored' | 'checks'>}) => {
  const excused = new Set(rules.ignored.map(({check}) => check));
  const demanded = [...profiles.flatMap(({required}) => required), ...rules.required.map(({check}) => check)];
  return only.length + require.length + rules.checks.length === 0 && demanded.every((check) => excused.has(check));
};

const noDemand = (host: string, {file}: Followed): Failure =>
  new Failure({
    what: `The policy ${file} demands nothing of ${host}.`,
    why: 'Its profiles require no check, or every one that they require is ignored: the host would be ready whatever it is like.',
    todo: 'Name a profile that requires something, require a check, or name what to look at with --for.',
    exitCode: exitCodes.usage,
  });
