import { build } from '../../scripts/build.mjs';

const steps = [];

/** Has something undone when the run ends, however it does; the last first. */
export function atEnd(step) {
  steps.push(step);
}

/** Builds the program and runs a bench. The process ends with 1 when it fails; SIGINT and SIGTERM end it early. */
export async function wholeRun(bench) {
  process.once('SIGINT', () => undoAll().then(() => process.exit(130)));
  process.once('SIGTERM', () => undoAll().then(() => process.exit(143)));
  try {
    await build();
    await bench();
  } catch (error) {
    process.exitCode = 1;
    console.error(error.stack);
  } finally {
    await undoAll();
  }
}

async function undoAll() {
  for (const step of steps.splice(0).reverse())
    await Promise.resolve(step()).catch((error) => console.error(error.message));
}
