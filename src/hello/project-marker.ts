/** The marker file's text: the SHA-256 of each file as it was written. */
export const renderMarker = (files: Readonly<Record<string, string>>): string =>
  `${JSON.stringify({about: 'Written by ebpf: tells your changes from what it wrote. Safe to delete.', files}, null, 2)}\n`;

/** The hashes in a marker file; none when it is not there or damaged, so that nothing is taken for ours without proof. */
export const parseMarker = (text: string): Readonly<Record<string, string>> => {
  try {
    const {files} = JSON.parse(text) as {files?: unknown};
    const entries = Object.entries(files ?? {}).filter((entry): entry is [string, string] =>
      /^[0-9a-f]{64}$/.test(entry[1]),
    );
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
};
