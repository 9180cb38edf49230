import {valueIfKnown} from '../../facts/fact.ts';
import {atLeast} from '../../facts/version.ts';
import {kinds} from '../btf/kinds.ts';
import {isComposite, resolve} from '../btf/sizes.ts';
import {classes, classOf} from '../code/instructions.ts';
import type {Place} from '../reach/numbering.ts';
import {typesSince} from './age.ts';
import {argumentListOf} from './argument-list.ts';
import {openReach} from './helpers.ts';
import {declareGpl, isGpl, licenceOf, licenceText} from './licence.ts';
import type {Judge, Question} from './question.ts';
import type {Found} from './targets.ts';

/** c67cae551f0d: only programs with a licence of the GPL read the kernel's structs as C does (check_ptr_to_btf_access of kernel/bpf/verifier.c). */
const since = '6.2';

/** Reads of the kernel's structs without a helper, through an argument whose type the verifier knows. */
export const judgeKernelReads: Judge = (question) => {
  const {object, program, kernel, reach} = question;
  const licence = licenceOf(object);
  if (program.kind?.programType !== 'tracing' || isGpl(licence)) return [];
  const places = directReads(question);
  const reached = reach.of(places);
  if (reached.state === 'dead') return [];
  const release = kernel.facts && valueIfKnown(kernel.facts.kernel.release);
  const [types, version] = [typesSince(kernel), release].map((each) => each && atLeast(each, since));
  if (!types && version === false) return [];
  const certain = (types || version) && reached.state === 'reached';
  return [
    {
      verdict: certain ? 'fail' : 'unknown',
      ...(reached.state === 'conditional' && {on: reached.on}),
      subject: 'licence',
      what: licenceText(licence),
      by: types ? 'btf' : 'version',
      evidence: [
        `programs that read the kernel's structs without a helper must have one that is compatible with the GPL since Linux ${since}`,
        ...(reached.state === 'conditional' ? [openReach(reached)] : []),
      ].join('; '),
      todo: declareGpl,
    },
  ];
};

const directReads = (question: Question): Place[] => {
  const list = argumentListOf(question);
  if (!list) return [];
  const explored = question.reach.explored();
  return [...question.functions].flatMap((fn) => {
    const {code} = fn.section;
    const found: Place[] = [];
    for (let at = fn.start; at < fn.end; at++) {
      if (classOf(code.code[at] ?? 0) !== classes.ldx) continue;
      const byte = explored.argumentAt({function: fn, at});
      const index = byte === undefined ? undefined : list.indexOf(byte);
      const type = index === undefined ? undefined : list.typeOf(index);
      if (type && isStruct(type)) found.push({function: fn, at});
    }
    return found;
  });
};

const isStruct = ({btf, id}: Found): boolean => {
  const type = resolve(btf, id);
  return btf.kind(type) === kinds.pointer && isComposite(btf.kind(resolve(btf, btf.type(type))));
};
