import { open, type Json } from './support/books';

const HOUR = 3_600_000;

test('what changed since a moment, of several entities; deleted objects are named', () => {
	let now = Date.UTC(2026, 10, 1);
	const books = open({}, { now: () => now });
	const { customer } = books.shop();
	now += HOUR;
	books.post('customer', { DisplayName: 'New' });
	const leg = (PostingType: string, name: string): object => ({
		Amount: 1,
		DetailType: 'JournalEntryLineDetail',
		JournalEntryLineDetail: { PostingType, AccountRef: { value: books.id('Account', name) } },
	});
	const entry = books.post('journalentry', { Line: [leg('Debit', 'PayPal'), leg('Credit', 'Sales')] });
	books.post('journalentry?operation=delete', { Id: entry['Id'], SyncToken: '0' });

	const feed = (since: string, entities: string): Json[] => {
		const answer = books.call('GET', `cdc?entities=${entities}&changedSince=${encodeURIComponent(since)}`);
		const [response] = answer.body['CDCResponse'] as unknown as { QueryResponse: Json[] }[];
		return response?.QueryResponse ?? [];
	};
	const since = new Date(now - HOUR / 2).toISOString();
	expect(feed(since, 'Customer,JournalEntry,Invoice')).toMatchObject([
		{ Customer: [{ DisplayName: 'New' }], startPosition: 1, maxResults: 1 },
		{ JournalEntry: [{ Id: entry['Id'], status: 'Deleted', domain: 'QBO' }] },
		{},
	]);
	now += HOUR;
	books.post('customer', { Id: customer, SyncToken: '0', sparse: true, Notes: 'x' });
	expect(feed(new Date(now).toISOString(), 'customer')).toMatchObject([{ Customer: [{ Notes: 'x' }] }]);
});

test('1000 objects over all entities together', () => {
	const books = open();
	for (let index = 0; index < 990; index++) books.post('customer', { DisplayName: `C${index}` });
	const answer = books.call('GET', 'cdc?entities=Customer,Account&changedSince=2026-11-20');
	const [response] = answer.body['CDCResponse'] as unknown as { QueryResponse: Json[] }[];
	expect(response?.QueryResponse.map((one) => one['maxResults'])).toEqual([990, 10]);
});

test.each([
	['changedSince=2026-11-20', '2020'],
	['entities=Customer', '2020'],
	['entities=Customer&changedSince=soon', '2060'],
	['entities=Unicorn&changedSince=2026-11-20', '4001'],
	['entities=Customer&changedSince=2026-10-01', '6000'],
])('%s is refused', (query, code) => {
	expect(open().refusal('GET', `cdc?${query}`).code).toBe(code);
});
