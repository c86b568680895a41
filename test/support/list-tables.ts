import type { AnyList } from '../../src/persistence/lists/define-list';
import { MAX_EXAMINED } from '../../src/persistence/lists/access-paths';
import { table } from './docs';

/** The table of a list's filters and sort orders, and of what serves them, made from its definition. */
export function listTable(list: AnyList): string {
  const sorts = list.sortNames;
  const row = (title: string, cellOf: (sort: string) => string): string[] => [title, ...sorts.map(cellOf)];
  const titleOf = (name: string): string =>
    (list.definition.filters[name]!.input as string[]).map((field) => `\`${field}\``).join(', ');
  const together = [...new Set(sorts.flatMap((sort) => [...list.served[sort]!.indexes.keys()]))].filter(
    (names) => names.includes('+'),
  );
  return table(
    ['Filter', ...(sorts.length === 1 ? ['Found by'] : sorts.map((sort) => `by \`${sort}\``))],
    [
      row('none', (sort) => (list.served[sort]!.indexes.has('') ? 'index' : unserved(list, null))),
      ...list.filterNames.map((name) => row(titleOf(name), (sort) => cell(list, sort, name))),
      ...together.map((names) =>
        row(names.split('+').map(titleOf).join(' with '), (sort) =>
          list.served[sort]!.indexes.has(names) ? '**index**' : unserved(list, null),
        ),
      ),
    ],
  );
}

function cell(list: AnyList, sort: string, name: string): string {
  const { range, indexes } = list.served[sort]!;
  if (indexes.has(name)) return '**index**';
  if (name === range && indexes.has('')) return '**range**';
  return unserved(list, name);
}

function unserved(list: AnyList, name: string | null): string {
  const filter = name === null ? null : list.definition.filters[name]!;
  if (filter?.few) return 'few';
  if (!list.definition.bound) return 'examined';
  return name === null || filter?.path ? `≤ ${MAX_EXAMINED.toLocaleString('en-US')}` : 'narrows';
}
