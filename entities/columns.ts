import { Column, type ColumnOptions, type ValueTransformer } from 'typeorm';
import { exactJson } from '../src/shared/json-safe';

/** The forms of an integer: mysql2 returns BIGINT as text, libsql with safe integers as bigint, otherwise number. */
type Raw = string | number | bigint;

export interface ColumnSetting {
  nullable?: boolean;
  /** Part of the primary key. */
  primary?: boolean;
  /** Column name; by default the property's in snake case. */
  name?: string;
}

const ASCII = { charset: 'ascii', collation: 'ascii_bin' } as const;
const BINARY = { charset: 'utf8mb4', collation: 'utf8mb4_bin' } as const;

const ULID_LENGTH = 26;
const DAY_LENGTH = 10;
const MONTH_LENGTH = 7;
const CURRENCY_LENGTH = 3;

/** `listUnitMicros` → `list_unit_micros`, `latitudeE6` → `latitude_e6`. */
export function columnName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function column(
  options: ColumnOptions,
  { nullable = false, primary = false, name }: ColumnSetting,
): PropertyDecorator {
  return (target, property) =>
    Column({ ...options, nullable, primary, name: name ?? columnName(String(property)) })(target, property);
}

/** A transformer that keeps null; `from` accepts the forms of all drivers. */
function transform<T>(from: (raw: Raw) => T, to: (value: T) => string | number | bigint): ValueTransformer {
  return {
    from: (raw: Raw | null) => (raw === null ? null : from(raw)),
    to: (value: T | null | undefined) => (value === null || value === undefined ? value : to(value)),
  };
}

const asNumber = transform(Number, (value) => value);
const asBigInt = transform(BigInt, (value) => value);
const asDate = transform(
  (raw) => new Date(Number(raw)),
  (value) => value.getTime(),
);
const asBoolean = transform(
  (raw) => Number(raw) !== 0,
  (value) => (value ? 1 : 0),
);
const asJson = transform<unknown>((raw) => JSON.parse(String(raw)), exactJson);

/** Primary key: a ULID made by the application. */
export const Id = (): PropertyDecorator => Ref({ primary: true });

/** The ULID of another row. */
export const Ref = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'varchar', length: ULID_LENGTH, ...ASCII }, setting);

/** A code, key or number that is compared exactly: case, accents and all. */
export const Code = (length: number, setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'varchar', length, ...BINARY }, setting);

/** A short text for people. Sorted by code point on every database. */
export const Name = (length: number, setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'varchar', length, ...BINARY }, setting);

/** A text of any length. */
export const TextColumn = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'text', ...BINARY }, setting);

/** A value of one of the registered enums, by name. */
export const EnumColumn = (length = 30, setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'varchar', length, ...ASCII }, setting);

/** An ISO 4217 currency code. */
export const CurrencyCode = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'varchar', length: CURRENCY_LENGTH, ...ASCII }, setting);

/** A 32-bit integer. */
export const Int = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'int', transformer: asNumber }, setting);

/** A 64-bit integer. */
export const Big = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'bigint', transformer: asBigInt }, setting);

/** An amount in minor units of its currency. */
export const Minor = Big;

/** A unit price in millionths of the currency's major unit. */
export const Micros = Big;

/** A percentage in millionths of one: 1,000,000 is 100 %. */
export const Ppm = Big;

/** An exchange rate in multiples of 10⁻¹⁰. */
export const E10 = Big;

/** A moment, stored as milliseconds since 1970 (UTC). */
export const Instant = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'bigint', transformer: asDate }, setting);

/** A calendar day, `YYYY-MM-DD`. */
export const Day = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'varchar', length: DAY_LENGTH, ...ASCII }, setting);

/** A calendar month, `YYYY-MM`. */
export const Month = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'varchar', length: MONTH_LENGTH, ...ASCII }, setting);

/** True or false, stored as 1 or 0. */
export const Flag = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'smallint', transformer: asBoolean }, setting);

/** A JSON value, stored as text; bigints become text. */
export const Json = (setting: ColumnSetting = {}): PropertyDecorator =>
  column({ type: 'text', transformer: asJson, ...BINARY }, setting);

/** How many times the row's aggregate has changed; the first version is 1. */
export const VersionColumn = (): PropertyDecorator => Int();
