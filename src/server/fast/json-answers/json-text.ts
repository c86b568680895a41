import type { FormattedExecutionResult } from 'graphql';

/** The `data` of an answer that is JSON text already. */
export class JsonText {
  [name: string]: unknown;

  constructor(readonly text: string) {}

  /** For whoever does not know of it. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** An answer as JSON text. */
export function stringifyAnswer(answer: FormattedExecutionResult): string {
  const { data, ...others } = answer;
  if (!(data instanceof JsonText)) return `${JSON.stringify(answer)}\n`;
  const rest = JSON.stringify(others).slice(1);
  return `{"data":${data.text}${rest === '}' ? '' : ','}${rest}\n`;
}
