import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import WebSocket from 'ws';
import { PATIENCE_MS } from '../support/patience';
import { CLOSE_CODES } from '../../src/server/close-codes';
import type { ClientError } from '../../src/server/format-error';
import { textOf, type Step } from './frames';
import { problemOf, type Stage } from './stage';
import { json } from './wire';

/** Bytes past the protocol may leave half of a frame, of which the server awaits the rest. */
const AFTER_RAW_MS = 150;
const PROBE = '{"type":"subscribe","id":"last","payload":{"query":"{ viewer { __typename } }"}}';
const FAULTS: readonly number[] = [CLOSE_CODES.INTERNAL_SERVER_ERROR.code, 1011];
/** Ours, those of RFC 6455 that ws gives, and the client's own. */
const CODES = new Set<number>([
  ...Object.values(CLOSE_CODES).map(({ code }) => code),
  1000,
  1002,
  1003,
  1005,
  1006,
  1007,
]);

export interface Conversation {
  introduction: readonly string[];
  /** Whether the client waits to be let in. */
  patient: boolean;
  steps: readonly Step[];
}

/** One client on a websocket of its own. Throws, with all that was said, when the server is to blame or leaves something unanswered. */
export async function converse(stage: Stage, { introduction, patient, steps }: Conversation): Promise<void> {
  const client = new Client(stage);
  try {
    await client.until('opened', () => client.isOpen);
    for (const text of introduction) client.send(text.replaceAll('$token', stage.tokens[0]!));
    if (patient && introduction.length > 0)
      await client.until('let in or turned away', () => client.received.length > 0);
    for (const step of steps) await client.take(step);
    client.send(PROBE);
    const isBroken = steps.some(({ kind }) => kind === 'raw');
    if (isBroken) await delay(AFTER_RAW_MS);
    else await client.until('answered', () => client.isAnswered);
    await client.end(isBroken);
    stage.count(`closed ${client.code}`);
  } catch (error) {
    const said = `sent:\n${client.sent.join('\n')}\nreceived:\n${client.received.join('\n')}`;
    throw new Error(`${(error as Error).message}\n${said.slice(0, 20_000)}`, { cause: error });
  } finally {
    client.terminate();
  }
}

class Client {
  readonly sent: string[] = [];
  readonly received: string[] = [];
  code: number | null = null;
  private problem: string | undefined;
  /** Queries and mutations that are the only ones of their id, and the probe. */
  private readonly awaited = new Set(['"last"']);
  private readonly ids = new Set<string>();
  private readonly socket: WebSocket;
  private stream: Socket | undefined;

  constructor(private readonly stage: Stage) {
    this.socket = new WebSocket(`${stage.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    this.socket.once('upgrade', ({ socket }) => (this.stream = socket));
    this.socket.on('error', (error) => this.received.push(`error of the client: ${error.message}`));
    this.socket.on('message', (data) => this.receive(String(data)));
    this.socket.once('close', (code) => (this.code = code));
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  get isAnswered(): boolean {
    return this.awaited.size === 0;
  }

  /** Waits for something, or for the end of the connection. Throws for a fault of the server, or when neither comes. */
  async until(what: string, holds: () => boolean): Promise<void> {
    for (const deadline = Date.now() + PATIENCE_MS; !holds() && this.code === null; await delay(2)) {
      if (Date.now() > deadline)
        throw new Error(`not ${what} within ${PATIENCE_MS} ms (${[...this.awaited].join(', ')})`);
    }
    if (this.problem) throw new Error(this.problem);
  }

  send(data: string | Uint8Array): void {
    if (!this.isOpen) return;
    this.sent.push(
      typeof data === 'string'
        ? data.slice(0, 1_500)
        : `bytes ${Buffer.from(data).toString('hex').slice(0, 200)}`,
    );
    this.socket.send(data);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'wait') return delay(step.ms);
    if (step.kind === 'binary') return this.send(step.bytes);
    if (step.kind === 'raw') {
      this.sent.push(`past the protocol ${Buffer.from(step.bytes).toString('hex')}`);
      if (this.isOpen) this.stream?.write(step.bytes);
      return;
    }
    this.expectAnswer(step);
    this.send(textOf(step, this.stage.known)!);
  }

  /** Says goodbye and waits for the server's; a client that may have left half of a frame behind just goes. */
  async end(isBroken: boolean): Promise<void> {
    if (isBroken) this.socket.terminate();
    else this.socket.close(1000);
    await this.until('closed', () => false);
    if (FAULTS.includes(this.code!) || !CODES.has(this.code!)) throw new Error(`closed with ${this.code}`);
  }

  terminate(): void {
    this.socket.terminate();
  }

  private expectAnswer(step: Step): void {
    const id =
      step.kind === 'operation' ? json(step.id) : step.kind === 'message' ? json(step.message.id) : '';
    if (this.ids.has(id)) this.awaited.delete(id);
    else if (step.kind === 'operation' && step.operation.root !== 'Subscription') this.awaited.add(id);
    this.ids.add(id);
  }

  private receive(text: string): void {
    this.received.push(text.slice(0, 2_000));
    const { type, id, payload } = JSON.parse(text) as { type: string; id: string; payload?: unknown };
    if (type === 'error' || type === 'complete') this.awaited.delete(json(id));
    const { errors = [] } = (type === 'error' ? { errors: payload } : (payload ?? {})) as {
      errors?: ClientError[];
    };
    const codes = type === 'ping' || type === 'pong' ? [] : errors.map(({ extensions }) => extensions.code);
    this.problem ??= problemOf({ status: 200, text }, codes);
    this.stage.known.learn(text);
    this.stage.count(type);
  }
}
