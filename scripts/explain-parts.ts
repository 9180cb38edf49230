// The parts of src/explain that measuring needs, see load-explain.mjs.
export {causes} from '../src/explain/causes.ts';
export {gatherEvidence} from '../src/explain/evidence/context.ts';
export {explain} from '../src/explain/explain.ts';
export {example} from '../src/explain/printed.ts';
export {candidates, weigh} from '../src/explain/score.ts';
