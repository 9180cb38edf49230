/**
 * A text with addresses as they may stand in logs: without the names and passwords in them, and without their query, where mirrors take tokens.
 * The name alone is no secret to ssh.
 */
export const withoutLogin = (text: string): string =>
  withoutQuery(text).replace(/:\/\/([^\s/@]+)@(?:[^\s/@]*@)*/g, (_, login: string, at: number) => {
    const isSsh = text.slice(Math.max(0, at - 3), at).toLowerCase() === 'ssh';
    return isSsh ? `://${login.split(':', 1)[0]}@` : '://';
  });

/** Of each word, what stands behind `?` in an address. Words are taken whole, so that none is looked at twice. */
const withoutQuery = (text: string): string =>
  text.includes('://')
    ? text.replace(/\S+/g, (word) => {
        const address = word.indexOf('://') + 3;
        return address < 3 ? word : word.slice(0, address) + word.slice(address).replace(/\?[^?"'<>]+/g, '?...');
      })
    : text;

/** {@link withoutLogin} for what was given as a host, which may lack the scheme: `user:password@host`. */
export const withoutPassword = (host: string): string =>
  withoutLogin(host).replace(/^((?:ssh:\/\/)?[^:@/]*):(?!\/\/).*@/i, '$1@');
