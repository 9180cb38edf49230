import type {Step} from './route.ts';
import {type SmokeOptions, smoke} from './smoke.ts';
import type {Work} from './stage.ts';

/** The step that runs a program and sees it trace. */
export const smokeStep = (options: SmokeOptions | ((work: Work) => Promise<SmokeOptions>)): Step => ({
  title: 'Verify on the running kernel',
  first: (typeof options === 'function' ? undefined : options.loading?.[0]) ?? 'open',
  run: async (work) => smoke(work, typeof options === 'function' ? await options(work) : options),
});
