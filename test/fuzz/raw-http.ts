import { connect } from 'node:net';

const NOTHING_FOR_MS = 300;
const QUIET_FOR_MS = 40;

/** Writes text on a connection of its own, and answers all that comes back before it is closed or falls silent. A client that resets waits for nothing. */
export function exchangeRaw(url: string, text: string, { reset = false } = {}): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname);
    const quiet = setTimeout(() => socket.destroy(), NOTHING_FOR_MS);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      clearTimeout(quiet);
      setTimeout(() => socket.destroy(), QUIET_FOR_MS);
    });
    socket.once('close', () => {
      clearTimeout(quiet);
      resolve(answer);
    });
    socket.write(text, () => reset && socket.resetAndDestroy());
  });
}

/** The status of every answer in what came back. */
export function statusesOf(answer: string): number[] {
  return [...answer.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map(([, status]) => Number(status));
}
