import type {Program} from '../object/programs.ts';
import {absent, insteadOfFunction, withoutTypes} from './absent.ts';
import {attachRule} from './attach-rules.ts';
import {renamedFunction} from './instead.ts';
import type {Judgement} from './judgement.ts';
import {judgeEvent, judgeSymbol, judgeSyscall, judgeTracepoint} from './listed.ts';
import {meantType} from './misspelt.ts';
import type {Judge, Question} from './question.ts';
import {findType, type Target, targetOf} from './targets.ts';

type Found = Omit<Judgement, 'program'>;

/** What a program is attached to. */
export const judgeAttachment: Judge = (question) => {
  const {program} = question;
  const {kind, target} = program;
  const open = leftOpen(program);
  if (open)
    return [
      {
        verdict: 'unknown',
        subject: 'target',
        what: [kind?.prefix, target].filter(Boolean).join('/'),
        by: 'btf',
        evidence: open,
        todo: "Find what the loader's source sets it to, and look for that in /proc/kallsyms of the host.",
      },
    ];
  const typed = targetOf(program);
  if (typed) return judgeTyped(question, typed);
  if (!kind || !target) return [];
  const what = `${kind.prefix}/${target}`;
  if (/^k(ret)?probe$/.test(kind.prefix)) return [{subject: 'target', what, ...judgeSymbol(question, target)}];
  if (/^k(ret)?syscall$/.test(kind.prefix)) return [{subject: 'target', what, ...judgeSyscall(question, target)}];
  if (/^(tracepoint|tp)(\.s)?$/.test(kind.prefix))
    return [{subject: 'target', what, ...judgeTracepoint(question, target)}];
  if (/^raw_(tracepoint|tp)/.test(kind.prefix)) return [{subject: 'target', what, ...judgeEvent(question, target)}];
  return [];
};

/** Why only its loader knows what a program is attached to, without which it may not be loaded (bpf_program__set_attach_target). */
const leftOpen = ({kind, target}: Program): string | undefined => {
  // By convention the name of a target that the loader chooses: libbpf-tools' fsdist, funclatency and others.
  if (target?.startsWith('dummy')) return 'its loader chooses the target, by its name';
  if (kind?.programType === 'ext') return 'its loader chooses the program that it replaces a function of';
  const loadedForIt = kind?.programType === 'tracing' || kind?.programType === 'lsm';
  return loadedForIt && !target ? 'its section names no target: its loader has to choose one' : undefined;
};

/** Of fentry, fexit, fmod_ret, lsm, iter, tp_btf and struct_ops: without its type the program is not loaded. */
const judgeTyped = (question: Question, typed: Target): Found[] => {
  const {
    kernel,
    program: {kind, target},
  } = question;
  const about = {subject: 'target', what: `${kind?.prefix}/${target}`} as const;
  const {symbol} = typed;
  const anywhere = findType(kernel, symbol, typed.kind);
  const found = kernel.vmlinuxAlone && anywhere?.btf !== kernel.types?.vmlinux ? undefined : anywhere;
  if (found) {
    if (typed.kind === 'struct' && !findType(kernel, `bpf_struct_ops_${symbol}`, 'struct'))
      return [{...about, ...absent(kernel, `struct bpf_struct_ops_${symbol}`, typed.inModules)}];
    const rule = attachRule(question, found);
    if (rule) return [{...about, ...rule}];
    // Which functions may be modified is a list that types do not hold; security hooks are on it (Linux 5.7).
    if (kind?.attachType === 'modify_return' && !symbol.startsWith('security_'))
      return [
        {
          ...about,
          verdict: 'unknown',
          by: 'btf',
          evidence: `${symbol}() is there; whether its result may be modified is not in its types`,
          todo: `Look for it as root in /sys/kernel/debug/error_injection/list of the host: grep -w ${symbol}.`,
        },
      ];
    return [{...about, verdict: 'pass', by: 'btf', evidence: `the kernel's types have ${symbol}`}];
  }
  if (!kernel.types) return [{...about, ...withoutTypes(kernel)}];
  const atFunction = kind?.attachType?.startsWith('trace_f') ?? false;
  const inModules = typed.inModules && !kernel.vmlinuxAlone && !(atFunction && renamedFunction(kernel, symbol));
  const answer = absent(kernel, symbol, inModules);
  const now = atFunction ? insteadOfFunction(kernel, symbol) : undefined;
  return [{...about, ...answer, ...(now ? {instead: now} : meantType(kernel, symbol, typed.kind))}];
};
