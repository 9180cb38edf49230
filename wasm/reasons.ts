// src/programs/header/refusals.ts has them in words, in this order.
export const unreadable: u32 = 0;
export const containsItself: u32 = 1;
export const tooDeep: u32 = 2;
export const overlaps: u32 = 3;
export const definitionTooLarge: u32 = 4;
export const tooLarge: u32 = 5;
export const longName: u32 = 6;
