import { Redis } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { RequestContext } from '../../../resolvers/kit/context';
import type { Origin } from '../../auth/origin';
import { anonymous, type Actor } from '../../auth/actor';
import type { Limits } from '../../config/request-limits';
import { DomainError } from '../../shared/errors';

type Rates = Pick<Limits, 'pointsPerMinute' | 'anonymousPointsPerMinute' | 'failedSignInsPerMinute'>;
type Caller = Pick<RequestContext, 'actor' | 'origin'>;

export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the caller has all its points again. */
  readonly reset: number;
}

const WINDOW_SECONDS = 60;
const COST_OF_A_POINT = 100;

/** What callers may do in a minute: counted in this process, or in Redis for all servers together. */
export class RateLimits {
  private readonly limiters: Readonly<Record<keyof Rates, RateLimiterAbstract>>;
  private readonly redis: Redis | null;
  private readonly states = new WeakMap<object, RateState>();

  constructor(
    private readonly rates: Rates,
    redisUrl: string | null,
    onError: (error: unknown) => void,
  ) {
    this.redis = redisUrl === null ? null : connect(redisUrl, onError);
    const limiter = (name: keyof Rates) => makeLimiter(this.redis, name, rates[name]);
    this.limiters = {
      pointsPerMinute: limiter('pointsPerMinute'),
      anonymousPointsPerMinute: limiter('anonymousPointsPerMinute'),
      failedSignInsPerMinute: limiter('failedSignInsPerMinute'),
    };
  }

  /** Takes the points of an operation from its caller. Throws `RATE_LIMITED` when too few are left. */
  async charge(caller: Caller, cost: number): Promise<void> {
    const rate = caller.actor === anonymous ? 'anonymousPointsPerMinute' : 'pointsPerMinute';
    if (this.rates[rate] === 0 || caller.actor.kind === 'SYSTEM') return;
    const points = Math.max(1, Math.ceil(cost / COST_OF_A_POINT));
    const state = await this.consume(rate, keyOf(caller.actor, caller.origin), points);
    this.states.set(caller, state);
    if (state.remaining < 0) throw rateLimited(`You have used ${state.limit} points in a minute`, state);
  }

  /** What was left of a caller's points after `charge`, for the headers of its response. */
  stateOf(caller: object): RateState | undefined {
    return this.states.get(caller);
  }

  /** Counts a sign-in that failed. */
  async signInFailed({ ip }: Origin): Promise<void> {
    if (this.rates.failedSignInsPerMinute > 0) await this.consume('failedSignInsPerMinute', ip, 1);
  }

  /** Throws `RATE_LIMITED` when too many sign-ins have failed from an address. */
  async admitSignIn({ ip }: Origin): Promise<void> {
    const limit = this.rates.failedSignInsPerMinute;
    if (limit === 0) return;
    const used = await this.limiters.failedSignInsPerMinute.get(ip);
    if (!used || used.consumedPoints < limit) return;
    throw rateLimited(`${limit} sign-ins from your address have failed in a minute`, stateFrom(used, limit));
  }

  close(): void {
    this.redis?.disconnect();
  }

  private async consume(rate: keyof Rates, key: string, points: number): Promise<RateState> {
    try {
      return stateFrom(await this.limiters[rate].consume(key, points), this.rates[rate]);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes)
        return { ...stateFrom(refusal, this.rates[rate]), remaining: -1 };
      throw refusal;
    }
  }
}

function makeLimiter(redis: Redis | null, name: string, points: number): RateLimiterAbstract {
  const options = { keyPrefix: `orderwire:${name}`, points, duration: WINDOW_SECONDS };
  const memory = new RateLimiterMemory(options);
  if (!redis) return memory;
  return new RateLimiterRedis({
    ...options,
    storeClient: redis,
    insuranceLimiter: memory,
    inMemoryBlockOnConsumed: points,
    rejectIfRedisNotReady: true,
  });
}

/** While Redis is away, each server counts for itself. */
function connect(url: string, onError: (error: unknown) => void): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  let away = false;
  redis.on('error', (error) => {
    if (!away) onError(error);
    away = true;
  });
  redis.on('ready', () => (away = false));
  return redis;
}

function keyOf({ principalId }: Actor, origin: Origin | undefined): string {
  return principalId || (origin?.ip ?? 'unknown');
}

function stateFrom({ remainingPoints, msBeforeNext }: RateLimiterRes, limit: number): RateState {
  return { limit, remaining: remainingPoints, reset: Math.max(0, Math.ceil(msBeforeNext / 1000)) };
}

function rateLimited(what: string, { limit, reset }: RateState): DomainError {
  return new DomainError('RATE_LIMITED', `${what}, as many as allowed. Try again in ${reset} seconds.`, {
    limit,
    retryAfterSeconds: reset,
  });
}
