import {Failure} from '../../src/hosts/failure.ts';

/** The Failure that a promise rejects with; anything else fails the test. */
export const refusal = async (promise: Promise<unknown>): Promise<Failure> => {
  const error = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw new Error(`expected a Failure, got ${String(error)}`, {cause: error});
};
