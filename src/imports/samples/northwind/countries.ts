import { invalidInput } from '../../../shared/invalid-input';
import type { SourceRow } from '../../source-row';

/** The countries of the source by the names that it gives them. */
const CODES: Readonly<Record<string, string>> = {
  Argentina: 'AR',
  Austria: 'AT',
  Belgium: 'BE',
  Brazil: 'BR',
  Canada: 'CA',
  Denmark: 'DK',
  Finland: 'FI',
  France: 'FR',
  Germany: 'DE',
  Ireland: 'IE',
  Italy: 'IT',
  Mexico: 'MX',
  Norway: 'NO',
  Poland: 'PL',
  Portugal: 'PT',
  Spain: 'ES',
  Sweden: 'SE',
  Switzerland: 'CH',
  UK: 'GB',
  USA: 'US',
  Venezuela: 'VE',
};

/** The ISO 3166-1 code of the country that a column names. */
export function countryOf(row: SourceRow, column: string): string {
  const name = row.text(column);
  const code = CODES[name];
  if (code === undefined) throw invalidInput(column, 'country', `"${name}" is no country of the source`);
  return code;
}
