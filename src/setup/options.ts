import type {AssessOptions} from '../assess/assess.ts';
import type {FollowedPolicy} from '../assess/report.ts';
import type {RouteOptions} from '../hello/route.ts';
import type {Host} from '../hosts/host.ts';
import type {Preference} from '../kernels/choose.ts';
import type {ArchiveChoice} from '../kernels/plan.ts';
import type {RebootTimes} from '../kernels/reboot.ts';
import type {Elevation} from '../remedies/elevation.ts';
import type {Display} from '../terminal/run-tasks.ts';

/** What a setup is told. */
export interface SetupOptions extends Pick<AssessOptions, 'profiles' | 'rules'> {
  readonly host: Host;
  /** The policy that the rules are from. */
  readonly policy?: FollowedPolicy | undefined;
  /** Of the hello project, where the user named one. */
  readonly directory?: string | undefined;
  /** What the proofs are told. */
  readonly route?: Partial<RouteOptions> | undefined;
  /** What the user of the host writes before a command for root. */
  readonly elevation?: Elevation | undefined;
  readonly version: string;
  readonly display: Display;
  /** Seconds to wait while another package manager holds a lock. */
  readonly lockWait: number;
  readonly signal: AbortSignal;
  /** The command line that goes on after a reboot. */
  readonly again: string;
  /** Whether and whence another kernel may come. */
  readonly kernel?: KernelOptions;
}

/** What is wanted of another kernel. */
export interface KernelOptions {
  readonly preference: Preference;
  readonly archive: ArchiveChoice;
  /** Whether a host elsewhere may be rebooted. */
  readonly reboot: boolean;
  readonly times: RebootTimes;
}
