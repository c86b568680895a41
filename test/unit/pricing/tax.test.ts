import { chooseTaxRate } from '../../../src/pricing/tax';

const rate = (name: string, over = {}) => ({
  ...{ name, countryCode: 'US', region: '', taxCategory: 'STANDARD', validFrom: null, validTo: null },
  ...over,
});

const rates = [
  rate('country'),
  rate('country since 2026', { validFrom: '2026-01-01' }),
  rate('region', { region: 'Québec', countryCode: 'CA' }),
  rate('Canada', { countryCode: 'CA' }),
  rate('food', { taxCategory: 'FOOD' }),
  rate('old region', { region: 'Texas', validTo: '2026-01-01' }),
];

describe('the tax rate', () => {
  it.each([
    ['is that of the region', { countryCode: 'CA', region: 'Québec' }, 'region'],
    ['compares regions without case and accents', { countryCode: 'CA', region: ' QUEBEC' }, 'region'],
    ["is the country's in a region without one", { countryCode: 'CA', region: 'Ontario' }, 'Canada'],
    ["is the country's without a region", { countryCode: 'CA', region: null }, 'Canada'],
    ['is the one that started last', {}, 'country since 2026'],
    ['is an older one on an older day', { day: '2025-12-31' }, 'country'],
    ['is of the tax category', { taxCategory: 'FOOD' }, 'food'],
    ["is the country's when the region's is over", { region: 'Texas' }, 'country since 2026'],
    ["is the region's while it lasts", { region: 'Texas', day: '2025-12-31' }, 'old region'],
    ['is none for an unknown category', { taxCategory: 'BOOKS' }, undefined],
    ['is none in an unknown country', { countryCode: null }, undefined],
  ])('%s', (_name, over, expected) => {
    const request = { countryCode: 'US', region: null, taxCategory: 'STANDARD', day: '2026-03-01', ...over };
    expect(chooseTaxRate(request, rates)?.name).toBe(expected);
  });
});
