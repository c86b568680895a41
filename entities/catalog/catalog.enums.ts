import { graphqlEnum } from '../graphql-enum';

export const BackorderPolicy = graphqlEnum(
  'BackorderPolicy',
  "Whether an order may exceed the available stock. The product's, overridden by the account's, overridden by the order's.",
  {
    DENY: 'No: the order is refused. The default.',
    ALLOW: 'Yes: the missing quantity waits for stock, without a promised date.',
    ALLOW_WITH_PROMISE: "Yes, with a promised date from the product's lead time.",
  },
);
export type BackorderPolicy = keyof typeof BackorderPolicy;

export const ProductStatus = graphqlEnum('ProductStatus', 'Whether a product can be ordered.', {
  ACTIVE: 'Can be ordered between its selling dates.',
  DISCONTINUED: 'Can no longer be ordered.',
});
export type ProductStatus = keyof typeof ProductStatus;
