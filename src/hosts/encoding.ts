/** PowerShell writes what it redirects as UTF-16, and so logs of WSL come; anything else is read as UTF-8. */
export const encodingOf = ([first, second, third, fourth]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first && second === 0 && third && fourth === 0 ? 'utf-16le' : 'utf-8';
};
