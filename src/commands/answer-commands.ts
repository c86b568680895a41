import type { Command, Outcome, UseCase } from './commands';
import { findReplays, inputHash, keyReused, storedKey } from './idempotency';
import type { UnitOfWork } from './unit-of-work';

export type Answer<R> = Outcome<R> & { replayed: boolean };

/**
 * Carries a list of commands out in one unit of work; the answers come in their order. A command whose key is recorded is answered from
 * the record. Of several commands with one key, the first is carried out; when it fails, nothing is stored, and the next one that has
 * another input is tried, until one succeeds. All others are compared with that one.
 *
 * Without `lookUpFirst` keys are taken for new, which saves a round trip: one that is recorded shows as a failure, and is looked up then, or
 * as a duplicate when the outcome is recorded, for which the unit is run again. What fails is always looked up after it has failed: it may
 * have been carried out by another unit at the last moment.
 */
export async function answerCommands<I, R>(
  useCase: UseCase<I, R>,
  unit: UnitOfWork,
  commands: readonly Command<I>[],
  lookUpFirst: boolean,
): Promise<Answer<R>[]> {
  const answers = new Map<string, Answer<R>>();
  const answerFromRecords = async (asked: readonly Command<I>[]): Promise<void> => {
    const replays = await findReplays<R>(unit.sql, useCase.name, asked);
    for (const [id, replay] of replays) answers.set(id, { ...replay, replayed: true });
  };
  if (lookUpFirst) await answerFromRecords(commands);
  const isOpen = ({ id }: Command<I>): boolean => !answers.has(id);
  for (let open = commands.filter(isOpen); open.length > 0; open = open.filter(isOpen)) {
    const { tried, twins } = firstOfEachKey(open);
    const outcomes = await useCase.execute(unit, tried);
    tried.forEach(({ id }, i) => answers.set(id, { ...outcomes[i]!, replayed: false }));
    const failed = tried.filter(({ id }) => !answers.get(id)!.ok);
    if (failed.length > 0) await answerFromRecords([...failed, ...twinsOf(failed, twins)]);
    for (const [twin, first] of twins) {
      if (!isOpen(twin)) continue;
      const answer = await answerOfTwin(twin, first, answers.get(first.id)!);
      if (answer) answers.set(twin.id, answer);
    }
  }
  return commands.map(({ id }) => answers.get(id)!);
}

interface Turns<I> {
  tried: Command<I>[];
  /** The others of each key, with the one that is tried. */
  twins: Map<Command<I>, Command<I>>;
}

function firstOfEachKey<I>(commands: readonly Command<I>[]): Turns<I> {
  const firsts = new Map<string, Command<I>>();
  const turns: Turns<I> = { tried: [], twins: new Map() };
  for (const command of commands) {
    const key = storedKey(command);
    const name = `${command.actor.principalId} ${key}`;
    const first = key === null ? undefined : firsts.get(name);
    if (first) turns.twins.set(command, first);
    else {
      if (key !== null) firsts.set(name, command);
      turns.tried.push(command);
    }
  }
  return turns;
}

function twinsOf<I>(firsts: readonly Command<I>[], twins: Turns<I>['twins']): Command<I>[] {
  const wanted = new Set(firsts);
  return [...twins].filter(([, first]) => wanted.has(first)).map(([twin]) => twin);
}

/** Null while the key is free and the twin has another input: then it is the twin's turn. */
async function answerOfTwin<I, R>(
  twin: Command<I>,
  first: Command<I>,
  answer: Answer<R>,
): Promise<Answer<R> | null> {
  if ((await inputHash(first.input)) === (await inputHash(twin.input)))
    return { ...answer, replayed: answer.ok };
  return answer.ok ? { ok: false, error: keyReused(twin), replayed: false } : null;
}
