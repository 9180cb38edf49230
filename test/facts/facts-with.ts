import type {Facts} from '../../src/facts/facts.ts';
import {parseProbe} from '../../src/facts/parse.ts';

/** Facts of a made-up host that has just these records, such as `{'text uname ok': 'Linux 6.1.0 x86_64'}`. */
export const factsWith = (records: Readonly<Record<string, string>>): Facts => {
  const body = Object.entries(records).map(([head, text]) => `\n@nonce ${head}\n${text}\n`);
  const facts = parseProbe(`\nebpf-probe 1 begin nonce\n${body.join('')}\nebpf-probe 1 end nonce\n`, 'made-up');
  if (!facts) throw new Error('the records make no probe');
  return facts;
};

/** Root in the initial user namespace, without a seccomp filter. */
export const asRootUser = {
  'text uid ok': '0',
  'file /proc/self/status ok': 'CapEff:\t000001ffffffffff\nSeccomp:\t0',
  'file /proc/self/uid_map ok': '         0          0 4294967295',
};
