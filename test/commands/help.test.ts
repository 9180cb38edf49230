import {readdirSync} from 'node:fs';
import path from 'node:path';

interface Described {
  readonly summary?: string;
  readonly description?: string;
}

const folder = path.join(import.meta.dirname, '../../src/commands');
const files = readdirSync(folder, {recursive: true})
  .map(String)
  .filter((file) => file.endsWith('.ts') && file !== 'base.ts' && !file.startsWith('flags'));

test.each(files)(
  'the help of %s fits: oclif wraps no summary, and shows the last line of a description alone',
  async (file) => {
    const {default: command} = (await import(path.join(folder, file))) as {default: Described};
    expect(command.summary).toMatch(/^.{10,80}$/);
    expect(command.description ?? '').not.toContain('\n');
  },
);
