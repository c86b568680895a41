import {
  getMetadataStorage,
  IsOptional,
  MetadataStorage,
  MinLength,
  validate,
  ValidateNested,
} from 'class-validator';
import { getMetadataStorage as schemaClasses } from 'type-graphql';
import { buildGraphQLSchema } from '../../../src/server/schema';

const search = jest.spyOn(MetadataStorage.prototype, 'getTargetValidationMetadatas');

beforeAll(() => buildGraphQLSchema());
afterAll(() => search.mockRestore());

class Named {
  @MinLength(2)
  name = '';
}

class Labelled extends Named {
  @IsOptional()
  @MinLength(3)
  label?: string;
}

class Holder {
  @ValidateNested({ each: true })
  named: Named[] = [];
}

const brokenBy = async (input: object) => (await validate(input)).map(({ property }) => property);

describe('rules of input classes that are kept', () => {
  it('are those that class-validator finds', () => {
    const { inputTypes, argumentTypes } = schemaClasses();
    const storage = getMetadataStorage();
    for (const { target } of [...inputTypes, ...argumentTypes]) {
      const kept = storage.getTargetValidationMetadatas(target, '', false, false);
      const found = MetadataStorage.prototype.getTargetValidationMetadatas.call(
        storage,
        target,
        '',
        false,
        false,
      );
      expect(kept).toEqual(found);
      expect(storage.getTargetValidationMetadatas(target, '', false, false)).toBe(kept);
      expect(storage.groupByPropertyName(kept)).toEqual(
        MetadataStorage.prototype.groupByPropertyName.call(storage, found),
      );
    }
  });

  it('are told apart by class, and inherited', async () => {
    for (let time = 1; time <= 2; time++) {
      expect(await brokenBy(new Named())).toEqual(['name']);
      expect(await brokenBy(Object.assign(new Labelled(), { label: 'ab' }))).toEqual(['label', 'name']);
      expect(await brokenBy(Object.assign(new Labelled(), { name: 'both' }))).toEqual([]);
    }
  });

  it('are not searched for again, in an object inside of another neither', async () => {
    const nested = () => Object.assign(new Holder(), { named: [new Named(), new Labelled()] });
    expect(await brokenBy(nested())).toEqual(['named']);
    const first = search.mock.calls.length;
    expect(await brokenBy(nested())).toEqual(['named']);
    expect(search.mock.calls.length).toBe(first);
    expect(first).toBeGreaterThan(0);
  });

  it('are searched for where groups are asked for', () => {
    const storage = getMetadataStorage();
    const ofGroup = storage.getTargetValidationMetadatas(Named, '', false, false, ['a group']);
    expect(ofGroup).toEqual([]);
    expect(storage.getTargetValidationMetadatas(Named, '', false, false)).toHaveLength(1);
  });
});
