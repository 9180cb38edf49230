import libbpf from './libbpf.ts';
import type {Profile} from './profile.ts';

/** Every profile, the default first. */
export const profiles: readonly Profile[] = [libbpf];
