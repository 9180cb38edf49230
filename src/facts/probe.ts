import {cleanLine} from '../hosts/clean.ts';
import {exitCodes, Failure} from '../hosts/failure.ts';
import type {Host} from '../hosts/host.ts';
import {packageFile} from '../hosts/package-files.ts';
import type {Facts} from './facts.ts';
import {parseProbe} from './parse.ts';

/** Milliseconds. The probe bounds each of its tools at five seconds and runs them side by side. */
const timeout = 30_000;

/** The one script that gathers everything: for `ebpf probe --script`, and for other engines to run. */
export const probeScript = (): Promise<string> => packageFile('scripts/probe.sh');

/** Looks at a host once: one process there, one round trip. Root sees more, such as what is inside tracefs. */
export const probe = async (host: Host, {asRoot = false} = {}): Promise<Facts> => {
  // As an argument: over SSH, standard input would cost another round trip.
  const result = await host.run(['sh', '-c', await probeScript()], {timeout, asRoot});
  const facts = parseProbe(result.stdout.toString('utf8'), host.name);
  if (facts) return facts;
  throw new Failure({
    what: `The probe did not run on ${host.name}.`,
    why: result.timedOut
      ? `It did not answer within ${timeout / 1000} seconds.`
      : cleanLine(result.stderr).slice(0, 500) || 'It printed nothing that it should.',
    todo: `Try it by hand: ebpf probe --script >probe.sh, and run "sh probe.sh" on ${host.name}.`,
    exitCode: exitCodes.unknown,
  });
};
