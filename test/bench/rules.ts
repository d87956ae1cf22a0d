/** Orders a second through tax, journal and mapping with many rules, as a shop has them that books by product, country and code. */
import { quickbooks } from '../../connectors/ledgers/quickbooks';
import type * as ToDocuments from '../../connectors/stores/shopify/toDocuments';
import type { AccountMapping, AccountRule, DimensionRule } from '../../core/accounts/mapping';
import type { AccountRole } from '../../core/accounts/roles';
import type { SalesDocument } from '../../core/documents';
import type { JournalEntry } from '../../core/journal/entry';
import type * as Explain from '../../core/explain/explainEntry';
import type * as Journalize from '../../core/journal/journalize';
import type * as MapAccounts from '../../core/accounts/mapAccounts';
import type * as Rows from '../../core/mapping/rows';
import type * as Names from '../../core/mapping/resolveNames';
import { openSyncLog } from '../../synclog';
import { gatewaysOf, openCompany, resolvers, valueOf } from './books';
import { measuredLedger } from './companies';
import { chooseAccounts } from '../../lab/demo/choices';
import { QuickClock } from './clock';
import { differentOrders, type ShopOrders } from './orders';
import type { Section } from './report';
import { shipped } from './shipped';
import { RUNS, secondsOf, type Took } from './timing';

const RULES = 500;
const ORDERS = 10_000;
const AIM = 10_000;

const COUNTRIES = ['GB', 'DE', 'FR', 'ES', 'NL', 'US', 'AU', 'CA', 'IE', 'AT', 'BE', 'IT', 'SE', 'PL', 'DK'];
const CHANNELS = ['web', 'pos', 'marketplace', 'wholesale'];

/** Rules of all kinds: exact values, lists and patterns, one to three conditions; none of them tie. */
function manyRules(account: { readonly id: string; readonly name: string }, count: number) {
	const pick = <T>(list: readonly T[], index: number): T => {
		const found = list[index % list.length];
		if (found === undefined) throw new Error('an empty list');
		return found;
	};
	const roles: readonly AccountRole[] = ['sales', 'salesReturns', 'discounts', 'shippingIncome'];
	const whenOf = (index: number): AccountRule['when'] => {
		const country = pick(COUNTRIES, index);
		switch (index % 5) {
			case 0:
				return { sku: `SKU-${index}-*` };
			case 1:
				return { sku: `${10_000 + index}`, country };
			case 2:
				return { discountCode: `CODE${index}*`, country, channel: pick(CHANNELS, index) };
			case 3:
				return { country: [country, `X${index}`], category: `Category ${index}` };
			default:
				return { customerGroup: `*group ${index}*`, channel: pick(CHANNELS, index), country };
		}
	};
	const rules = Array.from({ length: count - 50 }, (_, index): AccountRule => ({
		role: pick(roles, index),
		when: whenOf(index),
		account,
	}));
	const dimensions = Array.from({ length: 50 }, (_, index): DimensionRule => ({
		when: index === 0 ? {} : { sku: `${20_000 + index}*` },
		dimensions: { class: String(index) },
	}));
	return { rules, dimensions };
}

/** Tax, journal, mapping and explaining of so many different orders with so many rules. */
export async function benchRules(shop: ShopOrders): Promise<Section> {
	const { toDocuments } = shipped<typeof ToDocuments>('connectors/stores/shopify/toDocuments');
	const { accountMapper } = shipped<typeof MapAccounts>('core/accounts/mapAccounts');
	const { journalize } = shipped<typeof Journalize>('core/journal/journalize');
	const { explainEntry } = shipped<typeof Explain>('core/explain/explainEntry');
	const payloads = differentOrders(shop, ORDERS);
	const documents = payloads.flatMap((payload) => toDocuments(payload, shop.context).documents);
	const clock = new QuickClock('2026-11-23T12:00:00Z');
	const company = await openCompany(measuredLedger('quickbooks'), shop.dayBook, clock);
	const syncLog = openSyncLog({ file: ':memory:', now: () => clock.now() });
	const session = company.session(syncLog);
	const resolverOf = await resolvers(
		'quickbooks',
		session,
		documents.map(({ bookedOn }) => bookedOn),
	);
	const chart = await session.accounts();
	await syncLog.close();
	await company.close();

	const nameOf = new Map(chart.map(({ id, name }) => [id, name]));
	const base = chooseAccounts(chart, gatewaysOf(documents)).map(({ role, account, when }): AccountRule => ({
		role: role as AccountRole,
		when,
		account: { id: account, name: nameOf.get(account) ?? account },
	}));
	const [first] = base;
	if (first === undefined) throw new Error('no accounts');
	const { rules, dimensions } = manyRules(first.account, RULES);
	const mapping: AccountMapping = { accounts: {}, rules: [...base, ...rules], dimensions };
	const map = accountMapper(mapping, quickbooks.capabilities);

	const resolve = (document: SalesDocument): SalesDocument =>
		valueOf(resolverOf(document.bookedOn)(document));
	const enter = (document: SalesDocument): JournalEntry | undefined => valueOf(journalize(document));
	const resolved = documents.map(resolve);
	const entries = resolved.flatMap((document) => {
		const entry = enter(document);
		return entry === undefined ? [] : [{ document, entry }];
	});
	const mapped = entries.map(({ document, entry }) => ({ document, entry: valueOf(map(entry)) }));
	const lines = entries.reduce((sum, { entry }) => sum + entry.lines.length, 0);

	const figure = (name: string, { wall, cpu }: Took, aim = false) => ({
		name,
		value: ORDERS / wall,
		unit: 'orders/s',
		note: `${((cpu / ORDERS) * 1e6).toFixed(0)} µs of CPU an order: ${Math.round(ORDERS / cpu)} orders a second of CPU`,
		...(aim ? { aim: { at: 'least' as const, value: AIM } } : {}),
	});
	const { parseRuleRows } = shipped<typeof Rows>('core/mapping/rows');
	const { ledgerNames } = shipped<typeof Names>('core/mapping/resolveNames');
	const rows = rules.map(({ role, when, account }) => {
		const cells = Object.entries(when).map(([fact, value]) => [fact, [value].flat().join(',')]);
		return { role, account: account.id, ...Object.fromEntries(cells) };
	});
	const prepared = secondsOf(() => {
		const read = valueOf(parseRuleRows(rows, ledgerNames(chart, [])));
		accountMapper(read, quickbooks.capabilities);
	});
	return {
		name: `Core: mapping with ${RULES} rules`,
		input: `${shop.name}: ${ORDERS} different orders, ${(lines / ORDERS).toFixed(1)} journal lines an order; median of ${RUNS}`,
		figures: [
			figure(
				'mapping alone',
				secondsOf(() => entries.forEach(({ entry }) => map(entry))),
				true,
			),
			figure(
				'tax, journal and mapping',
				secondsOf(() => {
					for (const document of documents) {
						const entry = enter(resolve(document));
						if (entry !== undefined) map(entry);
					}
				}),
				true,
			),
			figure(
				'besides: explaining',
				secondsOf(() => mapped.forEach(({ document, entry }) => explainEntry(document, entry))),
			),
			{
				name: `reading and indexing ${rows.length} rows`,
				value: prepared.wall * 1000,
				unit: 'ms',
				note: 'once a run',
			},
		],
	};
}
