/** A business for tests: its lists as FreshBooks answers them, and documents in a few words. */
import { freshbooks } from '../../../../../connectors/ledgers/freshbooks';
import { accountsOf } from '../../../../../connectors/ledgers/freshbooks/accounts';
import { companyOf } from '../../../../../connectors/ledgers/freshbooks/company';
import type { Facts } from '../../../../../connectors/ledgers/freshbooks/facts';
import type {
	JournalAccountRow,
	LedgerAccountRow,
} from '../../../../../connectors/ledgers/freshbooks/payload';
import { taxCodesOf } from '../../../../../connectors/ledgers/freshbooks/taxCodes';
import type { LedgerCache, LedgerSession } from '../../../../../core/ledger/connector';
import type { Clock } from '../../../../../core/transport/clock';
import type { Http, HttpRequest, HttpResponse } from '../../../../../core/transport/http';

export const TENANT = '6BApk';

const row = (
	uuid: string,
	name: string,
	type: string,
	subType: string,
	more: Partial<LedgerAccountRow> = {},
) => ({
	uuid,
	name,
	number: `10-${uuid}`,
	type,
	sub_type: subType,
	system_account_name: null,
	parent_account: 'parent',
	sub_accounts: [],
	state: 'active',
	...more,
});

export const ACCOUNT_ROWS: readonly LedgerAccountRow[] = [
	row('parent', 'Cash', 'asset', 'Cash & Bank', { parent_account: null, sub_accounts: ['cash'] }),
	row('cash', 'Petty Cash', 'asset', 'Cash & Bank', { system_account_name: 'Petty Cash' }),
	row('clearing', 'Shopify clearing', 'asset', 'Current Asset'),
	row('receivable', 'Accounts Receivable', 'asset', 'Accounts Receivable'),
	row('tax', 'Sales Tax Payable', 'liability', 'Current Liability'),
	row('vat', 'VAT owed', 'liability', 'Current Liability'),
	row('sales', 'Sales', 'income', 'Income', { system_account_name: 'Sales' }),
	row('discounts', 'Discounts given', 'income', 'Income'),
	row('fees', 'Bank Fees', 'expense', 'Operating Expense'),
	row('old', 'Old account', 'income', 'Income', { state: 'inactive' }),
];

export const OLDER_ROWS: readonly JournalAccountRow[] = [
	{
		accountid: 1,
		account_name: 'All',
		account_number: '1',
		account_type: 'asset',
		sub_accounts: ACCOUNT_ROWS.filter(({ parent_account: parent }) => parent !== null).map(
			({ name }, index) => ({
				sub_accountid: 635972 + index,
				id: 635972 + index,
				account_sub_name: name,
				account_sub_number: `1-${index}`,
			}),
		),
	},
];

export const TAX_ROWS = [
	{ id: '7840', name: 'VAT', amount: '20', compound: false, vis_state: 0 },
	{ id: '7841', name: 'Levy', amount: '2.5', compound: false, vis_state: 0 },
];

export const BUSINESS = {
	businessId: '439000',
	businessUuid: 'b0000000-0000-4000-8000-000000000001',
	name: 'Mug & Co',
	country: 'United Kingdom',
	staffId: '1',
};

export const FACTS: Facts = {
	company: companyOf(TENANT, BUSINESS, 'GBP', true),
	business: BUSINESS,
	accounts: accountsOf(ACCOUNT_ROWS, OLDER_ROWS),
	taxCodes: taxCodesOf(TAX_ROWS),
	categories: [{ id: '55', category: 'Bank Fees', vis_state: 0 }],
};

/** The business's lists by the end of their address; anything else is given by the test. */
const LISTS: readonly (readonly [RegExp, unknown])[] = [
	[
		/users\/me$/,
		{
			response: {
				business_memberships: [
					{
						business: {
							id: 439000,
							business_uuid: BUSINESS.businessUuid,
							account_id: TENANT,
							name: BUSINESS.name,
							address: { country: BUSINESS.country },
						},
					},
				],
				roles: [{ accountid: TENANT, userid: 1, role: 'admin' }],
			},
		},
	],
	[/systems\/439000$/, { response: { result: { system: { currency_code: 'GBP' } } } }],
	[/ledger_accounts\/accounts$/, { data: ACCOUNT_ROWS }],
	[
		/journal_entry_accounts$/,
		{ response: { result: { journal_entry_accounts: OLDER_ROWS, page: 1, pages: 1 } } },
	],
	[/taxes\/taxes$/, { response: { result: { taxes: TAX_ROWS, page: 1, pages: 1 } } }],
];

export class FakeBusiness {
	readonly requests: HttpRequest[] = [];
	/** an answer, or something thrown, instead of the usual */
	onRequest: (request: HttpRequest) => HttpResponse | Error | undefined = () => undefined;
	readonly slept: number[] = [];
	private readonly cached = new Map<string, unknown>();

	readonly cache: LedgerCache = {
		get: async (key) => await Promise.resolve(this.cached.get(key)),
		set: async (key, value) => await Promise.resolve(void this.cached.set(key, structuredClone(value))),
		clear: async () => await Promise.resolve(this.cached.clear()),
	};

	private readonly clock: Clock = {
		now: () => 0,
		sleep: async (ms) => await Promise.resolve(void this.slept.push(ms)),
	};

	private readonly http: Http = async (request) => {
		this.requests.push(request);
		const special = this.onRequest(request);
		if (special instanceof Error) throw special;
		if (special !== undefined) return await Promise.resolve(special);
		const body = LISTS.find(([path]) => path.test(request.url))?.[1];
		return await Promise.resolve(
			body === undefined ? { status: 404, headers: {}, body: {} } : { status: 200, headers: {}, body },
		);
	};

	open(createMissing = true): LedgerSession {
		const settings = { tenant: TENANT };
		return freshbooks.open(
			this.http,
			settings,
			{ createMissing, customers: 'oneForShop' },
			this.cache,
			this.clock,
		);
	}
}

export const ok = (body: unknown): HttpResponse => ({ status: 200, headers: {}, body });
