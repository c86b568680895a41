import { Background, type BackgroundPart } from '../../../src/server/background';

let done: string[];

beforeEach(() => (done = []));

function part(name: string, failing: 'start' | 'stop' | null = null): BackgroundPart {
  const step = async (what: 'start' | 'stop') => {
    done.push(`${what} ${name}`);
    await Promise.resolve();
    if (failing === what) throw new Error(`${name} cannot ${what}`);
    done.push(`${what} ${name} done`);
  };
  return { name, start: () => step('start'), stop: () => step('stop') };
}

const whole = (what: string, ...names: string[]): string[] =>
  names.flatMap((name) => [`${what} ${name}`, `${what} ${name} done`]);

test('starts the parts one after the other, in the order of the list, and stops them in reverse', async () => {
  const background = new Background([part('a'), part('b'), part('c')]);
  await background.start();
  expect(done).toEqual(whole('start', 'a', 'b', 'c'));
  done = [];
  await background.stop();
  expect(done).toEqual(whole('stop', 'c', 'b', 'a'));
});

test('a part may have nothing to start', async () => {
  const { name, stop } = part('notes');
  const background = new Background([{ name, stop }, part('a')]);
  await background.start();
  await background.stop();
  expect(done).toEqual([...whole('start', 'a'), ...whole('stop', 'a', 'notes')]);
});

test('when a part does not start, all are stopped again and its error is thrown', async () => {
  const background = new Background([part('a'), part('b', 'start'), part('c')]);
  await expect(background.start()).rejects.toThrow(new Error('b cannot start'));
  expect(done).toEqual([...whole('start', 'a'), 'start b', ...whole('stop', 'c', 'b', 'a')]);
});

test('when parts do not stop, the others are stopped all the same, and all failures are thrown', async () => {
  const background = new Background([part('a'), part('b', 'stop'), part('c', 'stop')]);
  const error = await background.stop().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AggregateError);
  const { message, errors } = error as AggregateError;
  expect(message).toBe('c could not be stopped; b could not be stopped');
  expect((errors as Error[]).map(({ cause }) => cause)).toEqual([
    new Error('c cannot stop'),
    new Error('b cannot stop'),
  ]);
  expect(done).toEqual(['stop c', 'stop b', ...whole('stop', 'a')]);
});
