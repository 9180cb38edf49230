/**
 * What kind of build a kernel release is, without its version: `amd64` of 6.1.0-37-amd64, `cloud-amd64`, `lts`, `uek`. Releases of two flavours
 * are kernels beside each other, neither of which is the newer one.
 */
export const flavourOf = (release: string): string =>
  release
    .split(/[-+.~]/)
    .map((part) => part.replace(/^el\d+(?:_\d+)*(?=uek|$)/, ''))
    .filter((part) => part !== '' && !counts.test(part))
    .join('-');

/** Parts that number a build: 37, fc42, arch1, zen1, rc3, amzn2023, bpo, rpt, deb12u1, gdeadbeef. */
const counts =
  /^(?:\d+(?:_\d+)*|v?\d+rc\d*|(?:fc|arch|zen|rc|amzn|mga|deb|lp)\d+(?:u\d+)?|bpo\d*|rpt|g[0-9a-f]{7,40}|dirty)$/i;
