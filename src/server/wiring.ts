import type { Services } from '../../resolvers/kit/services';
import { LiveBookings } from '../analytics/live-bookings';
import { SignInLog } from '../audit/sign-in-log';
import { Authenticator } from '../auth/authenticate';
import { IdentityProvider } from '../auth/identity-provider';
import { KeyUsage } from '../principals/key-usage';
import { rateTableTaxProvider } from '../pricing/tax';
import type { IdentityProviderConfig } from '../config/config';
import type { Settings } from '../config/settings';
import { LiveHub } from '../events/live-hub';
import { noLogHints, type LogHint, type LogHints } from '../events/log-hints';
import { Sequencer } from '../events/sequencer';
import type { BatchingOptions } from '../commands/command-batcher';
import { CommandRunner } from '../commands/command-runner';
import type { Database } from '../persistence/database';
import { WriteCheck } from '../persistence/write-check';
import { systemClock, type Clock } from '../shared/clock';
import type { Logger } from '../shared/logger';
import { EVENTS, INVARIANTS } from './areas';
import { Background } from './background';
import { Housekeeping } from './housekeeping';
import type { RateLimits } from './limits/rate-limits';
import { buildLogConsumers } from './log-consumers';
import { buildUseCases } from './use-cases';

export interface WiringOptions {
  /** Open and migrated; whoever opened it closes it. */
  database: Database;
  settings: Settings;
  /** Signs and checks tokens. */
  secret: string;
  /** Whose tokens are accepted besides; none when absent. */
  identityProvider?: IdentityProviderConfig | null;
  /** Counts sign-ins that fail; nobody does when absent. */
  rates?: RateLimits;
  log: Logger;
  clock?: Clock;
  /** Connects this process with the servers on the same database; alone when absent. */
  connectLogHints?: (onHint: (hint: LogHint) => void) => LogHints;
  /** Orders of many clients in one transaction; absent: each has its own. */
  batching?: BatchingOptions;
}

export interface Wiring {
  readonly services: Services;
  readonly authenticator: Authenticator;
  /** Gives events their positions. Runs between `start` and `stop`; a command line may `drain` it instead. */
  readonly sequencer: Sequencer;
  readonly writes: WriteCheck;
  /** Starts the work in the background (`background.ts`): the live end of the log, positions, consumers, housekeeping. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The one place where the parts of the program meet; the server and the command line use it alike. */
export function wire(options: WiringOptions): Wiring {
  const { database, settings, log, clock = systemClock, batching } = options;
  const { hub, sequencer, consumers, hints, onEventsStored } = wireLog(options, clock);
  const liveBookings = new LiveBookings({ reader: database.reader, hub, clock, settings });
  const { authenticator, writeNotes } = wireAuthentication(options);
  const taxes = rateTableTaxProvider;
  const writes = new WriteCheck(database, (error) => log.warn({ err: error }, 'nothing can be written'));
  const runner = new CommandRunner({
    database,
    clock,
    onEventsStored,
    onWritten: writes.note,
    ...(batching && { batching }),
  });
  const services: Services = {
    database,
    clock,
    settings,
    runner,
    useCases: buildUseCases(settings, taxes),
    events: EVENTS,
    invariants: INVARIANTS,
    taxes,
    hub,
    liveBookings,
    log,
  };
  const background = new Background([
    { name: 'notes', stop: writeNotes },
    { name: 'hints', stop: () => hints.close() },
    hub,
    sequencer,
    ...consumers,
    new Housekeeping(services),
  ]);
  return {
    services,
    authenticator,
    sequencer,
    writes,
    start: () => background.start(),
    stop: () => background.stop(),
  };
}

/** The live end of the log, what gives positions and what consumes them, and the hints between servers. */
function wireLog({ database, log, connectLogHints }: WiringOptions, clock: Clock) {
  const hub = new LiveHub({
    reader: database.reader,
    onError: (error) => log.error({ err: error }, 'reading the event log failed'),
    onLogChanged: ({ message }) =>
      log.warn(
        { reason: message },
        'the event log is another one; after a restore, run `orderwire restored`',
      ),
  });
  const sequencer = new Sequencer({
    database,
    onPositioned() {
      hub.hint();
      for (const consumer of consumers) consumer.hint();
      hints.send('positioned');
    },
    onLeading: () => log.info('this server gives the positions'),
    onError: (error) => log.error({ err: error }, 'giving positions failed'),
  });
  const consumers = buildLogConsumers({ database, clock, log, isMine: () => sequencer.leading });
  const onHint = (hint: LogHint) => (hint === 'stored' ? sequencer : hub).hint();
  const hints = connectLogHints?.(onHint) ?? noLogHints;
  const onEventsStored = () => {
    if (sequencer.leading) return sequencer.hint();
    hints.send('stored');
    hub.expect();
  };
  return { hub, sequencer, consumers, hints, onEventsStored };
}

/** The authenticator, and what writes down what it has noticed. */
function wireAuthentication({ database, secret, identityProvider, rates, log }: WiringOptions) {
  const usage = new KeyUsage(database, (error) => log.error({ err: error }, 'noting the use of keys failed'));
  const signIns = new SignInLog(database, (error) =>
    log.error({ err: error }, 'writing failed sign-ins into the audit log failed'),
  );
  const authenticator = new Authenticator({
    reader: database.reader,
    secret,
    identityProvider: identityProvider ? new IdentityProvider(identityProvider) : null,
    onKeyUsed: usage.note,
    admit: (origin) => rates?.admitSignIn(origin),
    onRefused: (refusal) => {
      log.warn(
        { ...refusal.origin, reason: refusal.reason, keyPrefix: refusal.keyPrefix },
        'sign-in refused',
      );
      signIns.note(refusal);
      rates
        ?.signInFailed(refusal.origin)
        .catch((error: unknown) => log.error({ err: error }, 'counting failed'));
    },
  });
  const writeNotes = async (): Promise<void> => {
    await usage.write();
    await signIns.write();
  };
  return { authenticator, writeNotes };
}
