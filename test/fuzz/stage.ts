import { Role } from '../../src/auth/roles';
import type { ClientError } from '../../src/server/format-error';
import { ERROR_CODES } from '../../src/shared/errors';
import { keptLog, type LogLine } from '../support/log';
import { TwoCustomers } from '../support/two-customers';
import { bringFreshWork } from './fresh-work';
import { KnownRows } from './known-rows';

const NO_RATE_LIMITS = {
  ORDERWIRE_RATE_LIMIT: '0',
  ORDERWIRE_ANONYMOUS_RATE_LIMIT: '0',
  ORDERWIRE_FAILED_SIGN_INS: '0',
};
const EVERY = 10;
const ANSWER_WITHIN_MS = 20_000;
/** What only the inside of the server knows. */
const INSIDE = /node_modules|\bat [\w.<>]+ \(|SQLITE_|\bER_[A-Z]+_|ECONN|SqliteError|QueryFailedError/;

export interface Answer {
  status: number;
  text: string;
}

/** A server with something of everything in it, tokens to ask it with, and what it logs. */
export class Stage {
  /** The administrator's first; the last two are no tokens. */
  tokens: string[] = [];
  private refreshed = 0;
  readonly counts: Record<string, number> = {};

  private constructor(
    readonly world: TwoCustomers,
    readonly known: KnownRows,
    private readonly lines: LogLine[],
  ) {}

  static async open(): Promise<Stage> {
    const { log, lines } = keptLog('error');
    const world = await TwoCustomers.open(NO_RATE_LIMITS, log);
    const stage = new Stage(world, new KnownRows(world.app.services.database.reader), lines);
    await stage.refresh();
    return stage;
  }

  get url(): string {
    return this.world.app.url;
  }

  /** What the server has logged as its own fault since it was last asked. */
  faults(): string[] {
    return this.lines.splice(0).map((line) => JSON.stringify(line).slice(0, 2_000));
  }

  /** Every tenth time: brings fresh work, looks at what there is to be named now, and replaces the tokens of principals that were revoked or narrowed meanwhile. */
  async refresh(): Promise<void> {
    if (this.refreshed++ % EVERY > 0) return;
    await bringFreshWork(this.world);
    const { app, reps } = this.world;
    const grants = { accountIds: [this.world.of('NORTH').accountId] };
    const signedIn = await Promise.all([
      app.token(Role.ADMIN),
      app.token(Role.SALES_MANAGER),
      app.token(Role.OPERATIONS),
      app.token(Role.PARTNER, grants),
      app.token(Role.BUYER, grants),
      app.token(Role.SALES_REP, { repId: reps.get('NORTH')! }),
      app.token(Role.VIEWER),
    ]);
    this.tokens = [...signedIn, '', 'eyJhbGciOiJub25lIn0.e30.'];
    await this.known.refresh();
  }

  /** Sends a body as JSON, whatever it is, and throws for an answer that blames the server. */
  async ask(body: string, token = 0): Promise<Answer> {
    const authorization = this.tokens[token] ? `Bearer ${this.tokens[token]}` : undefined;
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answer = { status: response.status, text: await response.text() };
    const codes = codesOf(answer.text);
    const problem = problemOf(answer, codes);
    if (problem)
      throw new Error(
        `${problem}: ${answer.status} ${answer.text.slice(0, 1_500)}\nfor ${body.slice(0, 4_000)}`,
      );
    this.known.learn(answer.text);
    for (const code of codes.length > 0 ? codes : ['no error']) this.count(code);
    return answer;
  }

  count(what: string): void {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  stop(): Promise<void> {
    return this.world.stop();
  }
}

function codesOf(text: string): string[] {
  const { errors = [] } = JSON.parse(text) as { errors?: ClientError[] };
  return errors.map(({ extensions }) => extensions?.code);
}

/** What is wrong with an answer; undefined for one that answers or refuses. */
export function problemOf({ status, text }: Answer, codes: readonly string[]): string | undefined {
  if (status >= 500 || codes.includes('INTERNAL_SERVER_ERROR')) return 'the server blames itself';
  const unknown = codes.find((code) => !(code in ERROR_CODES));
  if (unknown) return `"${unknown}" is no code`;
  if (codes.length > 0 && INSIDE.test(text)) return 'an error shows the inside of the server';
  return undefined;
}
