import {isEnum} from '../btf/sizes.ts';

/** Kinds that CO-RE takes for the same: ENUM64 is an ENUM. */
export const sameKind = (one: number, other: number): boolean => one === other || (isEnum(one) && isEnum(other));
