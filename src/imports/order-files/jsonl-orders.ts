import type { FileOrder } from './order-file';
import { textLines, type TextLine } from './text-lines';

/** The orders of a JSONL file: one JSON object on each line that is not blank. */
export async function* jsonlOrders(file: string): AsyncGenerator<FileOrder> {
  for await (const line of textLines(file)) {
    if (line.problem !== undefined || line.text.trim() !== '') yield toOrder(line);
  }
}

function toOrder({ number: line, text, problem }: TextLine): FileOrder {
  const order = { line, lastLine: line, rows: 1, locate: (field: string) => ({ line, field }) };
  const broken = (message: string): FileOrder => ({
    ...order,
    reference: null,
    content: undefined,
    flaws: [{ line, field: null, code: 'VALIDATION_FAILED', message }],
  });
  if (problem !== undefined) return broken(problem);
  try {
    const content: unknown = JSON.parse(text);
    return { ...order, reference: referenceOf(content), content, flaws: [] };
  } catch (error) {
    return broken(`the line is not JSON: ${(error as Error).message}`);
  }
}

/** System and id, where they are texts. */
function referenceOf(content: unknown): string | null {
  const { externalId } = Object(content) as { externalId?: unknown };
  const { system, externalId: id } = Object(externalId) as Record<string, unknown>;
  return typeof system === 'string' && typeof id === 'string' ? `${system.trim()} ${id.trim()}` : null;
}
