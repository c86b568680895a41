import { SourceRow } from '../../../src/imports/source-row';
import { DomainError } from '../../../src/shared/errors';

const row = (values: Record<string, string>) => new SourceRow('Orders.csv', { line: 7, values });

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof DomainError) return `${error.code} ${error.message}`;
  }
  throw new Error('It was read');
}

describe('a row of a source', () => {
  it('says where it stands', () => {
    expect(row({}).where).toBe('Orders.csv line 7');
  });

  it('tells an empty value from one that must be there', () => {
    const { optional, text } = {
      optional: row({ A: '' }).optional('A'),
      text: () => row({ A: '' }).text('A'),
    };
    expect(optional).toBeNull();
    expect(refusal(text)).toContain('A: it is empty');
    expect(refusal(() => row({}).text('B'))).toContain('Orders.csv has no such column');
  });

  it.each(['1.5', '12x', '1234567890'])('refuses %s as a whole number', (value) => {
    expect(refusal(() => row({ A: value }).int('A'))).toContain(`"${value}" is not a whole number`);
  });

  it('reads decimals exactly, and refuses more digits than asked for', () => {
    expect(row({ A: '-20.5' }).decimal('A', 4)).toBe(-205_000n);
    expect(refusal(() => row({ A: '0.12345' }).decimal('A', 4))).toContain('at most 4 decimals');
  });

  it.each(['2011-05-31', '2011-05-31 00:00:00', '2011-05-31T10:20:30.5Z'])('reads the day of %s', (value) => {
    expect(row({ A: value }).day('A')).toBe('2011-05-31');
  });

  it.each(['2011-02-30', '31.05.2011', '2011-05-31 noon'])('refuses %s as a day', (value) => {
    expect(refusal(() => row({ A: value }).day('A'))).toContain(`"${value}" does not begin with a day`);
  });
});
