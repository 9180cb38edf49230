import type {Step} from './route.ts';
import {type SmokeOptions, smoke} from './smoke.ts';

/** The step that runs a program and sees it trace. */
export const smokeStep = (options: SmokeOptions): Step => ({
  title: 'Load and attach it',
  first: options.loading?.[0] ?? 'open',
  run: (work) => smoke(work, options),
});
