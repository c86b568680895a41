import { graphqlEnum } from '../../entities/graphql-enum';
import { Permission as P } from './permissions';

/** A role of a principal: a set of permissions. */
export const Role = graphqlEnum('Role', 'A role of a principal: a set of permissions.', {
  ADMIN: 'Administers the installation; has every permission.',
  SALES_MANAGER: 'Leads sales: all orders and accounts, prices, territories and representatives.',
  SALES_REP: 'Sells to the accounts of one territory or of their own; places orders and gives discounts.',
  OPERATIONS: 'Allocates stock, ships, receives and counts.',
  FINANCE: 'Sets credit limits (recorded only), prices, terms and exchange rates; places and releases holds.',
  ANALYST: 'Reads everything, changes nothing.',
  PARTNER: 'Integrates another company; orders for the accounts it is given.',
  BUYER: 'Orders for the accounts it is given.',
  VIEWER: 'Watches bookings and orders on a dashboard.',
});
export type Role = keyof typeof Role;

const SHOPPING = [P.ACCOUNT_READ, P.CATALOG_READ, P.PRICE_READ, P.ORDER_READ, P.SHIPMENT_READ, P.EVENT_READ];
const BUYING = [...SHOPPING, P.CONTACT_READ, P.ORDER_PLACE, P.ORDER_CANCEL];
const WATCHING = [
  ...SHOPPING,
  P.BOOKING_READ,
  P.INTERNAL_READ,
  P.INVENTORY_READ,
  P.ORGANIZATION_READ,
  P.SIGNAL_READ,
];
/** What those who work for the selling company see; VIEWER, which may hang on a wall, sees less. */
const WORKING = [...WATCHING, P.CONTACT_READ];
const SELLING = [
  ...WORKING,
  P.ORDER_PLACE,
  P.ORDER_CANCEL,
  P.ORDER_HOLD,
  P.PRICE_OVERRIDE,
  P.TERMS_OVERRIDE,
  P.ACCOUNT_WRITE,
  P.CREDIT_READ,
];

/** The one table of who may do what. Which rows, says `scopeOf`. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<P>>> = {
  ADMIN: new Set(Object.values(P)),
  SALES_MANAGER: new Set([
    ...SELLING,
    P.COST_READ,
    P.DISCOUNT_OVERRIDE,
    P.ORDER_CLOSE,
    P.PO_OVERRIDE,
    P.POLICY_OVERRIDE,
    P.PRICE_WRITE,
    P.ORGANIZATION_WRITE,
  ]),
  SALES_REP: new Set(SELLING),
  OPERATIONS: new Set([
    ...WORKING,
    P.COST_READ,
    P.INVENTORY_AUDIT,
    P.INVENTORY_WRITE,
    P.LOCATION_WRITE,
    P.CATALOG_WRITE,
    P.ORDER_CANCEL,
    P.ORDER_CLOSE,
    P.ORDER_HOLD,
    P.ORDER_IMPORT,
    P.POLICY_OVERRIDE,
    P.SHIPMENT_WRITE,
  ]),
  FINANCE: new Set([
    ...WORKING,
    P.ACCOUNT_WRITE,
    P.COST_READ,
    P.CREDIT_OVERRIDE,
    P.CREDIT_READ,
    P.CREDIT_WRITE,
    P.CURRENCY_WRITE,
    P.INVENTORY_AUDIT,
    P.ORDER_HOLD,
    P.PO_OVERRIDE,
    P.PRICE_WRITE,
    P.TERMS_OVERRIDE,
  ]),
  ANALYST: new Set([...WORKING, P.COST_READ, P.CREDIT_READ, P.INVENTORY_AUDIT]),
  PARTNER: new Set(BUYING),
  BUYER: new Set(BUYING),
  VIEWER: new Set(WATCHING),
};

/** Roles whose principals see every row, unless accounts or territories are listed for them. */
export const UNRESTRICTED_ROLES: ReadonlySet<Role> = new Set([
  Role.ADMIN,
  Role.SALES_MANAGER,
  Role.OPERATIONS,
  Role.FINANCE,
  Role.ANALYST,
  Role.VIEWER,
]);

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLE_PERMISSIONS, text);
}
