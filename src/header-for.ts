/**
 * Where vmlinux.h of this machine is to be written, where the words of the command line say that and nothing else; undefined where they leave any doubt.
 */
export const headerFor = ([command, flag, file, ...more]: readonly string[]): string | undefined => {
  if (command !== 'vmlinux' || more.length > 0) return undefined;
  if (flag === undefined) return 'vmlinux.h';
  const [, joined] = /^--output=(.*)$/s.exec(flag) ?? [];
  const output = joined !== undefined && file === undefined ? joined : flag === '--output' || flag === '-o' ? file : '';
  return output === '-' || /^[^-]/.test(output ?? '') ? output : undefined;
};
