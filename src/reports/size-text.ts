import type {Cost} from '../hello/route.ts';

export const megabytes = (bytes: number): string =>
  bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

/** What a toolchain takes beside its packages. */
export const costText = ({what, download, disk, seconds}: Cost): string =>
  `${what}: ${download > 0 ? `${megabytes(download)} to download, ` : ''}${megabytes(disk)} on disk, about ${seconds} s of one core`;
