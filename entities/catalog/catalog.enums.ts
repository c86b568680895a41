import { graphqlEnum } from '../graphql-enum';

export const BackorderPolicy = graphqlEnum(
  'BackorderPolicy',
  "Whether more may be ordered than is available. The product's, overridden by the account's, overridden by the order's.",
  {
    DENY: 'No: the order is refused; the default.',
    ALLOW: 'Yes: what is missing waits for stock, without a promised date.',
    ALLOW_WITH_PROMISE: "Yes, with a promised date from the product's lead time.",
  },
);
export type BackorderPolicy = keyof typeof BackorderPolicy;

export const ProductStatus = graphqlEnum('ProductStatus', 'Whether a product can be ordered.', {
  ACTIVE: 'Can be ordered between its selling dates.',
  DISCONTINUED: 'Can no longer be ordered.',
});
export type ProductStatus = keyof typeof ProductStatus;
