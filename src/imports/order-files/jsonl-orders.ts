import { nameOrder, type FileFlaw, type FileOrder, type OrderName } from './order-file';
import { textLines, type TextLine } from './text-lines';

/** The orders of a JSONL file: one JSON object on each line that is not blank. A last line that breaks off is a fault of the file. */
export async function* jsonlOrders(
  file: string,
  onFault: (fault: FileFlaw) => void,
): AsyncGenerator<FileOrder> {
  for await (const line of textLines(file)) {
    if (line.problem === undefined && line.text.trim() === '') continue;
    const order = toOrder(line);
    const [flaw] = order.flaws;
    if (line.unended && flaw) {
      const message = `${flaw.message}, and the line has no end. It seems to be cut off: copy it again`;
      onFault({ ...flaw, message });
    }
    yield order;
  }
}

function toOrder({ number: line, text, problem }: TextLine): FileOrder {
  const order = { line, lastLine: line, rows: 1, locate: (field: string) => ({ line, field }) };
  const broken = (message: string): FileOrder => ({
    ...order,
    name: null,
    content: undefined,
    flaws: [{ line, field: null, code: 'VALIDATION_FAILED', message }],
  });
  if (problem !== undefined) return broken(problem);
  try {
    const content: unknown = JSON.parse(text);
    return { ...order, name: nameOf(content), content, flaws: [] };
  } catch (error) {
    return broken(`the line is not JSON: ${(error as Error).message}`);
  }
}

/** By system and id, where they are texts. */
function nameOf(content: unknown): OrderName | null {
  const { externalId } = Object(content) as { externalId?: unknown };
  const { system, externalId: id } = Object(externalId) as Record<string, unknown>;
  return typeof system === 'string' && typeof id === 'string' ? nameOrder(system.trim(), id.trim()) : null;
}
