import { DomainEvent } from '../../../entities/events/domain-event';
import { LiveQueue } from '../../../src/events/live-queue';

const event = (position: number): DomainEvent =>
  Object.assign(new DomainEvent(), { position: BigInt(position) });
const positions = (events: DomainEvent[] | null): number[] | null =>
  events && events.map(({ position }) => Number(position));

test('hands out everything that waits', async () => {
  const queue = new LiveQueue(10);
  queue.offer(event(1));
  queue.offer(event(2));
  expect(positions(await queue.take())).toEqual([1, 2]);
});

test('waits for an event when there is none', async () => {
  const queue = new LiveQueue(10);
  const waiting = queue.take();
  queue.offer(event(1));
  queue.offer(event(2));
  expect(positions(await waiting)).toEqual([1, 2]);
});

test('forgets everything, for good, when it would exceed its bound', async () => {
  const queue = new LiveQueue(2);
  for (const position of [1, 2, 3, 4]) queue.offer(event(position));
  expect(await queue.take()).toBeNull();
  queue.offer(event(5));
  expect(await queue.take()).toBeNull();
});

test('ends for one who waits when it is closed', async () => {
  const queue = new LiveQueue(2);
  const waiting = queue.take();
  queue.close();
  expect(await waiting).toBeNull();
});

test('throws for one who waits, and for whoever asks later, once it has failed', async () => {
  const queue = new LiveQueue(2);
  const waiting = queue.take();
  queue.offer(event(1));
  queue.fail(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
  queue.offer(event(2));
  await expect(queue.take()).rejects.toThrow('over');
});
