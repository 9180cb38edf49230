import type {Evidence} from './evidence.ts';

const inText =
  /(?:(?:linux-headers|kernel-devel|kernel-headers)-|\/usr\/src\/kernels\/|\/lib\/modules\/|headers for kernel |service for kernel |(?:active|running|current) kernel |for kernel )(\d+\.\d+\.\d+[\w.+~-]*)/gi;
const factLine =
  /^[^\n]*(?:headers|kernel-devel|\/usr\/src|\/lib\/modules|installed kernels?|kernels? installed)[^\n]*$/gm;
const inFacts = /\d+\.[\d.]+(?:-\d+)?[\w.+~-]*/g;

const plain = (release: string) =>
  release.replace(/[.\-/]+$/, '').replace(/[-.](generic|amd64|arm64|common|x86_64|aarch64)$/i, '');
const sameRelease = (left: string, right: string) => left.startsWith(right) || right.startsWith(left);

/**
 * Headers or modules of a release other than the running one are named: a `dkms` run for one kernel that looks into the
 * directory of another, a headers package that is installed in another version.
 */
export function headersOfAnother({text, reported, kernel}: Evidence): boolean {
  const named = releases(text, inText);
  const running = kernel ? plain(kernel.release).toLowerCase() : named[0];
  if (!running) return false;
  const installed = kernel ? (reported.match(factLine) ?? []).flatMap((line) => releases(line, inFacts)) : [];
  const differs = (release: string) => !sameRelease(release, running);
  return named.some(differs) || (installed.length > 0 && installed.every(differs));
}

const releases = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map((match) => plain(match[1] ?? match[0]).toLowerCase());
