import {Flags} from '@oclif/core';
import {requireGoProxy} from '../../hello/go-proxy.ts';
import type {RouteOptions} from '../../hello/route.ts';

/** What the ways of writing eBPF may be told: the same for hello, and for the proof at the end of a setup. */
export const routeFlags = {
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
    description: 'libbpf-bootstrap: commits of history to clone; 0 for all.',
    default: 1,
    min: 0,
    helpValue: 'N',
    helpGroup: 'TOOLCHAIN',
  }),
  source: Flags.string({
    description: "kernel-samples: a kernel tree to build in, in place of the distribution's linux-source.",
    helpValue: 'TREE',
    helpGroup: 'TOOLCHAIN',
  }),
  'go-proxy': Flags.string({
    description:
      'cilium-ebpf: fetch Go modules from this proxy rather than use the distribution\'s packages; without packages the one of "go env GOPROXY" is asked. "off": fetch nothing.',
    helpValue: 'URL',
    helpGroup: 'TOOLCHAIN',
  }),
  program: Flags.string({
    description: 'run: a program that was built elsewhere and reports each execve.',
    helpValue: 'FILE',
    helpGroup: 'TOOLCHAIN',
  }),
};

/** What was given for {@link routeFlags}. */
export interface RouteFlagValues {
  readonly url?: string | undefined;
  readonly ref?: string | undefined;
  readonly depth: number;
  readonly source?: string | undefined;
  readonly 'go-proxy'?: string | undefined;
  readonly program?: string | undefined;
}

/** The same for the routes. @throws Failure for what no route can use. */
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
