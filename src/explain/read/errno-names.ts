const texts: Readonly<Record<string, string>> = {
  PERM: 'Operation not permitted',
  NOENT: 'No such file or directory',
  BADF: 'Bad file descriptor',
  NOMEM: 'Cannot allocate memory',
  ACCES: 'Permission denied',
  BUSY: 'Device or resource busy',
  EXIST: 'File exists',
  NODEV: 'No such device',
  INVAL: 'Invalid argument',
  OPNOTSUPP: 'Operation not supported',
};

/** Since 1.6 libbpf prints `-EPERM` where it printed what strerror(3) says (src/str_error.c). Both stand there then. */
export const spellOut = (line: string): string =>
  line.replace(/(?<![\w-])-E([A-Z]+)\b/g, (name, key: string) => (texts[key] ? `${texts[key]} (${name})` : name));
