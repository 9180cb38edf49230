import type {Facts} from '../../src/facts/facts.ts';
import type {Picture} from './draw.ts';
import {type Row, textOf} from './screen.ts';

/** What `record.mjs` writes: of each command the facts before it and what it left on the terminal; the facts at the end. */
export interface Recording {
  readonly columns: number;
  readonly screens: readonly [Screen, Screen];
  readonly after: Facts;
}

interface Screen {
  readonly command: string;
  readonly before: Facts;
  readonly rows: readonly Row[];
}

const dots: Row = [{text: '…', style: 'muted'}];
const prompt = (command: string): Row => [
  {text: '$ ', style: 'muted'},
  {text: command, style: 'strong'},
];

/**
 * What the picture shows of a recording: all that doctor says; of setup its steps, and how it ends. What is left out before, the plan, stands
 * as dots.
 */
export const scene = ({columns, screens: [doctor, setup]}: Recording): Picture => {
  const at = (pattern: RegExp): number => setup.rows.findIndex((row) => pattern.test(textOf([row])));
  const steps = setup.rows.slice(at(/^ {2}✔/));
  const rows = [prompt(doctor.command), ...doctor.rows, [], prompt(setup.command), dots, ...steps];
  return {
    rows,
    columns,
    title: 'ebpf doctor and ebpf setup on a Debian 12 without a BPF toolchain',
    label: textOf(rows),
  };
};
