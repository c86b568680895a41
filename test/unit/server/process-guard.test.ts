import { EventEmitter } from 'node:events';
import { guardProcess } from '../../../src/server/process-guard';
import { keptLog } from '../../support/log';

function guarded() {
  const exits: unknown[] = [];
  const target = Object.assign(new EventEmitter(), { exit: (code: unknown) => exits.push(code) });
  const { log, lines } = keptLog();
  guardProcess(log, target as unknown as NodeJS.Process);
  return { target, lines, exits };
}

describe('the guard of the process', () => {
  it.each([new Error('x'), 'x', undefined, Object.create(null), Symbol('x')])(
    'logs a promise that fails with %p, and goes on',
    (reason) => {
      const { target, lines, exits } = guarded();
      target.emit('unhandledRejection', reason);
      expect(lines).toEqual([
        expect.objectContaining({ msg: 'a promise failed that nobody waits for', level: 50 }),
      ]);
      expect(exits).toEqual([]);
    },
  );

  it('logs an error that nobody caught, and ends the process', () => {
    const { target, lines, exits } = guarded();
    target.emit('uncaughtException', new Error('x'));
    expect(lines).toEqual([
      expect.objectContaining({ level: 60, err: expect.objectContaining({ message: 'x' }) }),
    ]);
    expect(exits).toEqual([1]);
  });
});
