import {kinds} from '../btf/kinds.ts';
import type {BpfObject} from '../object/object.ts';
import {type Refusal, refused} from './refusal.ts';

const tag = 'exception_callback:';

/** libbpf.c, bpf_prog_assign_exc_cb: what a program names as its callback for exceptions has to be a global function without SEC(). */
export const refusalsOfExceptions = ({btf, code, programs}: BpfObject): Refusal[] => {
  if (!btf) return [];
  const own = new Set(programs.map(({name}) => name));
  const callable = new Set(
    code
      .filter(({name}) => name === '.text')
      .flatMap(({functions}) => functions.filter(({global}) => global).map(({name}) => name)),
  );
  const found: Refusal[] = [];
  for (let id = btf.first; id < btf.end; id++) {
    if (btf.kind(id) !== kinds.declarationTag || btf.tagComponent(id) !== -1 || !btf.name(id).startsWith(tag)) continue;
    const [program, callback] = [btf.name(btf.type(id)), btf.name(id).slice(tag.length)];
    if (!own.has(program) || callable.has(callback)) continue;
    const why = 'no global function without SEC() is called so';
    found.push({
      ...refused(`exception callback ${callback}`, why, `Define ${callback}() without "static" and without SEC().`),
      programs: [program],
    });
  }
  return found;
};
