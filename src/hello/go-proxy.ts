import {exitCodes, Failure} from '../hosts/failure.ts';

/**
 * What `--go-proxy` may name: what GOPROXY may (https://go.dev/ref/mod#environment-variables), but for who logs in there.
 * @throws Failure, which never repeats the value.
 */
export const requireGoProxy = (value: string | undefined): string | undefined => {
  const each = value?.split(/[,|]/).filter((one) => one !== 'direct' && one !== 'off') ?? [];
  if (each.some((one) => /^[a-z]+:\/\/[^/]*@/i.test(one)))
    throw new Failure({
      what: '--go-proxy holds the name or the password of a user.',
      why: 'Every user of a host sees its command lines, and logs keep them.',
      todo: 'Name the proxy alone, and put them into ~/.netrc, where Go looks: "machine SERVER login USER password PASSWORD".',
      exitCode: exitCodes.usage,
    });
  if (!each.every((one) => /^(?:https?|file):\/\/[!-~]+$/.test(one) && URL.canParse(one)))
    throw new Failure({
      what: '--go-proxy names no proxy of Go modules.',
      why: 'It takes what GOPROXY takes: URLs with https, http or file, "direct" and "off", with a comma or | between.',
      todo: 'Leave it out for the packages of the distribution, or the proxy of "go env GOPROXY".',
      exitCode: exitCodes.usage,
    });
  return value;
};

/** Whether modules are fetched, rather than taken from the packages. */
export const isFetching = (goProxy: string | undefined): boolean => goProxy !== undefined && goProxy !== 'off';
