import type {BpfObject} from '../object/object.ts';

/** What objects ask for that is in no types: it is looked for on the host that runs the kernel. */
export interface AskedNames {
  /** Functions and variables that /proc/kallsyms may have. */
  readonly symbols: readonly string[];
  /** Whether programs are attached to tracepoints. */
  readonly tracepoints: boolean;
}

/** More than any object names. */
const most = 4096;
const systemCalls = ['__x64_sys_', '__arm64_sys_', '__s390x_sys_', '__riscv_sys_', 'sys_'];

/** The names that objects ask for: those of functions of the kernel that their programs are attached to, and of variables whose address they want. */
export const askedNames = (objects: readonly BpfObject[]): AskedNames => {
  const programs = objects.flatMap((object) => object.programs);
  const attached = programs.flatMap(({kind, target}) => {
    const name = target?.split(':').at(-1)?.split('+')[0];
    if (!name) return [];
    if (/^k(ret)?syscall$/.test(kind?.prefix ?? '')) return systemCalls.map((prefix) => `${prefix}${name}`);
    // A tracepoint, an iterator and a function are all of this type; a function alone is looked for.
    const traced =
      kind?.programType === 'tracing' && kind.attachType !== 'trace_raw_tp' && kind.attachType !== 'trace_iter';
    return traced || /^k(ret)?probe$/.test(kind?.prefix ?? '') ? [name] : [];
  });
  const externs = objects.flatMap((object) => object.externs.filter(({kind}) => kind === 'ksym').map(({name}) => name));
  return {
    symbols: [...new Set([...attached, ...externs])].filter((name) => /^[\w.]{1,512}$/.test(name)).slice(0, most),
    tracepoints: programs.some(({kind}) => /tracepoint|^tp$|raw_tp/.test(kind?.prefix ?? '')),
  };
};
