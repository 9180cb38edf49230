import {suggest} from '../../hosts/suggest.ts';
import {loaderNames} from '../loader.ts';
import {namesWithTargets, sectionNames} from '../tables/section-kinds.ts';
import type {Judgement} from './judgement.ts';
import type {Question} from './question.ts';

/** A program whose section's name its loader does not know: it refuses that, or whoever uses it sets the type before it loads the program. */
export const judgeSection = ({object, program}: Question): Omit<Judgement, 'program'> => {
  const {name} = program.function.section;
  const section = program.optional ? name.slice(1) : name;
  const meant = meantBy(section);
  return {
    verdict: 'unknown',
    subject: 'program type',
    what: `program type of section "${section}"`,
    by: 'loader',
    evidence: `${loaderNames[object.loader]} knows none by this name, and refuses the program unless whoever loads it sets one`,
    todo: meant
      ? `Call it SEC("${meant}"), if that is what it is.`
      : `Call its section as ${loaderNames[object.loader]} has it, such as SEC("xdp") or SEC("kprobe/FUNCTION"), or set its type before it is loaded.`,
  };
};

/** A name that is near: mistyped, in capitals, or one that libbpf before 1.0 took by how it begins, such as `xdp_drop` and `socket1`. */
const meantBy = (section: string): string | undefined => {
  const low = section.toLowerCase();
  const near = nearest(low, sectionNames);
  if (near !== undefined) return near;
  const [head = '', ...rest] = section.split('/');
  const kind = rest.length > 0 ? nearest(head.toLowerCase(), namesWithTargets) : undefined;
  if (kind !== undefined) return [kind, ...rest].join('/');
  return sectionNames.filter((name) => low.startsWith(name)).toSorted((a, b) => b.length - a.length)[0];
};

/** A letter more, less or another, or two that changed places. */
const nearest = (wrong: string, names: readonly string[]): string | undefined => {
  const name = suggest(wrong, names);
  return name !== undefined && Math.abs(name.length - wrong.length) <= 1 ? name : undefined;
};
