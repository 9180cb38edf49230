import {atName} from '../hosts/at.ts';
import {Failure} from '../hosts/failure.ts';
import type {Plan} from '../remedies/plan.ts';

/** What stands in the way and no step of a plan can fix. */
export const cannotFix = ({host, manual}: Plan): Failure =>
  new Failure({
    what: `Setup can't get ${host === 'localhost' ? 'this host' : host} ready: ${manual.map(({title}) => title).join(', ')}.`,
    // Several checks may have the same reason.
    why: [...new Set(manual.flatMap(({text}) => text.split('\n')))].join('\n'),
    // Packages are one obstacle with the ids of several checks.
    todo: `Nothing was changed. For the evidence: ebpf doctor ${manual.flatMap(({check}) => check.split(', ')).join(' ')}${atName(host)}`,
  });

/** What sudo said, with what to do: the commands stand above. */
export const needsRoot = ({what, why}: Failure, {host, steps}: Plan): Failure =>
  new Failure({
    what,
    why,
    todo:
      steps.length > 0
        ? `Nothing was changed. Run the commands above as root, or all of it as root, or as a user whose sudo may: ebpf setup${atName(host)}`
        : `Nothing was changed. All is installed; only the hello program needs root. Run it as root, or as a user whose sudo may: ebpf setup${atName(host)}`,
  });
