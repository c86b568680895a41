/**
 * How long a test waits for what must come, in milliseconds: long enough for a machine with ten times as much to do. A test that
 * waits for it to pass has failed.
 */
export const PATIENCE_MS = 400_000;
