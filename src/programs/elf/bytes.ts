/** No compiler writes longer names; keeps what a forged table of them can cost small. */
const longestName = 4096;

/** Bytes in one of both orders. A read behind the end throws a RangeError, which {@link ../refusal.ts} turns into words. */
export class Bytes {
  readonly little: boolean;
  readonly raw: Uint8Array;
  private readonly view: DataView;

  constructor(raw: Uint8Array, little: boolean) {
    this.raw = raw;
    this.little = little;
    this.view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  }

  get length(): number {
    return this.raw.length;
  }

  u8(offset: number): number {
    return this.view.getUint8(offset);
  }

  u16(offset: number): number {
    return this.view.getUint16(offset, this.little);
  }

  u32(offset: number): number {
    return this.view.getUint32(offset, this.little);
  }

  /** Offsets and sizes: what is above 2^53 is behind any end, however it is rounded. */
  u64(offset: number): number {
    const [high, low] = this.little ? [offset + 4, offset] : [offset, offset + 4];
    return this.u32(high) * 2 ** 32 + this.u32(low);
  }

  slice(offset: number, length: number): Bytes {
    if (offset < 0 || length < 0 || offset + length > this.raw.length) throw new RangeError('out of bounds');
    return new Bytes(this.raw.subarray(offset, offset + length), this.little);
  }

  /** The text that ends with a zero byte. */
  text(offset: number): string {
    if (offset < 0 || offset >= this.raw.length) throw new RangeError('out of bounds');
    let end = offset;
    while (this.raw[end]) end++;
    if (end === this.raw.length || end - offset >= longestName) throw new RangeError('text without an end');
    return Buffer.from(this.raw.buffer, this.raw.byteOffset, this.raw.byteLength).toString('utf8', offset, end);
  }
}
