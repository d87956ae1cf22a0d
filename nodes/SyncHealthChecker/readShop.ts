/** What the shop has of the period that should be in the books by now, and its products. */
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Product, SalesDocument } from '../../core/documents';
import type { Finding } from '../../core/findings/finding';
import {
	Attempts,
	type CheckId,
	type CredentialLook,
	type Failures,
	type HealthInput,
	type ShopDocument,
} from '../../core/health';
import { DEFAULT_STORE_POLICY, type StoreSession } from '../../core/store/connector';
import { STORE_FACES } from '../shared/stores/faces.generated';
import { chosenCredential, openStore } from '../shared/stores/session';

const MINUTE = 60_000;

export interface ReadShop {
	readonly documents?: readonly ShopDocument[];
	readonly products?: readonly Product[];
	readonly setup: readonly Finding[];
	readonly credential: CredentialLook;
	readonly failures: Failures;
}

function totalOf(document: SalesDocument): Pick<ShopDocument, 'total'> {
	switch (document.type) {
		case 'Sale':
		case 'Refund':
			return { total: document.totals.total };
		case 'Payment':
			return { total: document.payment.amount };
		case 'Cancellation':
			return { total: document.released };
		case 'BalanceChange':
			return { total: document.amount };
		case 'OrderEdit':
		case 'Fulfilment':
			return {};
	}
}

async function documentsOf(session: StoreSession, from: string, to: string): Promise<ShopDocument[]> {
	const documents: ShopDocument[] = [];
	for await (const page of session.placedOrders({ from, to })) {
		for (const { number: orderNumber, documents: events, held, updatedAt } of page) {
			for (const document of events) {
				if (document.occurredAt >= to) continue;
				const { id: businessKey, bookedOn, source } = document;
				const url = source.url === undefined ? {} : { url: source.url };
				documents.push({ businessKey, orderNumber, bookedOn, ...totalOf(document), ...url });
			}
			for (const { id: businessKey } of held)
				documents.push({ businessKey, orderNumber, bookedOn: updatedAt.slice(0, 10) });
		}
	}
	return documents;
}

async function productsOf(session: StoreSession): Promise<Product[]> {
	const products: Product[] = [];
	for await (const page of session.products())
		for (const product of page) if (product.type === 'Product') products.push(product);
	return products;
}

/** Reads what the checks want of the shop; what it does not answer costs the check that needs it. */
export async function readShop(
	context: IExecuteFunctions,
	item: number,
	period: HealthInput['period'],
	isWanted: (check: CheckId) => boolean,
): Promise<ReadShop> {
	const store = String(context.getNodeParameter('store', item));
	const face = STORE_FACES[store];
	if (face === undefined) throw new NodeOperationError(context.getNode(), `There is no store "${store}".`);
	const unpaidOrders =
		context.getNodeParameter('options.unpaidOrders', item, 'invoice') === 'wait' ? 'wait' : 'invoice';
	const grace = Number(context.getNodeParameter('options.graceMinutes', item, 30)) * MINUTE;
	const to = new Date(Date.parse(period.to) - grace).toISOString();
	const wantsProducts =
		isWanted('productCodes') && context.getNodeParameter('compareProducts', item, false) === true;
	const { type } = chosenCredential(face, context.getNode().parameters.authentication);
	const name = context.getNode().credentials?.[type]?.name ?? type;
	const attempts = new Attempts();
	const session = await attempts.to(
		['missing', 'productCodes', 'setup'],
		async () => await openStore(context, face, { ...DEFAULT_STORE_POLICY, unpaidOrders }),
	);
	const shop = session && (await attempts.to(['setup'], async () => await session.shop()));
	const documents =
		session && isWanted('missing')
			? await attempts.to(['missing'], async () => await documentsOf(session, period.from, to))
			: undefined;
	const products =
		session && wantsProducts
			? await attempts.to(['productCodes'], async () => await productsOf(session))
			: undefined;
	const { failures, refused } = attempts;
	return {
		...(documents === undefined ? {} : { documents }),
		...(products === undefined ? {} : { products }),
		setup: shop?.findings ?? [],
		credential: {
			name,
			of: shop?.storeId ?? face.words.platform,
			...(refused === undefined ? {} : { refused }),
		},
		failures,
	};
}
