/** jest takes a time limit for all projects only; each project's own comes from its configuration as the global TEST_TIMEOUT_MS. */
declare const TEST_TIMEOUT_MS: number;

jest.setTimeout(TEST_TIMEOUT_MS);
