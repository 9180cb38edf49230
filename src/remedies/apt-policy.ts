/** The versions of a package that `apt-cache policy` tells; none where it says `(none)`. */
export interface AptPolicy {
  readonly installed?: string;
  /** What apt would install. */
  readonly candidate?: string;
}

/** Reads `apt-cache policy`, in the C locale. A name that apt does not know is missing. */
export const parsePolicy = (text: string): ReadonlyMap<string, AptPolicy> => {
  const packages = new Map<string, AptPolicy>();
  let name = '';
  for (const line of text.split('\n')) {
    name = /^(\S+):$/.exec(line)?.[1] ?? name;
    const [, field, version = ''] = /^ {2}(Installed|Candidate): (.*)$/.exec(line) ?? [];
    if (field && name)
      packages.set(name, {...packages.get(name), ...(version !== '(none)' && {[field.toLowerCase()]: version})});
  }
  return packages;
};

/** Whether apt could install a package. */
export const hasCandidate = (packages: ReadonlyMap<string, AptPolicy>, name: string): boolean =>
  packages.get(name)?.candidate !== undefined;
