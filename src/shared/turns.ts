/** Milliseconds that large work keeps the thread before it lets requests, timers and sockets have a turn. */
const STEP_MS = 4;
/** How many items of a list are worked on between two looks at the clock. */
const ITEMS_PER_LOOK = 8;

/** When the present turn of the event loop began, as far as it is known. */
let began = 0;
/** Works that gave up their turn, the longest waiting first. */
const waiting: (() => void)[] = [];

/**
 * Says that a turn of the event loop has just begun, by whoever knows: the loop itself does not tell, and to ask it costs a turn. Where
 * nobody says so, work gives up its first turn in vain.
 */
export function turnBegan(): void {
  began = performance.now();
}

function isLong(): boolean {
  return performance.now() - began >= STEP_MS;
}

/** One work goes on in each turn of the event loop: what several of them do in a row would be one long step to everybody else. */
function resumeNext(): void {
  turnBegan();
  waiting.shift()!();
  if (waiting.length > 0) setImmediate(resumeNext);
}

/** Lets everybody else have a turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (waiting.push(resolve) === 1) setImmediate(resumeNext);
  });
}

/** Lets everybody else have a turn when this one has lasted long enough; undefined, and nothing to wait for, when it has not. */
export function breathe(): Promise<void> | undefined {
  return isLong() ? turn() : undefined;
}

/** Does `work` for each item, in steps that keep nobody waiting. Short lists take one step. */
export async function eachInSteps<T>(
  items: Iterable<T>,
  work: (item: T, index: number) => void,
): Promise<void> {
  let index = 0;
  for (const item of items) {
    work(item, index++);
    const pause = index % ITEMS_PER_LOOK === 0 ? breathe() : undefined;
    if (pause) await pause;
  }
}

/** What `make` makes of each item, in the order of the items, in steps that keep nobody waiting. */
export async function mapInSteps<T, R>(
  items: readonly T[],
  make: (item: T, index: number) => R,
): Promise<R[]> {
  const made: R[] = [];
  await eachInSteps(items, (item, index) => void made.push(make(item, index)));
  return made;
}

/** Whether something holds of each item, looked at in steps that keep nobody waiting. */
export async function everyInSteps<T>(items: readonly T[], holds: (item: T) => boolean): Promise<boolean> {
  for (const item of items) {
    if (!holds(item)) return false;
    const pause = breathe();
    if (pause) await pause;
  }
  return true;
}
