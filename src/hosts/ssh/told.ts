import type {Readable} from 'node:stream';
import type {ShownKey} from './seen-keys.ts';

/** What ssh tells at this level: the key as well that a host shows, before anything is answered to it. */
export const telling = ['-o', 'LogLevel=DEBUG1', '-o', 'FingerprintHash=sha256'] as const;

/**
 * verify_host_key() in sshconnect.c. A host's own words stand there behind `debug1:` and more, or come after its key; those of a host on the
 * way to it (the banner of a jump host, which ssh writes as it is) may come before.
 */
const key = /^debug1: Server host (?:key|certificate): (\S{1,100}) (SHA256:[\w+/]{43})(?:,|$)/;

/** What is no failure: what is logged below LogLevel ERROR. */
const chatter = /^(?:debug1: |Authenticated to |Warning: Permanently added |Transferred: |Bytes per second: )/;

/** Characters that are kept of what ssh said, and of a line that has no end. */
const longest = 2000;

/**
 * Listens to the standard error of an ssh that is {@link telling}: `shown` is called with each key that is told of, where the host's own is
 * always among them. What it returns tells the last of what ssh said to people.
 */
export function listen(stderr: Readable, shown: (key: ShownKey) => void): () => string {
  let rest = '';
  let said = '';
  stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(-longest);
    for (const line of lines.map((text) => text.replace(/\r$/, ''))) {
      const [, type, fingerprint] = key.exec(line) ?? [];
      if (type && fingerprint) shown({type, fingerprint});
      if (!chatter.test(line)) said = `${said}${line}\n`.slice(-longest);
    }
  });
  return () => `${said}${chatter.test(rest) ? '' : rest}`;
}
