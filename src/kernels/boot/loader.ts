import type {Host} from '../../hosts/host.ts';

/** What boots one kernel. */
export interface BootEntry {
  /** Whether an initrd goes with it. */
  readonly initrd: boolean;
  /** Why it would not boot as it is. */
  readonly damage?: string | undefined;
}

/** A boot loader that can boot a kernel once and fall back. Whatever of it throws, throws a Failure and leaves a host that boots as before. */
export interface BootLoader {
  readonly name: string;
  /** How a person takes back by hand what {@link BootLoader.pin} has set. */
  readonly undoPin: string;
  /** The same of {@link BootLoader.bootOnce}. */
  readonly undoOnce: string;

  /** Makes the running kernel the default, whatever is installed next. Done before dpkg begins: the newest kernel is the usual default. */
  pin(host: Host, release: string): Promise<void>;

  /** Boots a kernel once, at the next boot, and has it reboot when it panics. The boot after that is the default's. */
  bootOnce(host: Host, release: string): Promise<void>;

  /** The command by which a person has a kernel booted once, without this program; undefined where it has no entry. */
  onceByHand(host: Host, release: string): Promise<string | undefined>;

  /** Makes a kernel the default for good, in the way in which this host's configuration chooses one, and takes our pin away. */
  makeDefault(host: Host, release: string): Promise<void>;

  /** Takes our word on the default away, or renews it, where it is still there and what it was for is gone. What boots stays. */
  letGo(host: Host): Promise<void>;

  /** Whether a kernel is the default by its own name: then newer ones that are installed do not boot by themselves. */
  isPinned(host: Host, release: string): Promise<boolean>;

  /** Which kernel boots when no one-shot entry is set; undefined when that can't be told. */
  defaultRelease(host: Host): Promise<string | undefined>;

  /** Which kernel the next boot alone is to be of; undefined when no one-shot entry is set, or it leads nowhere. */
  onceRelease(host: Host): Promise<string | undefined>;

  /** The kernels' own entries, from one look at the menu; a kernel that has none is not in the map. */
  entries(host: Host, releases: readonly string[]): Promise<ReadonlyMap<string, BootEntry>>;

  /** A kernel's own entry; undefined when it has none. */
  entry(host: Host, release: string): Promise<BootEntry | undefined>;

  /** Makes an installed kernel's entry anew. */
  makeEntry(host: Host, release: string): Promise<void>;

  /** Takes the entry of a kernel that is no longer installed away. */
  dropEntry(host: Host, release: string): Promise<void>;
}

/** Seconds after which a kernel that has panicked reboots; initramfs-tools honours it too, where the root file system is not found. */
export const panicAfter = 30;
