/** Products, customers and the tax settings of the shop. */
import { parseDocument } from '../../../core/documents/parse';
import { isDecimal } from '../../../core/money/decimal';
import { builtIn } from '../../../lab/daybook/builtIn';
import { all, ContractShop, type StoreUnderTest } from './context';

export function catalogContract(test: StoreUnderTest): void {
	describe('the catalog', () => {
		let shop: ContractShop;
		beforeAll(async () => {
			shop = await ContractShop.open(test, builtIn());
		});
		afterAll(async () => await shop.close());

		it('has every product with its code and price; a price that is no amount of the currency holds it', async () => {
			const found = await all(shop.session.products());
			const { products } = shop.dayBook;
			expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
			// a shop may have more, such as a gift card of any amount
			expect(found.length).toBeGreaterThanOrEqual(products.length);
			const prices = new Map(products.map(({ sku, price }) => [sku, price]));
			let read = 0;
			for (const product of found) {
				if (product.type === 'Held') {
					expect(product.findings.length).toBeGreaterThan(0);
					continue;
				}
				read++;
				expect(parseDocument(JSON.parse(JSON.stringify(product))).ok).toBe(true);
				expect(product.source).toMatchObject({ platform: test.connector.id, storeId: shop.storeId });
				const price = prices.get(product.code) ?? 'no such product';
				if (/^\d+\.\d\d$/.test(price)) {
					expect(product.price).toEqual({ amount: price, currency: shop.dayBook.shop.currency });
				}
			}
			const exact = products.filter(({ price }) => /^\d+(\.\d{1,2})?$/.test(price));
			expect(read).toBeGreaterThanOrEqual(exact.length);
		});

		it('has every customer, as a document', async () => {
			const found = await all(shop.session.customers());
			expect(new Set(found.map(({ id }) => id)).size).toBe(shop.dayBook.customers.length);
			const countries = found.map((customer) => {
				expect(parseDocument(JSON.parse(JSON.stringify(customer))).ok).toBe(true);
				return customer.type === 'Customer' ? customer.party.country : undefined;
			});
			expect(countries.sort()).toEqual(shop.dayBook.customers.map(({ country }) => country).sort());
		});

		it('says how the shop taxes, or what of it cannot be seen', async () => {
			const { pricesIncludeTax, rates, findings } = await shop.session.taxSettings();
			expect(pricesIncludeTax).toBe(shop.dayBook.shop.pricesIncludeTax);
			expect(rates.length + findings.length).toBeGreaterThan(0);
			for (const { rate, name } of rates) {
				expect(isDecimal(rate) && !rate.startsWith('-')).toBe(true);
				expect(name).not.toBe('');
			}
		});
	});
}
