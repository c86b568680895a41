import { DomainError } from '../../shared/errors';

/** Ends the work for one request: when its time is over, or its client has gone. */
export interface RequestSignal {
  readonly signal: AbortSignal;
  /** When its time is over, by `performance.now()`. */
  readonly endsAt: number;
  /** `work`, or the reason of the signal as soon as it is given; what still runs then ends by itself. */
  unlessAborted<T>(work: Promise<T>): Promise<T>;
  /** The client does not wait any more. */
  gone(): void;
  /** The work is done. */
  clear(): void;
}

export function requestSignal(timeout: number): RequestSignal {
  const controller = new AbortController();
  const { signal } = controller;
  let giveUp: ((reason: DomainError) => void) | undefined;
  const abort = (reason: DomainError): void => {
    controller.abort(reason);
    giveUp?.(reason);
  };
  const timer = setTimeout(() => abort(timedOut(timeout)), timeout);
  return {
    signal,
    endsAt: performance.now() + timeout,
    unlessAborted: (work) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) reject(signal.reason as DomainError);
        giveUp = reject;
        work.then(resolve, reject);
      }),
    gone: () => abort(clientGone()),
    clear: () => clearTimeout(timer),
  };
}

function timedOut(timeout: number): DomainError {
  const seconds = timeout / 1000;
  return new DomainError(
    'TIMEOUT',
    `The operation took longer than ${seconds} seconds and was given up. Ask for less at a time.`,
    { seconds },
  );
}

/** Told to nobody: it only ends what still runs. */
function clientGone(): DomainError {
  return new DomainError('TIMEOUT', 'The client has gone; the operation was given up.');
}
