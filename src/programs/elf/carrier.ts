import {type Loader, loaderNames} from '../loader.ts';

/** Who loads the objects of a program that carries them, and what of it tells so. */
export interface LoaderTold {
  readonly loader: Loader;
  readonly evidence: string;
}

/** A function of cilium/ebpf that is linked only where an object is read by it, and what aya's panics say of their place. */
const ofCilium = 'github.com/cilium/ebpf.LoadCollectionSpecFromReader';
const ofAya = /^aya-obj(?:-(\d+\.\d+\.\d+)[\w.+-]*)?\/src\/\w/;
/** What libbpf begins its messages with, also where cgo or libbpf-sys linked it. */
const ofLibbpf = 'libbpf: ';

/** Who loads what a program carries, where its own bytes leave no doubt; undefined for an object by itself. */
export const carrierOf = (raw: Uint8Array): LoaderTold | undefined => {
  const file = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  const aya = versionOfAya(file);
  const told = [
    ...(file.includes(ofCilium) ? [{loader: 'cilium', evidence: `it has the function ${ofCilium}`} as const] : []),
    ...(aya === undefined ? [] : [{loader: 'aya', evidence: `it names sources of aya-obj ${aya}`.trimEnd()} as const]),
    ...(file.includes(ofLibbpf)
      ? [{loader: 'libbpf', evidence: `it has messages of ${loaderNames.libbpf}`} as const]
      : []),
  ];
  return told.length === 1 ? told[0] : undefined;
};

const versionOfAya = (file: Buffer): string | undefined => {
  const name = 'aya-obj';
  for (let at = file.indexOf(name); at >= 0; at = file.indexOf(name, at + 1)) {
    const found = ofAya.exec(file.toString('latin1', at, at + 64));
    if (found) return found[1] ?? '';
  }
  return undefined;
};
