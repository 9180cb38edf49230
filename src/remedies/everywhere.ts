import {known} from '../facts/fact.ts';
import {alpine} from './families/alpine.ts';
import {arch} from './families/arch.ts';
import {debian} from './families/debian.ts';
import type {Family} from './families/family.ts';
import {fedora} from './families/fedora.ts';
import {suse} from './families/suse.ts';
import {namesOf} from './names.ts';
import type {Need} from './remedy.ts';

/** The large families, with the release of a kernel that each builds as a person would write it. */
const large: readonly (readonly [Family, string, string])[] = [
  [debian, 'Debian, Ubuntu', 'linux-headers-$(uname -r)'],
  [fedora, 'Fedora, RHEL', 'kernel-devel-$(uname -r)'],
  [suse, 'SUSE', 'kernel-default-devel'],
  [arch, 'Arch', 'linux-headers'],
  [alpine, 'Alpine', 'linux-lts-dev'],
];

/** The names by family, for a host of which nothing is known. */
export const everywhere = (needs: readonly Need[]): string => {
  const host = {os: known({id: '', idLike: [], prettyName: ''}), kernel: {release: known(''), arch: known('')}};
  const names = large.map(([family, who, headers]) => {
    const {packages} = namesOf(
      needs.filter((need) => need !== 'kernel-headers'),
      family,
      host,
    );
    return `${[...packages, ...(needs.includes('kernel-headers') ? [headers] : [])].join(' ')} (${who})`;
  });
  return `Its packages: ${names.join(', ')}.`;
};
