import {type Fact, mapFact} from './fact.ts';

/** What the prober (native/) loaded and attached on a host, and what the kernel answered. */
export interface AttachFacts {
  /** The architecture that the prober was built for. */
  readonly arch: string;
  /** By the prober's ids, such as `kprobe` or `map-ringbuf`; see features.ts. */
  readonly probes: Readonly<Record<string, AttachProbe>>;
  /** Things read on the way, by name: `lockdown`, `lsm`. */
  readonly texts: Readonly<Record<string, string>>;
  /** Set when the prober ended early: what it would have reported after that is unknown. */
  readonly incomplete?: string;
}

/** One feature probed, step by step. A missing step was not reached, or the feature has none. */
export interface AttachProbe {
  /** The kernel took the program, the map, or the call. */
  readonly load?: Attempt;
  readonly attach?: Attempt;
  /** It was triggered, and ran. */
  readonly fire?: Attempt;
  /** The last line of the verifier's log, when loading was refused. */
  readonly log?: string;
}

/** The result of one step, as the prober prints it. */
export type Attempt =
  | {readonly result: 'ok'}
  | {
      readonly result: 'refused';
      readonly errno: number;
      /** `EPERM`; `-` for a number without a name. */
      readonly name: string;
      /** What refused: `BPF_PROG_LOAD`, `perf_event_open`, ... */
      readonly call: string;
    }
  | {readonly result: 'skipped'; readonly reason: string}
  /** The kernel's BTF has no such function or type. */
  | {readonly result: 'missing'; readonly name: string}
  /** It was triggered and did not run. */
  | {readonly result: 'silent'};

/** Whether it was a file that could not be read, and no system call that refused: the prober names those by one word (native/report.h). */
export const readsFile = ({call}: Extract<Attempt, {result: 'refused'}>): boolean => /^(read|open) /.test(call);

/** Reads the prober's output. What is not understood is left out. */
export const parseAttach = (text: Fact<string>): Fact<AttachFacts> => mapFact(text, parseOutput);

const parseOutput = (text: string): AttachFacts => {
  const probes = new Map<string, AttachProbe>();
  const texts = new Map<string, string>();
  let arch = '';
  let ended = false;
  let exit = '';
  for (const line of text.split('\n')) {
    const [id = '', step = '', ...rest] = line.split(' ');
    const words = rest.join(' ');
    if (line === 'end') ended = true;
    else if (id === 'ebpf-attach') arch = words;
    else if (id === 'exit') exit = step;
    else if (id === 'text') texts.set(step, words);
    else if (!/^[a-z][a-z0-9-]*$/.test(id)) continue;
    else if (step === 'log') probes.set(id, {...probes.get(id), log: words});
    else if (step === 'load' || step === 'attach' || step === 'fire') {
      const attempt = parseAttempt(words);
      if (attempt) probes.set(id, {...probes.get(id), [step]: attempt});
    }
  }
  return {
    arch,
    probes: Object.fromEntries(probes),
    texts: Object.fromEntries(texts),
    ...(!ended && {incomplete: `the prober ended early${exit && ` (exit ${exit})`}`}),
  };
};

const parseAttempt = (words: string): Attempt | undefined => {
  if (words === 'ok') return {result: 'ok'};
  if (words === 'no') return {result: 'silent'};
  const [word, ...rest] = words.split(' ');
  if (word === 'skip') return {result: 'skipped', reason: rest.join(' ')};
  if (word === 'missing' && rest[0]) return {result: 'missing', name: rest[0]};
  const refused = /^errno (\d{1,4}) (\S+) (.+)$/.exec(words);
  return refused
    ? {result: 'refused', errno: Number(refused[1]), name: refused[2] ?? '', call: refused[3] ?? ''}
    : undefined;
};

/** What was tried, as evidence: `probed kprobe: load ok; attach errno 2 ENOENT, read the PMU's type ...`. */
export const attachEvidence = (id: string, {load, attach, fire, log}: AttachProbe): string =>
  `probed ${id}: ${[
    load && `load ${show(load)}`,
    attach && `attach ${show(attach)}`,
    fire && `run ${show(fire)}`,
    log && `verifier: ${log}`,
  ]
    .filter(Boolean)
    .join('; ')}`;

const show = (attempt: Attempt): string => {
  switch (attempt.result) {
    case 'ok':
      return 'ok';
    case 'refused':
      return `${attempt.name === '-' ? `errno ${attempt.errno}` : attempt.name} (${attempt.call})`;
    case 'skipped':
      return `not probed, ${attempt.reason}`;
    case 'missing':
      return `not possible, ${attempt.name} is not in the kernel's BTF`;
    case 'silent':
      return 'never';
  }
};
