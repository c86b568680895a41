import { getMetadataStorage, IsOptional, MetadataStorage, MinLength, validate } from 'class-validator';
import { getMetadataStorage as schemaClasses } from 'type-graphql';
import { buildGraphQLSchema } from '../../../src/server/schema';

beforeAll(() => buildGraphQLSchema());

class Named {
  @MinLength(2)
  name = '';
}

class Labelled extends Named {
  @IsOptional()
  @MinLength(3)
  label?: string;
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

  it('are searched for where groups are asked for', () => {
    const storage = getMetadataStorage();
    const ofGroup = storage.getTargetValidationMetadatas(Named, '', false, false, ['a group']);
    expect(ofGroup).toEqual([]);
    expect(storage.getTargetValidationMetadatas(Named, '', false, false)).toHaveLength(1);
  });
});
