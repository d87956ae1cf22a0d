/** Somebody else in the bench's QuickBooks: a second connector, the bank feed, a person, with the plain API. */
import type { ContractBooks } from '../../support/ledgerContract/books';
import { OTHERS, type Others } from '../../support/ledgerContract/others';
import type { Bench } from './bench';

const pause = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, 1_100));

interface Named {
	readonly Id: string;
	readonly Name: string;
}

export async function othersIn({ lab }: Bench): Promise<Others> {
	const { tenant } = lab.keys.ledger;
	const { accessToken } = lab.issueToken();
	const call = async (
		method: string,
		path: string,
		body?: unknown,
		query: Readonly<Record<string, string>> = {},
	): Promise<unknown> => {
		// the company's limit of ten calls a second is for all who call: whoever goes beyond it is shut out for a minute
		await pause();
		const response = await fetch(`${lab.urls.ledger}${path}?${new URLSearchParams(query).toString()}`, {
			method,
			headers: {
				Authorization: `Bearer ${accessToken}`,
				Accept: 'application/json',
				'Content-Type': 'application/json',
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const answer: unknown = await response.json();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
		await pause();
		return answer;
	};
	const list = async (entity: string): Promise<readonly Named[]> => {
		const query = { query: `select * from ${entity} maxresults 1000`, minorversion: '75' };
		const answer = await call('GET', `/v3/company/${tenant}/query`, undefined, query);
		const { QueryResponse } = answer as { QueryResponse: Record<string, readonly Named[]> };
		return QueryResponse[entity] ?? [];
	};
	const [accounts, codes] = [await list('Account'), await list('TaxCode')];
	const named = (all: readonly Named[], wanted: RegExp): Named => {
		const found = all.find(({ Name }) => wanted.test(Name));
		if (found === undefined)
			throw new Error(`none of ${all.map(({ Name }) => Name).join(', ')} is ${String(wanted)}`);
		return found;
	};
	const books = {
		keys: lab.keys.ledger,
		call,
		account: (name: string) => ({ id: named(accounts, new RegExp(`^${name}$`)).Id, name }),
		untaxedCode: named(codes, /^0\.0% Z|exempt|no vat/i).Id,
	};
	const open = OTHERS['quickbooks'];
	if (open === undefined) throw new Error('nobody else can enter anything');
	return open(books as unknown as ContractBooks);
}
