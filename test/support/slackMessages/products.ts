/** Reports of product codes in which every product has something wrong. */
import fc from 'fast-check';
import type { Product } from '../../../core/documents/catalog';
import { slackText, type ProductReport } from '../../../core/products';
import { findings } from './findings';
import { badText, many } from './texts';

const product: fc.Arbitrary<Product> = fc.record({ code: badText, name: badText }).map(
	(texts) =>
		({
			...texts,
			id: '1',
			price: { amount: '1.00', currency: 'GBP' },
			source: { platform: 'shopify', storeId: 'my-shop' },
		}) as unknown as Product,
);

const report: fc.Arbitrary<ProductReport> = fc.record({
	matches: many(fc.record({ product, how: fc.constant('none' as const), findings }), 50),
	findings,
});

/** A text without blocks. */
export const productMessages = fc
	.tuple(report, badText)
	.map(([each, ledger]) => ({ text: slackText(each, ledger), blocks: [] }));
