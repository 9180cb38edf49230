import {missing} from './sshd.ts';

/** Tests against real servers. Where none can be started they are skipped and say why; in CI that is a failure. */
export const lab = (name: string, tests: () => void): void => {
  const why = missing();
  if (!why) describe(name, tests);
  else if (process.env.CI) it(`${name}: what it needs is there`, () => expect(why).toBeUndefined());
  else describe.skip(`${name} (skipped: ${why})`, tests);
};
