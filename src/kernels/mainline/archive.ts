import {exitCodes, Failure} from '../../hosts/failure.ts';
import {withoutLogin} from '../../hosts/without-login.ts';

/** https://wiki.ubuntu.com/Kernel/MainlineBuilds; the old path ~kernel-ppa/mainline answers 301 to this. */
export const mainlineArchive = 'https://kernel.ubuntu.com/mainline/';

/** The key that signs CHECKSUMS there: "Kernel PPA <kernel-ppa@canonical.com>", by https://wiki.ubuntu.com/Kernel/MainlineBuilds. */
export const mainlineFingerprint = '60AA7B6F30434AE68E569963E50C6A0917C622B0';

export interface ArchiveOptions {
  /** Allow http to machines other than this one. What comes over it is checked by its signature all the same. */
  readonly plainHttp?: boolean;
}

/**
 * The address of an archive laid out like the mainline one, with a slash at its end.
 * @throws Failure for anything but https, and http to this machine's own loopback.
 */
export const parseArchive = (text: string, {plainHttp = false}: ArchiveOptions = {}): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const refuse = (why: string, todo: string) =>
    new Failure({
      what: `Not an archive to take kernels from: ${withoutLogin(text.replace(/[?#].*/s, '')).replace(/^(?!https?:\/\/).*@/i, '')}`,
      why,
      todo,
      exitCode: exitCodes.usage,
    });
  const example = `Give an address such as ${mainlineArchive}.`;
  if (!url) throw refuse('It is not a URL.', example);
  if (url.username || url.password) throw refuse('It holds a name or a password, which would end up in logs.', example);
  if (url.protocol === 'http:' && !plainHttp && !isLoopback(url.hostname))
    throw refuse('http can be read and changed on the way.', 'Use https, or say --plain-http if that is meant.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse(`${url.protocol} is not https.`, example);
  url.hash = '';
  url.search = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
};

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
