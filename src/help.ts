import {Help, type Interfaces} from '@oclif/core';
import {fitTo, widest} from './terminal/wrap.ts';

const columns = process.stdout.columns ?? 80;

/** oclif's help at the width of the terminal, at most 100: its own does not count all of its indents, and wraps neither titles nor examples. */
export default class extends Help {
  constructor(config: Interfaces.Config, options: Partial<Interfaces.HelpOptions> = {}) {
    super(config, {...options, maxWidth: Math.min(columns, widest) - 4});
  }

  protected override log(...texts: string[]): void {
    super.log(...texts.map((text) => fitTo(text, columns)));
  }
}
