import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { WebSocket } from 'ws';
import { SocketWriter } from '../../../src/server/socket-writer';

/** A websocket whose client reads when told to. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  sent = 0;
  private unsent: { size: number; done: (() => void) | undefined }[] = [];

  send(message: string, done?: () => void): void {
    this.sent++;
    this.bufferedAmount += message.length;
    this.unsent.push({ size: message.length, done });
  }

  read(messages: number): void {
    for (const { size, done } of this.unsent.splice(0, messages)) {
      this.bufferedAmount -= size;
      done?.();
    }
  }
}

const LIMITS = { highWater: 100, maxUnsent: 1_000, stallAfter: 500, behindFor: 30_000 };
let socket: FakeSocket;
let writer: SocketWriter;
const stalled = jest.fn();

beforeEach(() => {
  jest.useFakeTimers();
  stalled.mockClear();
  socket = new FakeSocket();
  writer = new SocketWriter(socket as unknown as WebSocket, new PassThrough(), LIMITS, stalled);
});
afterEach(() => jest.useRealTimers());

const settled = async (sending: void | Promise<void>): Promise<boolean> =>
  Promise.race([
    Promise.resolve(sending).then(() => true),
    Promise.resolve()
      .then(() => Promise.resolve())
      .then(() => false),
  ]);

describe('an writer', () => {
  it('sends at once to a client that keeps up', () => {
    for (let i = 0; i < 1_000; i++) {
      expect(writer.send('x'.repeat(50))).toBeUndefined();
      socket.read(1);
    }
    expect(socket.sent).toBe(1_000);
    jest.advanceTimersByTime(10_000);
    expect(stalled).not.toHaveBeenCalled();
  });

  it('waits for a client that is behind, and goes on when it has read', async () => {
    void writer.send('x'.repeat(100));
    const sending = writer.send('next');
    expect(await settled(sending)).toBe(false);
    socket.read(2);
    await expect(sending).resolves.toBeUndefined();
    jest.advanceTimersByTime(10_000);
    expect(stalled).not.toHaveBeenCalled();
  });

  it('bears a client that reads slowly', () => {
    for (let i = 0; i < 9; i++) void writer.send('x'.repeat(100));
    for (let i = 0; i < 9; i++) {
      jest.advanceTimersByTime(400);
      socket.read(1);
    }
    expect(stalled).not.toHaveBeenCalled();
  });

  it('tells once of a client that has stopped reading', () => {
    for (let i = 0; i < 3; i++) void writer.send('x'.repeat(100));
    jest.advanceTimersByTime(499);
    expect(stalled).not.toHaveBeenCalled();
    jest.advanceTimersByTime(10_000);
    expect(stalled).toHaveBeenCalledTimes(1);
  });

  it('bears a client whose reading is noticed late, because this process was busy', () => {
    for (let i = 0; i < 3; i++) void writer.send('x'.repeat(100));
    jest.spyOn(globalThis, 'setImmediate').mockImplementationOnce((done: () => void) => {
      socket.read(3);
      done();
      return undefined as never;
    });
    jest.advanceTimersByTime(10_000);
    expect(stalled).not.toHaveBeenCalled();
  });

  it('holds no more than its limit, and sends nothing after it', () => {
    for (let i = 0; i < 100; i++) void writer.send('x'.repeat(100));
    expect(stalled).toHaveBeenCalledTimes(1);
    expect(socket.bufferedAmount).toBeLessThanOrEqual(1_100);
  });

  it('forgets about a client that has gone', async () => {
    for (let i = 0; i < 3; i++) void writer.send('x'.repeat(100));
    socket.readyState = 3;
    socket.emit('close');
    jest.advanceTimersByTime(10_000);
    expect(stalled).not.toHaveBeenCalled();
    await writer.send('x');
    expect(socket.sent).toBe(3);
  });
});
