import type {OsRelease} from '../facts/facts.ts';
import {isMadeFromUbuntu} from './base-release.ts';
import {alpine} from './families/alpine.ts';
import {alt} from './families/alt.ts';
import {amazon} from './families/amazon.ts';
import {arch} from './families/arch.ts';
import {azure} from './families/azure.ts';
import {debian} from './families/debian.ts';
import type {Family} from './families/family.ts';
import {fedora} from './families/fedora.ts';
import {gentoo} from './families/gentoo.ts';
import {mandriva} from './families/mandriva.ts';
import {openeuler} from './families/openeuler.ts';
import {openwrt} from './families/openwrt.ts';
import {photon} from './families/photon.ts';
import {redhat} from './families/redhat.ts';
import {solus} from './families/solus.ts';
import {suse} from './families/suse.ts';
import {ubuntu} from './families/ubuntu.ts';
import {voidLinux} from './families/void.ts';
import {wolfi} from './families/wolfi.ts';
import type {Manager} from './managers.ts';

/** Every family, in the order in which the first that fits a free text is taken, and the first that has a manager stands for it. */
export const families: readonly Family[] = [
  ubuntu,
  debian,
  amazon,
  azure,
  openeuler,
  fedora,
  redhat,
  suse,
  arch,
  wolfi,
  alpine,
  alt,
  mandriva,
  photon,
  voidLinux,
  gentoo,
  solus,
  openwrt,
];

/** Distributions with a manager that others have too, and with names of their own. */
const strangers = new Set(['chimera', 'pisilinux', 'nilrt']);

/**
 * The family of a distribution: by its own name, by those that it says it is like, in its order, and by being a child of Ubuntu.
 * Undefined where it is of none; `null` where its packages have names that no family has.
 */
export const familyOf = (os: OsRelease): Family | null | undefined => {
  const names = [os.id, ...os.idLike].map((name) => name.toLowerCase());
  if (strangers.has(names[0] ?? '')) return null;
  const [family] = names.flatMap((name) => families.find(({ids}) => ids.includes(name)) ?? []);
  return family === debian && isMadeFromUbuntu(os) ? ubuntu : family;
};

/** Whose names a manager takes where nothing else is known of a host. */
export const familyWith = (manager: Manager): Family | undefined =>
  defaults[manager] ?? families.find(({managers}) => managers.includes(manager));

/** Debian rather than Ubuntu, Fedora rather than Amazon Linux, Alpine rather than Wolfi. */
const defaults: Partial<Record<Manager, Family>> = {
  apt: debian,
  dnf: fedora,
  yum: fedora,
  microdnf: fedora,
  apk: alpine,
};

/** The family that a free text names. */
export const familyNamed = (text: string): Family | undefined => families.find(({words}) => words.test(text));
