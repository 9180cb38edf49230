import {calls, opcodes} from '../code/instructions.ts';
import type {CodeFunction} from '../object/code-sections.ts';
import type {BpfObject} from '../object/object.ts';
import type {Place} from '../reach/numbering.ts';
import type {Judge} from './question.ts';

/** include/linux/license.h, license_is_gpl_compatible. */
const compatible = new Set([
  'GPL',
  'GPL v2',
  'GPL and additional rights',
  'Dual BSD/GPL',
  'Dual MIT/GPL',
  'Dual MPL/GPL',
]);

/** Whether a licence counts as one of the GPL; a missing one does not. */
export const isGpl = (licence: string | undefined): boolean => compatible.has(licence ?? '');

/** The licence that a loader names to the kernel: aya says GPL where there is none (aya-obj/src/obj.rs, Object::parse). */
export const licenceOf = ({licence, loader}: Pick<BpfObject, 'licence' | 'loader'>): string | undefined =>
  licence ?? (loader === 'aya' ? 'GPL' : undefined);

/** What a user can do. */
export const declareGpl =
  'Declare a licence that is compatible with the GPL, such as "Dual BSD/GPL", in the section license.';

export const licenceText = (licence: string | undefined): string => (licence ? JSON.stringify(licence) : 'none');

/** Types of programs that must have one: bpf_lsm_verify_prog (5.7), check_struct_ops_btf_id (5.13). */
const types = new Set(['lsm', 'struct_ops']);

/** What needs a licence of the GPL whatever helpers are called: some types, and functions of the kernel (add_kfunc_call of kernel/bpf/verifier.c, 5.13). */
export const judgeLicence: Judge = ({object, program: {kind}, functions, reach}) => {
  const licence = licenceOf(object);
  if (isGpl(licence)) return [];
  const typed = kind && types.has(kind.programType);
  const kfuncs = [...functions].flatMap(callsOf);
  const called = kfuncs.length > 0 ? reach.of(kfuncs) : undefined;
  if (!typed && (!called || called.state === 'dead')) return [];
  return [
    {
      verdict: typed || called?.state === 'reached' ? 'fail' : 'unknown',
      ...(called?.state === 'conditional' && {on: called.on}),
      subject: 'licence',
      what: licenceText(licence),
      by: 'version',
      evidence: `${typed ? `programs of type ${kind.programType}` : 'programs that call functions of the kernel'} must have one that is compatible with the GPL`,
      todo: declareGpl,
    },
  ];
};

const callsOf = (fn: CodeFunction): Place[] => {
  const {code, references} = fn.section;
  const found: Place[] = [];
  for (let at = fn.start; at < fn.end; at++) {
    if (code.code[at] === opcodes.ldimm64) at++;
    // Compilers write a call of a function that is defined nowhere; a loader makes it one of the kernel's.
    else if (code.code[at] === opcodes.call && code.source[at] !== calls.helper && references.get(at)?.section === 0)
      found.push({function: fn, at});
  }
  return found;
};
