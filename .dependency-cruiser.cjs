// Imports run down this list only: see docs/design.md. main.ts and commands/ stand above all; nothing imports commands.
const layers = [
  'setup',
  'reports',
  'policy',
  'assess',
  'terminal',
  'hello',
  'kernels',
  'explain',
  'profiles',
  'checks',
  'remedies',
  'programs',
  'facts',
  'hosts',
];

const upward = layers.slice(1).map((layer, index) => ({
  name: `${layer}-imports-down-only`,
  severity: 'error',
  from: {path: `^src/${layer}/`},
  to: {path: `^src/(${['commands', ...layers.slice(0, index + 1)].join('|')})/`},
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...upward,
    {
      name: 'nothing-imports-commands',
      severity: 'error',
      from: {pathNot: '^src/commands/'},
      to: {path: '^src/commands/'},
    },
    {name: 'no-cycles', severity: 'error', from: {}, to: {circular: true}},
    {
      name: 'facts-and-checks-touch-nothing',
      severity: 'error',
      from: {path: '^src/(checks|profiles|remedies)/'},
      to: {dependencyTypes: ['core']},
    },
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {extensions: ['.ts', '.js']},
  },
};
