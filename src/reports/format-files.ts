// Written by `npm run docs` from the files in this folder.
import type {Format} from './format.ts';

/** The name of a format. */
export type FormatName =
  | 'text'
  | 'codequality'
  | 'env'
  | 'github'
  | 'html'
  | 'json'
  | 'junit'
  | 'nfd'
  | 'prometheus'
  | 'tap';

export const formatFiles: Readonly<Record<FormatName, () => Promise<{readonly default: Format}>>> = {
  text: () => import('./text.ts'),
  codequality: () => import('./codequality.ts'),
  env: () => import('./env.ts'),
  github: () => import('./github.ts'),
  html: () => import('./html.ts'),
  json: () => import('./json.ts'),
  junit: () => import('./junit.ts'),
  nfd: () => import('./nfd.ts'),
  prometheus: () => import('./prometheus.ts'),
  tap: () => import('./tap.ts'),
};
