import type { LoadWork } from './source-import';

export interface SourceCurrency {
  where: string;
  code: string;
  name: string;
}

/** Currencies that are not set up yet; those that are keep their names. */
export async function importCurrencies(
  { session, services }: LoadWork,
  currencies: readonly SourceCurrency[],
): Promise<void> {
  const known = await services.database.reader.rows<{ code: string; name: string }>(
    'SELECT code, name FROM currencies',
  );
  const names = new Map(known.map(({ code, name }) => [code, name]));
  await session.run({
    name: 'currencies',
    source: currencies,
    total: currencies.length,
    useCase: services.useCases.accounts.upsertCurrency,
    translate: () =>
      Promise.resolve(({ code, name }: SourceCurrency) => ({ code, name: names.get(code) ?? name })),
    where: ({ where }) => where,
    changed: (result) => result.changed,
  });
}
