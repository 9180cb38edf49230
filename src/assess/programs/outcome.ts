import {fail, type Outcome, pass, type Source, unknown} from '../../checks/check.ts';
import {counted} from '../../hosts/in-words.ts';
import type {Source as JudgedBy, Judgement} from '../../programs/judge/judgement.ts';
import type {Kernel} from '../../programs/judge/kernel.ts';
import type {BpfObject} from '../../programs/object/object.ts';
import {advise} from '../../remedies/remedy.ts';
import {nextStep} from './next-step.ts';

/** What a program's judgements come to. Whatever a loader refuses the whole object for counts for each of its programs. */
export const outcomeOf = (
  judgements: readonly Judgement[],
  kernel: Kernel,
  object: Pick<BpfObject, 'loader'>,
): Outcome => {
  const of = (verdict: Judgement['verdict']) => judgements.filter((each) => each.verdict === verdict);
  const [failed, damaged, open] = [of('fail'), of('damage'), of('unknown')];
  const [left, passed] = [of('pass').filter((each) => each.open), of('pass').filter((each) => !each.open)];
  const [first = passed[0]] = [...failed, ...damaged, ...open];
  const bad = [...failed, ...damaged, ...open];
  const details = {
    source: first ? sources[first.by] : 'file',
    evidence: [...bad.map(evidenceOf), ...left.map(sentenceOf), ...passedText(passed)],
    expected: 'a kernel that has all that it reaches',
  } as const;
  if (!first || bad.length === 0)
    return pass(
      [passed.length > 0 ? 'has all that it asks for' : 'asks for nothing of the kernel', ...left.map(sentenceOf)].join(
        '; ',
      ),
      details,
    );
  const more = bad.length > 1 ? ` (and ${counted(bad.length - 1, 'more reason')})` : '';
  const found = `${first.verdict === 'damage' ? 'loads, and reads wrongly: ' : ''}${sentenceOf(first)}${more}`;
  const todo = [...new Set(bad.map((each) => nextStep(each, kernel, object)))].join(' ');
  const remedy = {remedy: advise(todo)};
  if (failed.length + damaged.length === 0) return unknown(found, {...details, ...remedy});
  return {...fail(found, {...details, ...remedy}), ...(failed.length === 0 && {damage: true as const})};
};

const sources = {
  probe: 'probe',
  btf: 'file',
  tracefs: 'file',
  kallsyms: 'file',
  configuration: 'kconfig',
  version: 'version',
  loader: 'file',
  source: 'file',
} as const satisfies Record<JudgedBy, Source>;

const words: Readonly<Record<JudgedBy, string>> = {
  probe: 'by a probe',
  btf: "by the kernel's types",
  tracefs: 'by tracefs',
  kallsyms: 'by /proc/kallsyms',
  configuration: "by the kernel's configuration",
  version: "by mainline's version",
  loader: "by the loader's source",
  source: "by the kernel's source",
};

const sentenceOf = ({subject, what, evidence, instead}: Judgement): string =>
  `${what.startsWith(subject) ? '' : `${subject} `}${what}: ${evidence}${instead ? `; it has ${instead}` : ''}`;

const evidenceOf = (judgement: Judgement): string => {
  const {by, on, source} = judgement;
  const decides = on && on.length > 0 ? [`depends on ${on.join(', ')}`] : [];
  return `${sentenceOf(judgement)} (${[words[by], ...decides, ...(source ? [source] : [])].join(', ')})`;
};

/** What is there, by what tells so. */
const passedText = (passed: readonly Judgement[]): string[] =>
  Object.entries(words).flatMap(([by, text]) => {
    const own = passed.filter((each) => each.by === by);
    return own.length > 0 ? [`there, ${text}: ${[...new Set(own.map(({what}) => what))].join(', ')}`] : [];
  });
