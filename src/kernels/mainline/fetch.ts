/** What is asked of a server. */
export interface Asked {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly redirect: 'manual';
  readonly signal?: AbortSignal;
}

/** What of a server's answer is read: Node's own fetch and undici's have types of their own. */
export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly url: string;
  readonly headers: {get(name: string): string | null};
  readonly body: (AsyncIterable<Uint8Array> & {cancel(): Promise<void>}) | null;
}

/** Makes requests as fetch does. */
type Fetch = (url: URL, asked: Asked) => Promise<Answer>;

const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** The proxy that the environment names, without what is secret in it; undefined where it names none. Not every address goes through it: no_proxy. */
export const proxyNamed = (environment: NodeJS.ProcessEnv = process.env): string | undefined => {
  const named = variables.map((name) => environment[name]).find(Boolean);
  return named && URL.canParse(named) ? new URL(named).host : named && 'one that is no address';
};

let made: Promise<Fetch> | undefined;

/**
 * fetch by way of the proxy that the environment names, as apt and curl have it. Node's own knows none before 24, and there only where
 * NODE_USE_ENV_PROXY says so: https://nodejs.org/api/http.html#built-in-proxy-support
 */
export const fetcher = (): Promise<Fetch> => {
  made ??= proxyNamed() === undefined ? Promise.resolve(fetch) : throughProxy();
  return made;
};

const throughProxy = async (): Promise<Fetch> => {
  const {EnvHttpProxyAgent, fetch: fetchThrough} = (await import('undici')).default;
  // What is asked for by plain http is asked of the proxy itself, which often opens no way to port 80.
  const dispatcher = new EnvHttpProxyAgent({proxyTunnel: false});
  return (url, asked) => fetchThrough(url, {...asked, dispatcher});
};
