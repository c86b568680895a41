import type { DemoConfig } from './demo-config';
import { ORDER_SAMPLE_QUERY, type OrderSample } from './examples';

interface Answer {
  readonly data?: {
    readonly accounts: { readonly nodes: readonly { readonly id: string }[] };
    readonly products: { readonly nodes: readonly SampleProduct[] };
  } | null;
}

interface SampleProduct {
  readonly sku: string;
  readonly availability: { readonly available: number };
}

/**
 * An order that can be placed as it stands in the demo: the buyer's account, whose orders all roles but some sales
 * reps may see, and the product that most is available of. Null outside of demo mode, or when nothing fits.
 */
export async function loadOrderSample(config: DemoConfig | null): Promise<OrderSample | null> {
  const buyer = config?.tokens.find(({ role }) => role === 'BUYER');
  if (!buyer) return null;
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${buyer.token}` },
      body: JSON.stringify({ query: ORDER_SAMPLE_QUERY }),
    });
    return sampleOf((await response.json()) as Answer);
  } catch {
    return null;
  }
}

function sampleOf({ data }: Answer): OrderSample | null {
  const account = data?.accounts.nodes[0];
  const [product] = [...(data?.products.nodes ?? [])].sort(
    (a, b) => b.availability.available - a.availability.available,
  );
  return account && product ? { accountId: account.id, sku: product.sku } : null;
}
