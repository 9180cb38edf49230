const width = 20;

/** How far a download is: `[=========           ]  45 %  24 of 53 MB  linux-modules-6.12.95-061295-generic`. Bytes; TOTAL where the server tells. */
export const downloadText = (file: string, received: number, total?: number): string => {
  const [name = file] = file.split('_');
  if (!total) return `${megabytes(received)} MB  ${name}`;
  const share = Math.min(received / total, 1);
  const bar = '='.repeat(Math.floor(share * width)).padEnd(width);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `[${bar}] ${percent} %  ${megabytes(received)} of ${megabytes(total)} MB  ${name}`;
};

const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);
