/** Compares the products of the items with the ledger, and does what the operation says. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Customer, Product } from '../../core/documents';
import { parseDocument } from '../../core/documents/parse';
import { finding, type Finding } from '../../core/findings/finding';
import type { ItemChange, LedgerItem, LedgerSession, NewItem } from '../../core/ledger/connector';
import type { Outcome } from '../../core/outcome';
import {
	countsOf,
	isSuspicious,
	matchCustomers,
	matchProducts,
	rowsOf,
	slackText,
	type ProductMatch,
	type ProductReport,
} from '../../core/products';
import { asNodeError } from '../shared/errors';
import { openLedger } from '../shared/ledgers';
import { asItem, reviewHeld } from '../shared/outputs';

interface Input {
	readonly products: readonly Product[];
	readonly customers: readonly Customer[];
	/** the item of each document */
	readonly itemOf: ReadonlyMap<Product | Customer, number>;
	readonly review: readonly INodeExecutionData[];
}

function readInput(context: IExecuteFunctions): Input {
	const products: Product[] = [];
	const customers: Customer[] = [];
	const itemOf = new Map<Product | Customer, number>();
	const review: INodeExecutionData[] = [];
	context.getInputData().forEach(({ json }, item) => {
		const parsed = parseDocument(json);
		if (parsed.ok && parsed.value.type === 'Product') products.push(parsed.value);
		else if (parsed.ok && parsed.value.type === 'Customer') customers.push(parsed.value);
		else {
			const problem = 'it is neither a product nor a customer';
			const findings = parsed.ok
				? [finding('DOCUMENT_MALFORMED', { path: 'type', evidence: { problem } })]
				: parsed.findings;
			review.push(reviewHeld(json, 'products', findings, item));
			return;
		}
		const document = parsed.value;
		itemOf.set(document, item);
	});
	return { products, customers, itemOf, review };
}

const first = (findings: readonly Finding[]) => ({
	reason: findings[0]?.message ?? '',
	fix: findings[0]?.fix ?? '',
});

/** A product with what was found of it. */
function matchItem(match: ProductMatch, row: object, item: number, more: object = {}): INodeExecutionData {
	const { product, findings } = match;
	const reasons = findings.length === 0 ? {} : { ...first(findings), findings };
	return asItem({ type: 'ProductMatch', id: product.id, ...row, ...more, ...reasons, product }, item);
}

/** The results of writing: the item, or the reasons why not. */
type Written = ReadonlyMap<ProductMatch, Outcome<LedgerItem>>;

const unsupported = (name: string): Error => new Error(`${name} lets nobody do that from outside.`);

async function createMissing(
	context: IExecuteFunctions,
	session: LedgerSession,
	report: ProductReport,
	name: string,
): Promise<Written> {
	if (session.createItems === undefined) throw unsupported(name);
	const { currency } = await session.company();
	const accountId = String(context.getNodeParameter('incomeAccount', 0, ''));
	const withPrice = context.getNodeParameter('withPrice', 0, false) === true;
	const missing = report.matches.filter((match) => match.findings.length > 0 && !isSuspicious(match));
	const outcomes = await session.createItems(
		missing.map(({ product: { code, name: productName, price } }): NewItem => ({
			code,
			name: productName,
			...(accountId === '' ? {} : { accountId }),
			// a price in another currency is none here
			...(withPrice && price.currency === currency ? { price: price.amount } : {}),
		})),
	);
	return new Map(missing.map((match, index) => [match, outcomes[index] as Outcome<LedgerItem>]));
}

/** Each item once: with several shops the first product that has it decides. */
async function updateItems(
	context: IExecuteFunctions,
	session: LedgerSession,
	report: ProductReport,
	name: string,
): Promise<Written> {
	if (session.updateItems === undefined) throw unsupported(name);
	const what = new Set(context.getNodeParameter('update', 0, []) as string[]);
	const changes = new Map<string, { match: ProductMatch; change: ItemChange }>();
	for (const match of report.matches) {
		const { product, item, findings } = match;
		const has = (code: Finding['code']): boolean => findings.some((one) => one.code === code);
		// which of several products is meant nobody knows
		if (item === undefined || changes.has(item.id) || has('PRODUCT_CODE_DOUBLED')) continue;
		const code = what.has('code') && match.how === 'normalized' ? { code: product.code } : {};
		const renamed = what.has('name') && has('PRODUCT_NAME_DIFFERS') ? { name: product.name } : {};
		const change = { item, ...code, ...renamed };
		if (change.code !== undefined || change.name !== undefined) changes.set(item.id, { match, change });
	}
	const list = [...changes.values()];
	const outcomes = await session.updateItems(list.map(({ change }) => change));
	return new Map(list.map(({ match }, index) => [match, outcomes[index] as Outcome<LedgerItem>]));
}

function outputsOf(
	input: Input,
	report: ProductReport,
	written: Written,
	customers: CustomerItems,
): INodeExecutionData[][] {
	const [matched, unmatched, review]: INodeExecutionData[][] = [[], [], [...input.review]];
	const rows = rowsOf(report);
	report.matches.forEach((match, index) => {
		const row = rows[index] ?? {};
		const item = input.itemOf.get(match.product) ?? 0;
		const outcome = written.get(match);
		if (outcome?.ok === true) {
			const { id: itemId, code: itemCode = '', name: itemName } = outcome.value;
			const now = { itemId, itemCode, itemName, matched: 'exact', written: true };
			matched?.push(
				matchItem({ ...match, findings: [] }, row, item, { ...now, problem: '', why: '', fix: '' }),
			);
		} else if (outcome !== undefined)
			review?.push(matchItem({ ...match, findings: [...outcome.findings, ...match.findings] }, row, item));
		else if (match.findings.length === 0) matched?.push(matchItem(match, row, item));
		else if (isSuspicious(match)) review?.push(matchItem(match, row, item));
		else unmatched?.push(matchItem(match, row, item));
	});
	for (const one of report.findings)
		review?.push(
			asItem({ type: 'ProductMatch', id: '', ...first([one]), findings: [one], product: null }, 0),
		);
	return [
		[...(matched ?? []), ...customers.matched],
		[...(unmatched ?? []), ...customers.unmatched],
		[...(review ?? []), ...customers.review],
	];
}

interface CustomerItems {
	readonly matched: readonly INodeExecutionData[];
	readonly unmatched: readonly INodeExecutionData[];
	readonly review: readonly INodeExecutionData[];
}

/** Customers that a shop has twice, and against those of the ledger where that is asked for and can be. */
async function customerItems(
	context: IExecuteFunctions,
	{ customers, itemOf }: Input,
	session: LedgerSession,
	name: string,
): Promise<CustomerItems> {
	const compares = customers.length > 0 && context.getNodeParameter('customers', 0, 'ledger') !== 'doubles';
	const theirs = compares ? await session.customers?.() : undefined;
	const items = { matched: [], unmatched: [], review: [] } as Record<
		keyof CustomerItems,
		INodeExecutionData[]
	>;
	for (const { customer, ledgerCustomer, how, findings } of matchCustomers(customers, theirs ?? [], name)) {
		const json = {
			type: 'CustomerMatch',
			id: customer.id,
			...(theirs === undefined ? {} : { matched: how }),
			...(ledgerCustomer === undefined
				? {}
				: { ledgerCustomerId: ledgerCustomer.id, ledgerCustomerName: ledgerCustomer.name }),
			customer,
			...(findings.length === 0 ? {} : { ...first(findings), findings }),
		};
		const to =
			findings.length > 0 ? 'review' : theirs !== undefined && how === 'none' ? 'unmatched' : 'matched';
		items[to].push(asItem(json, itemOf.get(customer) ?? 0));
	}
	return items;
}

/**
 * @returns matched, unmatched, review
 * @throws NodeOperationError when the ledger does not answer
 */
export async function matchItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		const input = readInput(context);
		const ledger = String(context.getNodeParameter('ledger', 0));
		const { connector, session } = await openLedger(context, ledger);
		const name = connector.displayName;
		const betweenShops = context.getNodeParameter('betweenShops', 0, true) !== false;
		const report = matchProducts(input.products, await session.items(), { ledger: name, betweenShops });
		const operation = context.getNodeParameter('operation', 0, 'match');
		if (operation === 'report') {
			const rows = rowsOf(report).filter(({ problem }) => problem !== '');
			const json = {
				type: 'ProductReport',
				...countsOf(report),
				rows,
				slack: { text: slackText(report, name) },
			};
			return [[asItem(json, 0)], [], [...input.review]];
		}
		const written =
			operation === 'create'
				? await createMissing(context, session, report, name)
				: operation === 'update'
					? await updateItems(context, session, report, name)
					: new Map<ProductMatch, Outcome<LedgerItem>>();
		return outputsOf(input, report, written, await customerItems(context, input, session, name));
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const items = context.getInputData();
		return [[], [], items.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }))];
	}
}
