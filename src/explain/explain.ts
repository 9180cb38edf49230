import {absent, known} from '../facts/fact.ts';
import type {Facts} from '../facts/facts.ts';
import type {KindFacts} from '../facts/host-kind.ts';
import {sayWhoChooses} from '../remedies/foreign-kernel.ts';
import {advise, install, type Remedy} from '../remedies/remedy.ts';
import {resolveRemedy, resolveRemedyFor} from '../remedies/resolve.ts';
import type {Cause, Fix} from './cause.ts';
import {causes} from './causes.ts';
import type {Diagnosis, RankedCause} from './diagnosis.ts';
import {looksFailed, looksTold, needOf, programMissing} from './evidence/commands.ts';
import {type Context, gatherEvidence} from './evidence/context.ts';
import type {Evidence} from './evidence/evidence.ts';
import {fillIn} from './evidence/fill-in.ts';
import {isForeign} from './evidence/kernel-release.ts';
import {contradictions} from './notes/contradictions.ts';
import {harmlessLines, misleadingAdvice} from './notes/remarks.ts';
import {severalFailures, stoppedBefore} from './notes/several.ts';
import {outsideTheList} from './outside/outside.ts';
import type {Outside} from './outside/row.ts';
import {apart} from './own/apart.ts';
import {ownMessage} from './own/message.ts';
import {condenseText} from './read/condense.ts';
import {candidates, lineOf, ownStage, type Weighted, weigh} from './score.ts';
import {sureEnough} from './sure.ts';

export interface Question {
  /** What a tool printed. */
  readonly text: string;
  /** The command that printed it. */
  readonly command?: string;
  /** Of the host on which it was printed. */
  readonly facts?: Facts;
  /** What a report says of that host; outranks `facts`. */
  readonly context?: Context;
  /** The command failed, whatever its words are. */
  readonly failed?: boolean;
}

/** Characters; longer texts are condensed first. */
const longest = 300_000;

/** Below this an answer would be a guess among many, and "I don't know" is said instead. */
const answerFrom = 0.2;
const listFrom = 0.04;
const listed = 5;

/** Log-odds from which a clue rules a cause out by itself; a lesser one only makes it less likely. */
const excludes = -2;

/** Finds out why something failed. Pure: it looks at nothing but the question. */
export function explain({text, command, facts, context, failed = false}: Question): Diagnosis {
  const {own, rest} = apart(text.length > longest ? condenseText(text) : text);
  const evidence = gatherEvidence(rest, {...context, ...(command && {command})}, facts);
  const staged = evidence.stage !== undefined;
  const ranked = weigh(candidates(causes, evidence), staged ? ownStage : undefined);
  const harmless = harmlessLines(evidence);
  const sure = ranked.filter(({confidence}) => confidence >= listFrom).slice(0, listed);
  const [best] = sure;
  const oursAlone = own.length > 0 && (rest.trim() === '' || best === undefined || best.confidence < answerFrom);
  // What stops any work is named where no cause is as good as sure. In a stage of ours it is known what was done, and its rows come first.
  const outside = outsideTheList(evidence);
  const stops = !staged && best && best.confidence >= sureEnough ? undefined : outside;
  const beyond = stops?.vague && best && best.confidence >= sureEnough ? undefined : stops;
  const guessed = best !== undefined && best.confidence >= (staged ? sureEnough : answerFrom);
  const missing = beyond || guessed ? undefined : programMissing(evidence);
  const success =
    !(own.length > 0 || failed || ranked.length > 0 || beyond || missing !== undefined) &&
    !looksFailed(evidence) &&
    !looksTold(evidence);
  const answered = !oursAlone && best !== undefined && best.confidence >= answerFrom;
  return {
    schema: 'ebpf.diagnosis/1',
    causes: oursAlone
      ? [ownMessage(own)]
      : [
          ...(beyond ? [besides(beyond, evidence, facts)] : []),
          ...(missing !== undefined ? [notInstalled(missing, evidence, facts)] : []),
          ...(answered
            ? sure.map((weighted) => present(weighted, evidence, facts))
            : beyond || missing !== undefined || success
              ? []
              : [unknownCause(ranked, evidence)]),
        ],
    harmless,
    misleading: misleadingAdvice(evidence, best?.cause.label),
    notes: [
      ...(answered ? severalFailures(sure, evidence) : []),
      ...(answered && !stops ? stoppedBefore(outside, best, evidence) : []),
      ...contradictions(evidence, context, facts),
    ],
    ruledOut: ranked
      .filter(({confidence}) => confidence < listFrom)
      .flatMap(({cause, clues}) => {
        const against = clues.filter(({weight}) => weight <= excludes).sort((a, b) => a.weight - b.weight)[0];
        return against ? [{cause: cause.label, because: against.because}] : [];
      }),
    success,
  };
}

const present = (
  {cause, confidence, matched, clues}: Weighted,
  evidence: Evidence,
  facts: Facts | undefined,
): RankedCause => ({
  cause: cause.label,
  title: cause.title,
  confidence: Math.round(confidence * 1000) / 1000,
  matched: [...matched, ...clues.filter(({weight}) => weight > 0).map(({because}) => because)],
  why: cause.why,
  remedy: remedyFor(cause, evidence, facts),
  decide: fillIn(cause.decide, evidence),
});

/** An answer outside the list of causes. */
const besides = (
  {title, why, remedy, decide, messages}: Outside,
  evidence: Evidence,
  facts: Facts | undefined,
): RankedCause => ({
  title,
  confidence: sureEnough,
  matched: [lineOf(evidence, messages)].filter((line) => line !== undefined),
  why,
  remedy: forHost(remedy, evidence, facts),
  decide,
});

/** The remedy with the names that the failing host has for things: its packages, and what the text is about. */
function remedyFor({remedy, reboots}: Cause, evidence: Evidence, facts: Facts | undefined): Remedy {
  const fix = typeof remedy === 'function' ? remedy(evidence) : remedy;
  return forHost(typeof fix === 'string' ? advise(fix, {needsReboot: reboots === true}) : fix, evidence, facts);
}

function forHost(fix: Fix, evidence: Evidence, facts: Facts | undefined): Remedy {
  const remedy = typeof fix === 'string' ? advise(fix) : fix;
  const {distro, kernel, arch = ''} = evidence;
  // What a report says of its host outranks the host at which it is read.
  const ours =
    facts && (facts.os.state !== 'known' || facts.os.value.prettyName.toLowerCase() === distro.toLowerCase());
  // No archive has packages for a kernel that came with the machine.
  const release = kernel && !isForeign(kernel) ? kernel.release : '';
  const resolved =
    ours && release !== '' ? resolveRemedy(remedy, facts) : resolveRemedyFor(remedy, {distro, release, machine: arch});
  const text = fillIn(resolved.text, evidence);
  return resolved.needsReboot
    ? sayWhoChooses({...resolved, text}, ours ? facts : kindOf(evidence))
    : {...resolved, text};
}

/** What a report tells of the kind of its host: who chooses the kernel there. */
const kindOf = (evidence: Evidence): KindFacts => {
  const name = known(evidence.kernel?.release ?? '');
  const inside = evidence.fact(/^container: (?!no|none|false)/m);
  return {
    kernel: {release: name, version: name},
    environment: {signs: known(inside ? ['/.dockerenv'] : []), vendor: absent, product: absent},
  };
};

/** No label is about it, and what to do is plain all the same. */
const notInstalled = (program: string, evidence: Evidence, facts: Facts | undefined): RankedCause => ({
  title: `${program} was not found`,
  confidence: sureEnough,
  matched: [],
  why: `${program} is not installed, or not in PATH (/usr/sbin is not in that of every user).`,
  remedy: needOf[program]
    ? forHost(install(needOf[program]), evidence, facts)
    : advise(`Install the package that has ${program}, or add its directory to PATH.`),
  decide: `command -v ${program}; ls /usr/sbin/${program}`,
});

/** Nothing was printed from which anything could be read. */
const silent = (command: string): RankedCause => ({
  title: 'It failed without a word',
  confidence: 0,
  matched: [],
  why: `${command ? `"${command}"` : 'The command'} printed nothing, on stdout and on stderr: why it failed shows only in what it did last.`,
  remedy: advise(
    `Let it speak: its own option for that (-v, --verbose, -d; make V=1; LIBBPF_LOG_LEVEL=debug for what uses libbpf), or a redirection taken out of the script that calls it (2>/dev/null, >/dev/null). Where it has none, look at its last system calls, and at the kernel's log: dmesg | tail (as root).`,
  ),
  decide: `strace -f -o trace.txt ${command || 'COMMAND'}; grep -E "= -1 E" trace.txt | tail`,
});

function unknownCause(ranked: readonly Weighted[], evidence: Evidence): RankedCause {
  if (evidence.text.trim() === '') return silent(evidence.command);
  const [guess] = ranked;
  const decide = guess && fillIn(guess.cause.decide, evidence);
  return {
    title: 'Unknown cause',
    confidence: 0,
    matched: [],
    why: guess
      ? `No cause fits well enough; the nearest is ${guess.cause.label} (${Math.round(guess.confidence * 100)} %).`
      : 'No known message of a tool was found in the text.',
    remedy: advise(
      guess
        ? `Run \`${decide}\` on the host and explain its output together with this text.`
        : 'Run the failing command again with its debug output (libbpf: LIBBPF_LOG_LEVEL=debug, make: V=1, bpftool: -d) and explain that.',
    ),
    decide: decide ?? 'ebpf doctor',
  };
}
