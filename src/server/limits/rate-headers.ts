import type { RequestHooks } from '../request-hooks';
import type { RateLimits } from './rate-limits';

/** Tells callers what is left of their points, in the headers of the IETF's draft, and when to come again. */
export function rateHeaders(rates: RateLimits): RequestHooks {
  return {
    willSendResponse({ contextValue, response: { http } }) {
      const state = rates.stateOf(contextValue);
      if (!state) return;
      http.headers.set('ratelimit-limit', String(state.limit));
      http.headers.set('ratelimit-remaining', String(Math.max(0, state.remaining)));
      http.headers.set('ratelimit-reset', String(state.reset));
      if (state.remaining < 0) http.headers.set('retry-after', String(state.reset));
    },
  };
}
