import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger };

const SECRET_KEYS = ['authorization', 'token', 'password', 'secret', 'cookie', 'apiKey', 'secretHash'];
/** API keys, signed tokens, and passwords in URLs, wherever in a line they stand. */
const SECRETS = /owk_[\w-]{8}_[\w-]{43}|eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+|(?<=:\/\/[^:/@\s"]+:)[^@/\s"]+(?=@)/g;

/** Structured log: one JSON object a line, to stderr unless told otherwise. Secrets are struck out by the name of their field, one level deep too, and by their form. */
export function createLogger(level: string, destination: DestinationStream = standardError()): Logger {
  return pino(
    {
      level,
      base: { name: 'orderwire' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[secret]' },
      serializers: { err: describeError },
      hooks: { streamWrite: (line) => line.replace(SECRETS, '[secret]') },
    },
    destination,
  );
}

/**
 * The log for lines of which the writer knows every field, none of them named like a secret: it spares looking for such. What has the
 * form of a secret is struck out all the same.
 */
export function withKnownFields(log: Logger): Logger {
  return log.child({}, { redact: [] });
}

/** How long a line may wait for others to be written with, in milliseconds, and how many characters may. */
const WRITTEN_WITHIN_MS = 50;
const WRITTEN_FROM = 8_192;

/**
 * Lines leave in batches without blocking; what is left leaves when the process ends. A write for each line would cost a busy server
 * as much CPU as the rest of a line and more.
 */
function standardError(): DestinationStream {
  const stream = pino.destination({ dest: 2, sync: false, minLength: WRITTEN_FROM });
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    stream.flush();
  };
  return {
    write(line) {
      stream.write(line);
      timer ??= setTimeout(flush, WRITTEN_WITHIN_MS).unref();
    },
  };
}

interface ErrorDescription {
  type: string;
  code?: string;
  message: string;
  stack: string | undefined;
  cause?: ErrorDescription;
}

/** Only these properties of an error: drivers hang statements and their parameters on theirs. */
function describeError(error: Error & { code?: unknown }): ErrorDescription {
  return {
    type: error.name,
    ...(typeof error.code === 'string' && { code: error.code }),
    message: error.message,
    stack: error.stack,
    ...(error.cause instanceof Error && { cause: describeError(error.cause) }),
  };
}
