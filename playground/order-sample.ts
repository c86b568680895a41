import type { DemoConfig } from './demo-config';
import { type OrderSample, SAMPLE_ACCOUNT_QUERY, SAMPLE_PRODUCTS_QUERY } from './examples';

interface Nodes<T> {
  readonly nodes: readonly T[];
}

interface SampleProduct {
  readonly sku: string;
  readonly availability: { readonly available: number };
}

/**
 * An order that can be placed as it stands in the demo: for an account of the buyer, of the product that most is
 * available of. Null outside of demo mode, or when nothing fits.
 */
export async function loadOrderSample(config: DemoConfig | null): Promise<OrderSample | null> {
  const buyer = config?.tokens.find(({ role }) => role === 'BUYER');
  if (!config?.headers || !buyer) return null;
  try {
    const [{ accounts }, { products }] = await Promise.all([
      ask<{ accounts: Nodes<{ id: string }> }>(SAMPLE_ACCOUNT_QUERY, `Bearer ${buyer.token}`),
      ask<{ products: Nodes<SampleProduct> }>(SAMPLE_PRODUCTS_QUERY, config.headers.authorization),
    ]);
    const [account] = accounts.nodes;
    const [product] = [...products.nodes].sort((a, b) => b.availability.available - a.availability.available);
    return account && product ? { accountId: account.id, sku: product.sku } : null;
  } catch {
    return null;
  }
}

async function ask<T>(query: string, authorization: string): Promise<T> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data?: T | null };
  if (!data) throw new Error('The query was refused.');
  return data;
}
