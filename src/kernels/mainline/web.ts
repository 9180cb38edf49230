import {setTimeout as sleep} from 'node:timers/promises';
import {exitCodes, Failure} from '../../hosts/failure.ts';
import {type Answer, type Asked, fetcher, proxyNamed} from './fetch.ts';

export interface WebOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told why a request is tried again. */
  readonly onRetry?: ((why: string) => void) | undefined;
  /** Milliseconds before the first further try; it doubles each time. Default: one second. */
  readonly pause?: number;
  /** Milliseconds without an answer or a further byte after which a request is given up. Default: 30 seconds. */
  readonly patience?: number;
}

const tries = 5;
const mostRedirects = 5;
const defaultPatience = 30_000;

/** Something that may be over in a moment: the archive answers 410 and 5xx and stalls under load (https://github.com/bkw777/mainline/issues/354). */
export class Passing extends Error {
  /** Whether something came before it broke off: then the next try goes on from there. */
  moved = false;
}

/** Does `work` again, longer and longer apart, while it fails with {@link Passing}; given up after five tries that brought nothing. */
export const persist = async <T>(url: URL, options: WebOptions, work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Passing)) throw error;
      if (error.moved) attempt = 1;
      else if (attempt === tries)
        throw unreachable(url, `${error.message} (${tries} tries)`, 'Try again later, or take a mirror: --archive.');
      options.onRetry?.(error.message);
      await sleep((options.pause ?? 1000) * 2 ** (attempt - 1), undefined, {signal: options.signal});
    }
  }
};

/** Bytes a second below which nothing counts as moving: a server that sends one now and then would hold us for ever. As git is told. */
const slowest = 1000;

/** A request that gives up when nothing moves. `moved` is called with the length of each piece that comes; `end` always. */
export const watch = (options: WebOptions) => {
  const controller = new AbortController();
  const patience = options.patience ?? defaultPatience;
  const seconds = patience / 1000;
  let came = 0;
  const look = () => {
    const few = came < slowest * seconds;
    const stall = came === 0 ? 'nothing came' : `no more than ${came} bytes came`;
    came = 0;
    if (few) controller.abort(new Passing(`${stall} for ${seconds} seconds`));
  };
  const timer = setInterval(look, patience);
  const stop = () => controller.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop);
  return {
    signal: controller.signal,
    moved: (bytes: number) => {
      came += bytes;
    },
    end: () => {
      clearInterval(timer);
      options.signal?.removeEventListener('abort', stop);
    },
  };
};

/**
 * One GET or HEAD. Redirects are followed to the same server only.
 * @throws Passing for what may be over in a moment; Failure when the server can't be reached or sends us elsewhere.
 */
export const request = async (
  url: URL,
  {headers = {}, signal, method = 'GET'}: {headers?: Record<string, string>; signal?: AbortSignal; method?: string},
): Promise<Answer> => {
  let address = url;
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const response = await fetchOnce(address, {
      method,
      headers: {'accept-encoding': 'identity', ...headers},
      redirect: 'manual',
      ...(signal && {signal}),
    });
    if (isPassing(response.status)) {
      await response.body?.cancel();
      throw new Passing(`the server answered ${response.status}`);
    }
    if (response.status < 301 || response.status > 308 || response.status === 304) return response;
    await response.body?.cancel();
    address = sameServer(address, response);
  }
  throw unreachable(url, `More than ${mostRedirects} redirects.`, 'Give the address that it ends at: --archive.');
};

const isPassing = (status: number): boolean => status === 408 || status === 410 || status === 429 || status >= 500;

const sameServer = (from: URL, response: Answer): URL => {
  const location = response.headers.get('location') ?? '';
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (to?.origin === from.origin && !to.username && !to.password) return to;
  throw unreachable(
    from,
    `It redirects elsewhere (${to ? `${to.protocol}//${to.host}` : 'nowhere'}), which is not followed.`,
    'If that is where the archive has moved, name it yourself: --archive.',
  );
};

/** Codes of causes that no second try mends. */
const final =
  /^(?:ENOTFOUND|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|UND_ERR_ABORTED|ERR_INVALID_URL)/;

const fetchOnce = async (url: URL, asked: Asked): Promise<Answer> => {
  try {
    return await (await fetcher())(url, asked);
  } catch (error) {
    throw explain(url, error, asked.signal);
  }
};

/** What broke a request, while it was made or while its body came. */
export const explain = (url: URL, error: unknown, signal?: AbortSignal): unknown => {
  if (signal?.aborted) return signal.reason;
  if (error instanceof Failure || error instanceof Passing) return error;
  // fetch wraps what happened, "fetch failed", "terminated", and a proxy's answer once more: "Request was cancelled."
  let cause = error as {code?: string; message?: string; cause?: unknown};
  for (let depth = 0; typeof cause.cause === 'object' && cause.cause && depth < 5; depth++) cause = cause.cause;
  const {code = '', message = String(cause)} = cause;
  if (code !== '' && !final.test(code)) return new Passing(message);
  return unreachable(
    url,
    code === '' ? message : `${message} (${code})`,
    proxyNamed() === undefined
      ? 'Look at the network. Behind a proxy: name it in the environment, as https_proxy=http://PROXY:PORT; or take a mirror of yours: --archive.'
      : `Look at the network, and at the proxy that the environment names (${proxyNamed()}; no_proxy has exceptions).`,
  );
};

const unreachable = (url: URL, why: string, todo: string): Failure =>
  new Failure({what: `Can't get ${url.href}`, why, todo, exitCode: exitCodes.notReady});
