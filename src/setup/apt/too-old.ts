import {atLeast} from '../../facts/version.ts';
import {Failure} from '../../hosts/failure.ts';
import type {AptPolicy} from '../../remedies/apt-policy.ts';
import {least} from '../../remedies/least.ts';
import {labelOf, type Need} from '../../remedies/remedy.ts';
import type {PackageStep} from '../../remedies/step.ts';

/** A need and the packages that were chosen for it; undefined where apt knows none. */
interface Chosen {
  readonly need: Need;
  readonly names: readonly string[] | undefined;
}

/**
 * Compares what apt would install with what this kernel asks for, so that nobody waits for 400 MB that cannot work.
 * @throws Failure that says what does work there.
 */
export const refuseTooOld = (
  policy: ReadonlyMap<string, AptPolicy>,
  chosen: readonly Chosen[],
  wanted: NonNullable<PackageStep['atLeast']>,
): void => {
  for (const {need, names} of chosen) {
    const threshold = wanted[need];
    const row = least[need];
    if (threshold === undefined || row === undefined) continue;
    const {todo} = row;
    if (names === undefined && row.none !== undefined)
      throw new Failure({what: `apt knows no package of ${labelOf(need)}.`, why: row.none, todo});
    for (const name of names ?? []) {
      // Without the epoch.
      const version = policy.get(name)?.candidate?.replace(/^\d+:/, '');
      if (atLeast(version, threshold) !== false) continue;
      throw new Failure({
        what: `The ${need} of this release is too old${row.forKernel ? ' for its kernel' : ''}: ${name} ${version}, where ${threshold} or newer is needed.`,
        why: row.why,
        todo,
      });
    }
  }
};
