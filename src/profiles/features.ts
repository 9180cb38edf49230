import {features} from '../facts/features.ts';
import type {Profile} from './profile.ts';

/** Everything that this kernel can or can't do, only told: nothing of it is wanted. */
export default {
  name: 'features',
  title: 'All features of the kernel, for what they tell',
  required: [],
  recommended: [],
  info: features.map(({id}) => `feature.${id}`),
} satisfies Profile;
