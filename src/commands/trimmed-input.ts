import type { Command } from './commands';

/** The command with every text of its input freed from surrounding blanks. */
export function trimmed<I>(command: Command<I>): Command<I> {
  return { ...command, input: trimTexts(command.input) as I };
}

function trimTexts(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (Array.isArray(value)) return value.map(trimTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, trimTexts(item)]));
}
