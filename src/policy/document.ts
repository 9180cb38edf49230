import type {Loader} from '../programs/loader.ts';

/** `ebpf.yml`: what hosts must be like for a gate to open. schemas/policy-1.schema.json is made from these types. */
export interface PolicyDocument extends Demands {
  /** Where the schema is, for editors that look for it here. */
  readonly $schema?: string;
  /** Policies that this one adds to, as paths relative to this file: what they say holds, too. */
  readonly extends?: string | readonly string[];
  /** Demands on hosts that belong together, by the group's name. They come on top of those on every host. */
  readonly groups?: Readonly<Record<string, GroupDemands>>;
  /** Demands on single hosts, by name or pattern (`ci-*`). They come on top of those on every host and on groups. */
  readonly hosts?: Readonly<Record<string, Demands>>;
}

/** What hosts must be like. */
export interface Demands {
  /** Profiles that the host must be ready for: `ebpf doctor --help` names them. Default: libbpf, where no programs are named. */
  readonly profiles?: readonly string[];
  /** Compiled BPF programs that the host must be able to run: files, seen from where the policy is. */
  readonly programs?: readonly string[];
  /** Who loads these programs. Default: told by the file that carries them, else libbpf. */
  readonly loader?: Loader;
  readonly require?: Requirements;
  /** Checks that are shown but do not count. */
  readonly ignore?: readonly IgnoreEntry[];
}

/** What the hosts of a group must be like. */
export interface GroupDemands extends Demands {
  /**
   * Names or patterns (`ci-*`) of hosts, as they are called on the command line or in saved facts.
   * @minItems 1
   */
  readonly hosts: readonly string[];
}

/** What must pass, and which versions are wanted. */
export interface Requirements {
  /** Ids of checks that must pass, whatever the profiles say: `ebpf checks` lists them. */
  readonly checks?: readonly string[];
  /** Range of versions of the running kernel, as semver writes it: `>=5.15 <7`. A hint: distributions backport features. */
  readonly kernel?: string;
  /** Range of versions of clang. */
  readonly clang?: string;
  /** Range of versions of bpftool. */
  readonly bpftool?: string;
  /** Range of versions of libbpf's development files. */
  readonly libbpf?: string;
  /** Range of versions of pahole. */
  readonly pahole?: string;
}

/** A check that does not count. */
export interface IgnoreEntry {
  /** Id of the check. */
  readonly check: string;
  /**
   * Why it does not matter here: it is shown beside the finding.
   * @minLength 3
   */
  readonly reason: string;
  /**
   * The last day on which it is ignored, with or without quotes; afterwards the policy is refused until somebody has looked again.
   * @pattern ^\d{4}-\d{2}-\d{2}$
   */
  readonly until?: string;
}
