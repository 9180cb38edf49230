/**
 * `describe`, or what stands in its place where something that the tests need is missing: a skip whose title says what, and in CI,
 * which has everything, a failure.
 */
export function describeWith(missing: string | undefined): (title: string, tests: () => void) => void {
  if (missing === undefined) return describe;
  return (title, tests) => {
    if (process.env.CI) {
      test(title, () => {
        throw new Error(missing);
      });
    } else describe.skip(`${title} (skipped: ${missing})`, tests);
  };
}
