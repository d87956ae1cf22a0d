/**
 * Suggesting accounts from the charts of the labs, and adding the missing ones, over real HTTP: idempotent, with the types a
 * bookkeeper would choose, and never over an account that is there.
 */
import { freshbooks } from '../../../connectors/ledgers/freshbooks';
import { quickbooks } from '../../../connectors/ledgers/quickbooks';
import { xero } from '../../../connectors/ledgers/xero';
import type { AccountRole } from '../../../core/accounts/roles';
import { newAccountFor, suggestMapping } from '../../../core/accounts/suggest';
import type { LedgerAccount, LedgerSession, NewAccount } from '../../../core/ledger/connector';
import type { Outcome } from '../../../core/outcome';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http } from '../../../core/transport/http';
import { serve, type Served } from '../../../lab/kit/server';
import { freshBooksLab } from '../../../lab/ledgers/freshbooks';
import { freshBooksKind } from '../../../lab/ledgers/freshbooks/kind';
import { quickBooksLab } from '../../../lab/ledgers/quickbooks';
import { xeroLab } from '../../../lab/ledgers/xero';
import { memoryCache } from '../../support/connectorBooks';
import { fetchHttp } from '../../support/fetchHttp';
import { codesOf, valueOf } from '../../support/outcome';

const TOKEN = 'lab-token';
const REALM = '1001';
const TENANT = '10000001-0000-4000-8000-000000000000';
const ACCOUNT = '6BApk2';
const SCOPE =
	'accounting.invoices accounting.payments accounting.manualjournals accounting.contacts accounting.settings';

/** Waiting costs no time. */
const clock: Clock = { now: () => Date.now(), sleep: async () => undefined };

interface Opened {
	readonly served: Served;
	/** @param wrap what stands between the connector and the network */
	session(wrap?: (http: Http) => Http): LedgerSession;
}

async function openQuickBooks(): Promise<Opened> {
	const lab = quickBooksLab({
		companies: [{ realmId: REALM, name: 'Leaf and Pot Ltd', country: 'GB', currency: 'GBP' }],
		isTokenValid: (token) => token === TOKEN,
		limits: 'off',
	});
	const served = await serve(lab);
	const http = fetchHttp({ Authorization: `Bearer ${TOKEN}` });
	const options = { createMissing: true, customers: 'oneForShop' } as const;
	return {
		served,
		session: (wrap = (plain) => plain) =>
			quickbooks.open(wrap(http), { tenant: REALM, baseUrl: served.url }, options, memoryCache(), clock),
	};
}

async function openXero(): Promise<Opened> {
	const lab = xeroLab({
		organisations: [{ tenantId: TENANT, name: 'Leaf and Pot Ltd', country: 'GB', currency: 'GBP' }],
		grantOf: (token) => (token === TOKEN ? { scope: SCOPE } : undefined),
		limits: 'off',
	});
	const served = await serve(lab);
	const http = fetchHttp({ Authorization: `Bearer ${TOKEN}` });
	const options = { createMissing: true, customers: 'oneForShop' } as const;
	return {
		served,
		session: (wrap = (plain) => plain) =>
			xero.open(wrap(http), { tenant: TENANT, baseUrl: served.url }, options, memoryCache(), clock),
	};
}

async function openFreshBooks(): Promise<Opened> {
	const lab = freshBooksLab({
		accounts: [
			{
				accountId: ACCOUNT,
				name: 'Leaf and Pot Ltd',
				country: 'GB',
				currency: 'GBP',
				timeZone: 'Europe/London',
			},
		],
		grantOf: (token) =>
			token === TOKEN ? { scope: freshBooksKind.oauth.bookkeepingScope ?? '' } : undefined,
	});
	const served = await serve(lab);
	const http = fetchHttp({ Authorization: `Bearer ${TOKEN}` });
	const options = { createMissing: true, customers: 'oneForShop' } as const;
	return {
		served,
		session: (wrap = (plain) => plain) =>
			freshbooks.open(wrap(http), { tenant: ACCOUNT, baseUrl: served.url }, options, memoryCache(), clock),
	};
}

/** What the labs' charts call the accounts of each role. */
const EXPECTED: Readonly<Partial<Record<AccountRole, string>>> = {
	sales: 'Sales',
	discounts: 'Discounts given',
	salesReturns: 'Sales returns',
	shippingIncome: 'Shipping income',
	shippingRefunds: 'Shipping refunded',
	refundAdjustments: 'Refund adjustments',
	giftCardLiability: 'Gift card liability',
	storeCredit: 'Store credit liability',
	tips: 'Tips payable',
	duties: 'Duties payable',
	importTax: 'Import tax payable',
	marketplaceTax: 'Marketplace-collected tax',
	refundsPayable: 'Refunds payable',
	rounding: 'Rounding differences',
};

const wantedOf = (role: AccountRole, gateway?: string): NewAccount => {
	const wanted = newAccountFor(gateway === undefined ? { role } : { role, gateway });
	if (wanted === undefined) throw new Error(`nobody creates an account for ${role}`);
	return wanted;
};

async function create(session: LedgerSession, wanted: NewAccount): Promise<Outcome<LedgerAccount>> {
	if (session.createAccount === undefined) throw new Error('this ledger creates no accounts');
	return await session.createAccount(wanted);
}

const withName = (accounts: readonly LedgerAccount[], name: string): LedgerAccount[] =>
	accounts.filter((account) => account.name === name);

describe.each<
	[
		string,
		() => Promise<Opened>,
		Readonly<Record<string, string>>,
		Readonly<Partial<Record<AccountRole, string>>>,
	]
>([
	[
		'QuickBooks',
		openQuickBooks,
		{
			'Klarna clearing': 'Other Current Asset',
			'Online sales': 'Income',
			'Deferred income of the shop': 'Other Current Liability',
			'Currency conversion fees': 'Expense',
		},
		{},
	],
	[
		'Xero',
		openXero,
		{
			'Klarna clearing': 'CURRENT',
			'Online sales': 'REVENUE',
			'Deferred income of the shop': 'CURRLIAB',
			'Currency conversion fees': 'EXPENSE',
		},
		{},
	],
	[
		'FreshBooks',
		openFreshBooks,
		{
			'Klarna clearing': 'Current Asset',
			// a category of other income, which every business has
			'Online sales': 'Other Income',
			'Deferred income of the shop': 'Current Liability',
			'Currency conversion fees': 'Operating Expense',
		},
		// it books tax where the mapping says, and has an account of its own for what it owes to clients
		{ storeCredit: 'Client Credit', taxPayable: 'Sales Tax Payable' },
	],
])('%s', (_name, open, types, own) => {
	let opened: Opened;
	beforeAll(async () => {
		opened = await open();
	});
	afterAll(async () => await opened.served.close());

	it("finds the accounts of a bookkeeper's chart", async () => {
		const session = opened.session();
		const gateways = ['shopify_payments', 'paypal', 'stripe', 'bacs'];
		const suggestions = suggestMapping(await session.accounts(), gateways, session.capabilities);
		const found = Object.fromEntries(
			suggestions.filter(({ role }) => role !== 'clearing').map(({ role, account }) => [role, account?.name]),
		);
		expect(found).toEqual({ ...EXPECTED, ...own });
		const clearing = suggestions.filter(({ role }) => role === 'clearing');
		expect(
			clearing.map(({ gateway, account, confidence }) => [
				gateway,
				account?.name.replace(/^PayPal.*/, 'PayPal'),
				confidence,
			]),
		).toEqual([
			['bacs', 'Bank transfer clearing', 'high'],
			['paypal', 'PayPal', 'high'],
			['shopify_payments', 'Shopify Payments clearing', 'high'],
			['stripe', 'Stripe clearing', 'high'],
		]);
	});

	it('adds an account once, however often it is asked, with the type of its role', async () => {
		const wishes = [
			wantedOf('clearing', 'klarna'),
			wantedOf('sales'),
			{ ...wantedOf('deferredRevenue'), name: 'Deferred income of the shop' },
			wantedOf('conversionFees'),
		];
		for (const wanted of wishes) {
			const first = valueOf(await create(opened.session(), wanted));
			const again = valueOf(await create(opened.session(), { ...wanted, name: wanted.name.toUpperCase() }));
			expect(again).toEqual(first);
			expect([first.name, first.kind, first.active]).toEqual([wanted.name, wanted.kind, true]);
			if (types[wanted.name] !== undefined)
				expect([wanted.name, first.type]).toEqual([wanted.name, types[wanted.name]]);
			expect(withName(await opened.session().accounts(), wanted.name)).toHaveLength(1);
		}
	});

	it('has the account in the chart of the same session, and it fits at once', async () => {
		const session = opened.session();
		const before = await session.accounts();
		const { id } = valueOf(await create(session, wantedOf('clearing', 'adyen')));
		const after = await session.accounts();
		expect(before.map((account) => account.id)).not.toContain(id);
		const [suggestion] = suggestMapping(after, ['adyen'], session.capabilities).filter(
			({ role }) => role === 'clearing',
		);
		expect(suggestion).toMatchObject({ account: { id }, confidence: 'high' });
		expect(after.find((account) => account.id === id)?.takesPayments).not.toBe(false);
	});

	it('gives what is there instead of a second one', async () => {
		const { id } = valueOf(
			await create(opened.session(), { ...wantedOf('giftCardLiability'), name: 'Gift card liability' }),
		);
		const accounts = await opened.session().accounts();
		expect(withName(accounts, 'Gift card liability').map((account) => account.id)).toEqual([id]);
	});

	it('never takes an account of another kind', async () => {
		const outcome = await create(opened.session(), { ...wantedOf('clearing', 'mollie'), name: 'Sales' });
		expect(codesOf(outcome)).toEqual(['ACCOUNT_NAME_TAKEN']);
		expect(outcome.findings[0]?.message).toMatch(
			/has an account "Sales" already, which cannot be used for clearing: its type is/,
		);
	});

	it('opens no bank accounts', async () => {
		const outcome = await create(opened.session(), {
			name: 'Main account',
			role: 'bank',
			kind: 'bank',
			takesPayments: false,
		});
		expect(codesOf(outcome)).toEqual(['ACCOUNT_NOT_CREATED']);
	});

	it('ends with one account when the answer is lost after the ledger has made it', async () => {
		let lost = 0;
		const losing =
			(http: Http): Http =>
			async (request) => {
				const response = await http(request);
				if (request.method !== 'GET' && lost === 0) {
					lost++;
					throw new TransportError('uncertain', 'the connection was lost');
				}
				return response;
			};
		const { name } = valueOf(await create(opened.session(losing), wantedOf('clearing', 'square')));
		expect(lost).toBe(1);
		expect(withName(await opened.session().accounts(), name)).toHaveLength(1);
	});
});
