import {sized} from '../../hosts/in-words.ts';

const width = 20;

/** How far a download is: `[=========           ]  45 %  24 MB of 53 MB  linux-modules-6.12.95-061295-generic`. Bytes; `total` where the server tells. */
export const downloadText = (file: string, received: number, total?: number): string => {
  const [name = file] = file.split('_');
  if (!total) return `${sized(received)}  ${name}`;
  const share = Math.min(received / total, 1);
  const bar = '='.repeat(Math.floor(share * width)).padEnd(width);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `[${bar}] ${percent} %  ${sized(received)} of ${sized(total)}  ${name}`;
};
