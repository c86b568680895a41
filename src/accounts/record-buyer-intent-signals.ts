import type { BuyerIntentKind } from '../../entities/accounts/accounts.enums';
import { BuyerIntentSignal } from '../../entities/accounts/buyer-intent-signal';
import { Account } from '../../entities/accounts/account';
import { seesAccount } from '../auth/row-scope';
import { newRow } from '../persistence/mapping/entity-mapping';
import { attempt, type UseCase } from '../commands/commands';
import { inList } from '../persistence/sql-fragment';
import { toGlobalId } from '../shared/global-id';
import { newId } from '../shared/ids';
import { accountNotFound } from './account-rows';
import { optionalText } from './input-text';

/** Something that an account did which shows that it may buy. */
export interface RecordBuyerIntentSignalInput {
  accountId: string;
  kind: BuyerIntentKind;
  /** The time of the command when absent. */
  occurredAt?: Date;
  source?: string | null;
  detail?: string | null;
}

/** Records buyer-intent signals of accounts that the actor sees: one statement to read, one to write. */
export function recordBuyerIntentSignals(): UseCase<RecordBuyerIntentSignalInput, { id: string }> {
  return {
    name: 'recordBuyerIntentSignal',
    async execute({ sql }, commands) {
      const where = inList('t.id', [...new Set(commands.map(({ input }) => input.accountId))]);
      const rows = await sql.select(Account, `WHERE ${where.sql}`, where.params);
      const accounts = new Map(rows.map((row) => [row.id, row]));
      const signals: BuyerIntentSignal[] = [];
      const outcomes = commands.map(({ input, actor, occurredAt }) =>
        attempt(() => {
          const account = accounts.get(input.accountId);
          if (!account || !seesAccount(actor.scope, account))
            throw accountNotFound({ id: toGlobalId('Account', input.accountId) });
          const signal = signalOf(input, occurredAt);
          signals.push(signal);
          return { id: signal.id };
        }),
      );
      await sql.insert(BuyerIntentSignal, signals);
      return outcomes;
    },
  };
}

function signalOf(input: RecordBuyerIntentSignalInput, now: Date): BuyerIntentSignal {
  return newRow(BuyerIntentSignal, {
    id: newId(),
    accountId: input.accountId,
    kind: input.kind,
    occurredAt: input.occurredAt ?? now,
    source: optionalText('source', input.source ?? null, 100),
    detail: optionalText('detail', input.detail ?? null, 500),
  });
}
