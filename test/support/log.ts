import { Writable } from 'node:stream';
import { createLogger, type Logger } from '../../src/shared/logger';

export type LogLine = Record<string, unknown> & { msg: string };

/** A logger that keeps its lines. */
export function keptLog(level = 'trace'): { log: Logger; lines: LogLine[] } {
  const lines: LogLine[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as LogLine);
      done();
    },
  });
  return { log: createLogger(level, destination), lines };
}
