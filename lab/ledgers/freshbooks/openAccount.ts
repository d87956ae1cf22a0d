/** An account as it begins: its chart, expense categories, and the taxes of its country. */
import { createHash } from 'node:crypto';
import { Account } from './books/account';
import { DEFAULT_CHART, type ChartRow } from './chart/chart';
import type { AccountOptions } from './options';

/** A UUID that is always the same for the same text. */
export function uuidOf(text: string): string {
	const hex = createHash('sha256').update(text).digest('hex');
	const parts = [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`4${hex.slice(13, 16)}`,
		`8${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	];
	return parts.join('-');
}

/** What a bookkeeper would set up; percents. */
const TAXES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
	GB: [
		['VAT', '20'],
		['VAT 5%', '5'],
		// as it was until January 2011
		['VAT 17.5%', '17.5'],
	],
	IE: [
		['VAT', '23'],
		['VAT 13.5%', '13.5'],
	],
	CA: [
		['HST', '13'],
		['GST', '5'],
	],
	AU: [['GST', '10']],
	NZ: [['GST', '15']],
};

function seedChart(account: Account, chart: readonly ChartRow[]): void {
	const { accountId } = account.identity;
	const at = account.now();
	let number = 0;
	for (const { name, type, subType, accounts } of chart) {
		number += 100;
		const parent = uuidOf(`${accountId}/parent/${name}`);
		const common = { type, subType, description: '', state: 'active', created: at, updated: at } as const;
		const oldId = Number(account.newId());
		account.accounts.put({ id: parent, oldId, number: String(900 + number), name, isAuto: true, ...common });
		accounts.forEach((one, index) => {
			const row = typeof one === 'string' ? { name: one } : one;
			account.accounts.put({
				...common,
				...row,
				id: uuidOf(`${accountId}/${row.name}`),
				oldId: Number(account.newId()),
				number: `${900 + number}-${index + 1}`,
				parent,
				isAuto: typeof one !== 'string',
			});
		});
	}
}

/** Each expense account is a category. */
function seedCategories(account: Account): void {
	const at = account.now();
	for (const { id, name, type, subType, parent } of account.accounts.all()) {
		if (type !== 'expense' || parent === undefined) continue;
		const isCogs = subType === 'Cost of Goods Sold';
		const row = { id: account.newId(), category: name, account: id, isCogs, vis: 0, plain: {} } as const;
		account.categories.put({ ...row, created: at, updated: at });
	}
}

/** @param now the lab's clock, epoch milliseconds */
export function openAccount(options: AccountOptions, now: () => number): Account {
	const { accountId, name, country, currency, timeZone = 'UTC', chart = DEFAULT_CHART, ...rest } = options;
	const { businessId, businessUuid = uuidOf(`business/${accountId}`), ...behaviour } = rest;
	const derived = 1_000_000 + (parseInt(uuidOf(accountId).slice(0, 6), 16) % 9_000_000);
	const identity = {
		accountId,
		businessId: businessId ?? derived,
		businessUuid,
		name,
		country,
		currency,
		timeZone,
	};
	const account = new Account(identity, behaviour, now);
	seedChart(account, chart);
	seedCategories(account);
	for (const [tax, percent] of TAXES[country] ?? []) {
		const row = {
			id: account.newId(),
			name: tax,
			percent,
			vis: 0,
			plain: { number: null, compound: false },
		} as const;
		account.taxes.put({ ...row, created: now(), updated: now() });
	}
	account.undo.forget();
	return account;
}
