import {Flags} from '@oclif/core';
import {requireGoProxy} from '../../hello/go-proxy.ts';
import type {RouteOptions} from '../../hello/route.ts';
import {exitCodes, Failure} from '../../hosts/failure.ts';

/** What a toolchain may be told: the same for hello, and for the proof at the end of a setup. No other one has a use for it. */
const byToolchain = {
  'libbpf-bootstrap': {
    url: Flags.string({
      description: 'libbpf-bootstrap: clone it from here; submodules are taken from beside it where they are there.',
      helpValue: 'URL',
      helpGroup: 'TOOLCHAIN',
    }),
    ref: Flags.string({
      description: 'libbpf-bootstrap: branch, tag or full commit to clone.',
      helpValue: 'REF',
      helpGroup: 'TOOLCHAIN',
    }),
    depth: Flags.integer({
      description: 'libbpf-bootstrap: commits of history to clone, by default 1; 0 for all.',
      min: 0,
      helpValue: 'N',
      helpGroup: 'TOOLCHAIN',
    }),
  },
  'kernel-samples': {
    source: Flags.string({
      description: "kernel-samples: a kernel tree to build in, in place of the distribution's linux-source.",
      helpValue: 'TREE',
      helpGroup: 'TOOLCHAIN',
    }),
  },
  'cilium-ebpf': {
    'go-proxy': Flags.string({
      description:
        'cilium-ebpf: fetch Go modules from this proxy rather than use the distribution\'s packages; without packages the one of "go env GOPROXY" is asked. "off": fetch nothing.',
      helpValue: 'URL',
      helpGroup: 'TOOLCHAIN',
    }),
  },
  run: {
    program: Flags.string({
      description: 'run: a program that was built elsewhere and reports each execve.',
      helpValue: 'FILE',
      helpGroup: 'TOOLCHAIN',
    }),
  },
};

export const routeFlags = {
  ...byToolchain['libbpf-bootstrap'],
  ...byToolchain['kernel-samples'],
  ...byToolchain['cilium-ebpf'],
  ...byToolchain.run,
};

/** What was given for {@link routeFlags}. */
export interface RouteFlagValues {
  readonly url?: string | undefined;
  readonly ref?: string | undefined;
  readonly depth?: number | undefined;
  readonly source?: string | undefined;
  readonly 'go-proxy'?: string | undefined;
  readonly program?: string | undefined;
}

/** @throws Failure for what is only of use to a toolchain that is not among the `profiles`. */
export const requireUsed = (flags: RouteFlagValues, profiles: readonly string[]): void => {
  for (const [toolchain, own] of Object.entries(byToolchain)) {
    const given = Object.keys(own).find((name) => flags[name as keyof RouteFlagValues] !== undefined);
    if (given === undefined || profiles.includes(toolchain)) continue;
    throw new Failure({
      what: `--${given} is for ${toolchain}, which is not asked for.`,
      todo: `Ask for it: --for ${toolchain}. Or leave --${given} out.`,
      exitCode: exitCodes.usage,
    });
  }
};

/** What was given, for the routes. @throws Failure for what no route can use. */
export const routeOptionsOf = ({
  url,
  ref,
  depth,
  source,
  'go-proxy': goProxy,
  program,
}: RouteFlagValues): Partial<RouteOptions> => ({
  url,
  ref,
  depth,
  source,
  goProxy: requireGoProxy(goProxy),
  program,
});
