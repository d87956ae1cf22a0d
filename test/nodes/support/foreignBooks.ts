/** The ledger of a bench as somebody else sees it: another connector, the bank feed, a person in the ledger's own screens. */
import { LEDGER_CONNECTORS } from '../../../connectors/registry.generated';
import { systemClock } from '../../../nodes/shared/clock';
import { fetchHttp } from '../../support/fetchHttp';
import type { ContractBooks } from '../../support/ledgerContract/books';
import { OTHERS, type Others } from '../../support/ledgerContract/others';
import type { Bench } from './bench';

export interface Foreign {
	readonly others: Others;
	/** a request with the ledger's plain API */
	readonly call: ContractBooks['call'];
	readonly account: ContractBooks['account'];
	/** the company's id, as the sync log has it */
	readonly tenant: string;
}

export async function foreignBooks({ lab }: Bench, ledger: string): Promise<Foreign> {
	const connector = LEDGER_CONNECTORS.find(({ id }) => id === ledger);
	const open = OTHERS[ledger];
	if (connector === undefined || open === undefined) throw new Error(`nobody knows ${ledger}`);
	const { keys } = lab;
	const { tenant } = keys.ledger;
	const http = fetchHttp({
		Authorization: `Bearer ${lab.issueToken().accessToken}`,
		'xero-tenant-id': tenant,
		Accept: 'application/json',
		'Content-Type': 'application/json',
	});
	const nothing = {
		get: () => Promise.resolve(undefined),
		set: () => Promise.resolve(),
		clear: () => Promise.resolve(),
	};
	const target = { tenant, baseUrl: lab.urls.ledger };
	const options = { createMissing: true, customers: 'oneForShop' as const };
	const session = connector.open(http, target, options, nothing, systemClock);
	const accounts = new Map((await session.accounts()).map(({ id, name }) => [name, id]));
	const codes = await session.taxCodes();
	const untaxedCode =
		codes.find(({ active, sales, totalPercent }) => active && sales && totalPercent === '0')?.id ?? '';
	const account = (name: string) => ({ id: accounts.get(name) ?? '', name });
	const call: ContractBooks['call'] = async (method, path, body, query = {}, headers = {}) => {
		const request = {
			method,
			url: `${lab.urls.ledger}${path}`,
			query,
			headers,
			...(body === undefined ? {} : { body }),
		};
		let response = await http(request);
		for (; response.status === 429; response = await http(request))
			await new Promise((resolve) => setTimeout(resolve, 1_000));
		const text = JSON.stringify(response.body);
		if (response.status >= 300 || text.includes('"Fault"'))
			throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 1_000)}`);
		return response.body;
	};
	const books = { keys: keys.ledger, session, account, untaxedCode, call };
	return { others: open(books as unknown as ContractBooks), call, account, tenant };
}
