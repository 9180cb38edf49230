import type {Host} from '../hosts/host.ts';
import {aptEnvironment, aptInstall} from './apt.ts';
import type {Size} from './step.ts';

/** What apt would fetch and unpack, by its own words; undefined when it does not say, such as for names that it does not know. */
export const installSize = async (host: Host, packages: readonly string[]): Promise<Size | undefined> => {
  const [program = '', ...args] = aptInstall(packages).filter((word) => word !== '--yes');
  // Without a lock, so that a user who is not root may ask. It ends at the question with "no"; where nothing but the named packages
  // would be installed apt asks no question and would go on: --print-uris makes it only print what it would fetch.
  const {stdout} = await host.run([program, '--assume-no', '--print-uris', '-o', 'Debug::NoLocking=1', ...args], {
    environment: {...aptEnvironment, LC_ALL: 'C'},
    timeout: 60_000,
  });
  return parseSize(stdout.toString('utf8'));
};

/** Reads "Need to get 88.3 MB of archives." and "After this operation, 417 MB of additional disk space will be used." */
export const parseSize = (text: string): Size | undefined => {
  const count = /(\d{1,9}) upgraded, (\d{1,9}) newly installed/.exec(text);
  if (!count) return undefined;
  // "Need to get 0 B/88 MB": a part of it was fetched before.
  const download = /Need to get ([\d.,]+ [kMGT]?B)/.exec(text)?.[1];
  const disk = /After this operation, ([\d.,]+ [kMGT]?B) (of additional|disk space will be freed)?/.exec(text);
  return {
    packages: Number(count[1]) + Number(count[2]),
    download: bytes(download ?? '0 B'),
    disk: disk?.[2]?.startsWith('of') ? bytes(disk[1] ?? '0 B') : 0,
  };
};

/** apt counts in thousands. */
const bytes = (text: string): number => {
  const [number = '0', unit = 'B'] = text.replaceAll(',', '').split(' ');
  return Math.round(Number(number) * 1000 ** 'BkMGT'.indexOf(unit.replace(/(?<=.)B$/, '')));
};
