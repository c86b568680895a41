/** What an event carries, by entity and property; bigints are text, dates ISO 8601. */
export type EventData = Readonly<Record<string, unknown>>;

/** Makes of an event's data in one version of its form the same data in the next. Changes nothing in place. */
export type Upcast = (data: EventData) => EventData;

/** Data of a version in the form of the last one: the first step makes version 2 of version 1, and so on. */
export function upcast(data: EventData, version: number, steps: readonly Upcast[]): EventData {
  return steps.slice(version - 1).reduce((earlier, step) => step(earlier), data);
}
