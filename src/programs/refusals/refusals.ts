import type {Loader} from '../loader.ts';
import type {BpfObject} from '../object/object.ts';
import {refusalsOfAya} from './aya.ts';
import {refusalsOfCilium} from './cilium.ts';
import {refusalsOfLibbpf} from './libbpf.ts';
import type {Refusal} from './refusal.ts';

/** What is known of the refusals of an object's loader. That there is none does not mean that it takes the object. */
export const refusalsOf = (object: BpfObject): readonly Refusal[] => refusals[object.loader](object);

const refusals: Readonly<Record<Loader, (object: BpfObject) => readonly Refusal[]>> = {
  libbpf: refusalsOfLibbpf,
  cilium: refusalsOfCilium,
  aya: refusalsOfAya,
};
