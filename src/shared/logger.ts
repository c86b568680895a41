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

/** Lines leave in batches without blocking; what is left leaves when the process ends. */
function standardError(): DestinationStream {
  return pino.destination({ dest: 2, sync: false });
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
