// What of it was not as it has to be, by the numbers of src/programs/header/refusals.ts, which throws.
export declare function refuse(reason: u32, id: u32, more: u32): void;
