import type { UpsertAccountInput as AccountCommand } from '../../src/accounts/account-input';
import type { UpsertAddressInput as AddressCommand } from '../../src/accounts/upsert-addresses';
import type { UpsertContactInput as ContactCommand } from '../../src/accounts/upsert-contacts';
import { minorOf, ppmOf } from '../kit/money.inputs';
import { optionalId } from '../kit/optional-id';
import type { UpsertAccountInput, UpsertContactInput } from './accounts.inputs';
import type { UpsertAddressInput } from './address.inputs';

/** Translates the input into the command: raw ids; null leaves a value that cannot be cleared as it is. */
export function toAccount(input: UpsertAccountInput): AccountCommand {
  const { idempotencyKey: _key, creditLimit, maxDiscountPercent, externalId, ...rest } = input;
  return {
    ...rest,
    id: optionalId('Account', rest.id),
    externalId: externalId && { ...externalId },
    number: rest.number ?? undefined,
    name: rest.name ?? undefined,
    parentId: optionalId('Account', rest.parentId),
    type: rest.type ?? undefined,
    status: rest.status ?? undefined,
    currencyCode: rest.currencyCode ?? undefined,
    paymentTerms: rest.paymentTerms ?? undefined,
    creditLimit: creditLimit && {
      minor: minorOf(creditLimit, 'creditLimit'),
      currencyCode: creditLimit.currencyCode,
    },
    maxDiscountPpm:
      typeof maxDiscountPercent === 'string'
        ? ppmOf(maxDiscountPercent, 'maxDiscountPercent')
        : maxDiscountPercent,
    ownerRepId: optionalId('Rep', rest.ownerRepId),
    territoryId: optionalId('Territory', rest.territoryId),
    priceListId: optionalId('PriceList', rest.priceListId),
    taxExempt: rest.taxExempt ?? undefined,
  };
}

export function toContact(input: UpsertContactInput): ContactCommand {
  const { idempotencyKey: _key, externalId, ...rest } = input;
  return {
    ...rest,
    id: optionalId('Contact', rest.id),
    externalId: externalId && { ...externalId },
    accountId: optionalId('Account', rest.accountId) ?? undefined,
    name: rest.name ?? undefined,
  };
}

export function toAddress(input: UpsertAddressInput): AddressCommand {
  const { idempotencyKey: _key, externalId, ...rest } = input;
  return {
    ...rest,
    id: optionalId('Address', rest.id),
    externalId: externalId && { ...externalId },
    accountId: optionalId('Account', rest.accountId) ?? undefined,
    kind: rest.kind ?? undefined,
    isDefault: rest.isDefault ?? undefined,
    line1: rest.line1 ?? undefined,
    city: rest.city ?? undefined,
    countryCode: rest.countryCode ?? undefined,
  };
}
