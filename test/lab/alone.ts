/**
 * For tests that look at what the whole machine has: its BPF programs, the folders that every run of the probe uses. A test file that
 * imports this has the machine to itself (`jest.config.js`); all others share it, so they count only what is theirs.
 */
export {};
