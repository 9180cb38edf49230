const texts: Readonly<Record<string, string>> = {
  PERM: 'Operation not permitted',
  NOENT: 'No such file or directory',
  SRCH: 'No such process',
  '2BIG': 'Argument list too long',
  AGAIN: 'Resource temporarily unavailable',
  BADF: 'Bad file descriptor',
  NOMEM: 'Cannot allocate memory',
  ACCES: 'Permission denied',
  FAULT: 'Bad address',
  BUSY: 'Device or resource busy',
  EXIST: 'File exists',
  NODEV: 'No such device',
  INVAL: 'Invalid argument',
  NOSPC: 'No space left on device',
  ROFS: 'Read-only file system',
  NODATA: 'No data available',
  OPNOTSUPP: 'Operation not supported',
  ADDRNOTAVAIL: 'Cannot assign requested address',
};

/** Since 1.6 libbpf prints `-EPERM` where it printed what strerror(3) says (src/str_error.c). Both stand there then. */
export const spellOut = (line: string): string =>
  line.replace(/(?<![\w-])-E([2A-Z][A-Z]*)\b/g, (name, key: string) => (texts[key] ? `${texts[key]} (${name})` : name));
