import { DomainError } from '../../shared/errors';

/** Ends the work for one request: when its time is over, or its client has gone. */
export interface RequestSignal {
  readonly signal: AbortSignal;
  /** The client does not wait any more. */
  gone(): void;
  /** The work is done. */
  clear(): void;
}

export function requestSignal(timeout: number): RequestSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(timedOut(timeout)), timeout);
  return {
    signal: controller.signal,
    gone: () => controller.abort(clientGone()),
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

/** `work`, or the reason of the signal as soon as it is given; what still runs then ends by itself. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
