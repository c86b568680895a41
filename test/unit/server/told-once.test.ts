import { toldOnce } from '../../../src/server/told-once';

it('tells each error of a field that ran, however alike', () => {
  const refused = [
    { message: 'No', path: ['a'] },
    { message: 'No', path: ['b'] },
  ];
  expect(toldOnce([...refused, { message: 'No' }, { message: 'No' }])).toEqual([
    ...refused,
    { message: 'No' },
  ]);
});
