/** Who ordered: for the first time or again, as a company or as a consumer. */
import type { BusinessKey, Party, Sale } from '../documents';
import { byText } from '../reconcile/signed';
import type { BuyerKind, CustomerKind } from './contribution';

/** A customer is known by the id at the shop; two shops' customers are two. */
export function customerKey({ source, customer }: Pick<Sale, 'source' | 'customer'>): string | undefined {
	if (customer === undefined || customer.id === '') return undefined;
	return `${source.platform}/${source.storeId}/${customer.id}`;
}

export function buyerKind(customer: Party | undefined): BuyerKind {
	if (customer === undefined) return 'unknown';
	const isCompany = [customer.company, customer.taxNumber].some((text) => text !== undefined && text !== '');
	return isCompany ? 'company' : 'consumer';
}

const earlier = (a: Sale, b: Sale): boolean => (byText(a.occurredAt, b.occurredAt) || byText(a.id, b.id)) < 0;

/** Of each sale whether its customer bought for the first time, whatever order the sales come in. */
export function customerKinds(sales: readonly Sale[]): ReadonlyMap<BusinessKey, CustomerKind> {
	const firsts = new Map<string, Sale>();
	for (const sale of sales) {
		const key = customerKey(sale);
		if (key === undefined) continue;
		const first = firsts.get(key);
		if (first === undefined || earlier(sale, first)) firsts.set(key, sale);
	}
	return new Map(
		sales.map((sale) => {
			const key = customerKey(sale);
			const first = key === undefined ? undefined : firsts.get(key);
			return [sale.id, first === undefined ? 'unknown' : first.id === sale.id ? 'new' : 'returning'];
		}),
	);
}
