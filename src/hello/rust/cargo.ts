import {build} from '../build.ts';
import type {RouteOptions, Step} from '../route.ts';

/** Builds a project with cargo, as its user does. */
export const cargoStep = ({tools = {}}: RouteOptions): Step => ({
  title: 'Build the program',
  first: 'crates',
  run: (work) =>
    build(work, {
      program: 'cargo',
      // Where the user has put CARGO_TARGET_DIR, the program would be elsewhere.
      arguments: ['build', '--release', '--target-dir', 'target'],
      ...(tools.clang && {environment: {CLANG: tools.clang}}),
      label: /^ *(Compiling) (\S.*)$/,
      stages: [
        {name: 'crates', begins: /^Compiling \S+ v\S+$/},
        // Only the project itself has a path.
        {name: 'BINARY', begins: /^Compiling \S+ v\S+ \(/},
      ],
      verbose: 'cargo build --release --verbose',
      minutes: 20,
    }),
});
