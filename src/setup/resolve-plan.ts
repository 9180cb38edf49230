import type {Facts} from '../facts/facts.ts';
import type {Host} from '../hosts/host.ts';
import {candidates, debianArchitecture} from '../remedies/apt.ts';
import {hasCandidate} from '../remedies/apt-policy.ts';
import {installSize} from '../remedies/install-size.ts';
import {linkCommands, newestHeaders} from '../remedies/link-headers.ts';
import type {Plan} from '../remedies/plan.ts';
import type {HeadersStep, PackageStep, Step} from '../remedies/step.ts';
import {askPolicy, availablePackages, installation} from './apt/available.ts';
import {resolveRepair} from './apt/repair.ts';

/** What a plan is made with. */
export interface Resolving {
  readonly facts: Facts;
  /** Whether apt is asked beforehand what packages take, for which it needs as long as to get ready. Default: yes. */
  readonly sized?: boolean;
}

/**
 * The plan with what only the host's own apt can tell: the packages that it knows, what they take, and whether it has headers for the
 * running kernel. Where package lists must be fetched first the plan stays as it is, and the same is found out when it is carried out.
 */
export const resolvePlan = async (host: Host, plan: Plan, resolving: Resolving): Promise<Plan> => ({
  ...plan,
  steps: await resolveSteps(host, plan.steps, resolving),
});

/** Some steps of a plan, as {@link resolvePlan} does all. */
export const resolveSteps = async (
  host: Host,
  steps: readonly Step[],
  resolving: Resolving,
): Promise<readonly Step[]> => (await Promise.all(steps.map((step) => resolveStep(host, step, resolving)))).flat();

const resolveStep = async (host: Host, step: Step, {facts, sized = true}: Resolving): Promise<readonly Step[]> => {
  switch (step.kind) {
    case 'command':
      return [step];
    case 'repair':
      return [await resolveRepair(host, step)];
    case 'packages':
      return resolvePackages(host, step, sized);
    case 'headers':
      return resolveHeaders(host, step, facts);
  }
};

const resolvePackages = async (host: Host, step: PackageStep, sized: boolean): Promise<readonly PackageStep[]> => {
  const available = await availablePackages(host, step);
  const {packages, missing, damaged} = available;
  if (packages.length === 0 || missing.length > 0) return [step];
  const headersAlone = Object.keys(step.needs).join() === 'kernel-headers';
  const size = sized || headersAlone ? await installSize(host, packages) : undefined;
  // Headers that are there already are only linked in.
  if (size?.packages === 0 && damaged.length === 0 && headersAlone) return [];
  const resolved: PackageStep = {
    ...step,
    title: `Install ${packages.join(', ')}${damaged.length > 0 ? `; again, since files are gone: ${damaged.join(', ')}` : ''}`,
    packages,
    commands: [installation(available)],
    chosenByApt: true,
    ...(size && {size}),
  };
  return [resolved];
};

/** Nothing where apt has the right ones; exact commands where it is known what would be linked. */
const resolveHeaders = async (host: Host, step: HeadersStep, facts: Facts): Promise<readonly Step[]> => {
  const release = facts.kernel.release.state === 'known' ? facts.kernel.release.value : '';
  const arch = debianArchitecture(facts);
  const generic = `linux-headers-${arch}`;
  const [own = []] = candidates('kernel-headers', facts);
  const policy = await askPolicy(host, [...own, generic, 'linux-headers-generic']);
  if (own.every((name) => hasCandidate(policy, name))) return [];
  const [name] = [generic, 'linux-headers-generic'].filter((each) => hasCandidate(policy, each));
  if (name === undefined) return [step];
  const {stdout} = await host.run(['apt-cache', 'depends', name], {environment: {LC_ALL: 'C'}});
  const names = [...stdout.toString('utf8').matchAll(/Depends: (linux-headers-\S+)/g)].map(([, each = '']) => each);
  const headers = newestHeaders(names, arch);
  return [
    {
      ...step,
      title: `Link ${headers?.name ?? name} in as headers of ${release}, for which the archive has none`,
      commands: headers ? linkCommands(release, headers) : [],
    },
  ];
};
