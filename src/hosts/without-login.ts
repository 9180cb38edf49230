/** A text with addresses as they may stand in logs: without the names and passwords in them. The name alone is no secret to ssh. */
export const withoutLogin = (text: string): string =>
  text.replace(/:\/\/([^\s/@]+)@(?:[^\s/@]*@)*/g, (_, login: string, at: number) => {
    const isSsh = text.slice(Math.max(0, at - 3), at).toLowerCase() === 'ssh';
    return isSsh ? `://${login.split(':', 1)[0]}@` : '://';
  });

/** {@link withoutLogin} for what was given as a host, which may lack the scheme: `user:password@host`. */
export const withoutPassword = (host: string): string =>
  withoutLogin(host).replace(/^((?:ssh:\/\/)?[^:@/]*):(?!\/\/).*@/i, '$1@');
