/** The small parts: tokens, pauses, differences in words. */
import type { DocumentSnapshot } from '../../../core/posting/snapshot';
import { changesBetween, changesText } from '../../../core/posting/changes';
import { membersOfRequest, requestIdOf, type TokenMember } from '../../../core/posting/requestId';
import { DEFAULT_RETRY, pauseAfter } from '../../../core/posting/retry';
import { parseSnapshot } from '../../../core/posting/snapshot';
import { TransportError } from '../../../core/transport/http';
import { VirtualTime } from '../../support/virtualTime';

describe('a token', () => {
	const member = (key: string, more: Partial<TokenMember> = {}): TokenMember => ({
		postingKey: key,
		fingerprint: 'f',
		attempts: 0,
		...more,
	});
	const token = requestIdOf('T', [member('a'), member('b')]);

	it('is the same for the same members in any order, and says how many they are', () => {
		expect(requestIdOf('T', [member('b'), member('a')])).toBe(token);
		expect(token).toMatch(/^[0-9a-f]{34}-2$/);
		expect(membersOfRequest(token)).toBe(2);
		expect(
			membersOfRequest(
				requestIdOf(
					'T',
					Array.from({ length: 30 }, (_, index) => member(String(index))),
				),
			),
		).toBe(30);
		expect(membersOfRequest('somebody elses')).toBeUndefined();
	});

	it('is another for another company, member, content or attempt', () => {
		const tokens = [
			token,
			requestIdOf('U', [member('a'), member('b')]),
			requestIdOf('T', [member('a'), member('c')]),
			requestIdOf('T', [member('a'), member('b', { fingerprint: 'g' })]),
			requestIdOf('T', [member('a'), member('b', { attempts: 1 })]),
			requestIdOf('T', [member('a')]),
		];
		expect(new Set(tokens).size).toBe(tokens.length);
		for (const each of tokens) expect(each.length).toBe(36);
	});
});

describe('a pause', () => {
	const patience = (random: number) => ({
		clock: new VirtualTime('2026-01-01'),
		policy: DEFAULT_RETRY,
		random: () => random,
	});
	const failure = (retryAfterMs?: number) => new TransportError('unsent', 'x', retryAfterMs);

	it('grows, with jitter, up to a limit', () => {
		expect([1, 2, 3, 9].map((attempt) => pauseAfter(patience(1), failure(), attempt))).toEqual([
			1_000, 2_000, 4_000, 30_000,
		]);
		expect([1, 2, 3, 9].map((attempt) => pauseAfter(patience(0), failure(), attempt))).toEqual([
			500, 1_000, 2_000, 15_000,
		]);
	});

	it('is never shorter than what the ledger asks for', () => {
		expect(pauseAfter(patience(0), failure(90_000), 1)).toBe(90_000);
		expect(pauseAfter(patience(0), new TransportError('rateLimited', 'x', 5_000), 1)).toBe(5_000);
		expect(pauseAfter(patience(0), new TransportError('rateLimited', 'x'), 1)).toBe(60_000);
	});
});

describe('differences', () => {
	const gbp = (amount: string) => ({ amount, currency: 'GBP' });
	const line = (
		description: string,
		amount: string,
		more: Partial<DocumentSnapshot['lines'][number]> = {},
	) => ({
		role: 'sales' as const,
		account: { id: '1', name: 'Sales' },
		side: 'credit' as const,
		amount: gbp(amount),
		description,
		taxes: [],
		...more,
	});
	const vat = { name: 'VAT', rate: '0.2', ledgerRateId: '7', amount: gbp('2.00'), taxable: gbp('10.00') };
	const sale: DocumentSnapshot = {
		type: 'SalesReceipt',
		date: '2026-03-01',
		currency: 'GBP',
		lines: [line('Mug', '5.00'), line('Mug', '5.00'), line('Hat', '7.00', { quantity: '2' })],
		taxes: [vat],
		total: gbp('19.00'),
		totalTax: gbp('2.00'),
		moneyAccount: { id: '9', name: 'Card clearing' },
	};

	it('are none between the same, in any order and under other names', () => {
		expect(changesBetween(sale, { ...sale, lines: sale.lines.toReversed() })).toEqual([]);
		const renamed = sale.lines.map((each) => ({
			...each,
			description: 'x',
			account: { id: '1', name: 'Renamed' },
		}));
		expect(changesBetween(sale, { ...sale, lines: renamed })).toEqual([]);
	});

	it('say for each field what was and what is', () => {
		const changed: DocumentSnapshot = {
			...sale,
			type: 'Invoice',
			date: '2026-03-02',
			dueOn: '2026-04-01',
			lines: [
				line('Mug', '5.00'),
				line('Hat', '7.00', { quantity: '3', account: { id: '2', name: 'Hats' } }),
				line('Cap', '1.00', { taxCode: { ledger: 'l', id: '3', name: '20% VAT', rates: [] }, taxes: [vat] }),
			],
			taxes: [{ ...vat, amount: gbp('2.01') }],
			total: gbp('20.00'),
			totalTax: gbp('2.01'),
			moneyAccount: { id: '8', name: 'Card clearing' },
			appliesTo: 'key',
		};
		expect(changesBetween(sale, changed)).toEqual([
			'document: SalesReceipt -> Invoice',
			'date: 2026-03-01 -> 2026-03-02',
			'due: none -> 2026-04-01',
			'total: 19.00 GBP -> 20.00 GBP',
			'tax: 2.00 GBP -> 2.01 GBP',
			'money account: Card clearing (9) -> Card clearing (8)',
			'applies to: none -> key',
			'line "Mug": credit 5.00 GBP to Sales -> none',
			'line "Hat": credit 7.00 GBP to Sales, quantity 2 -> credit 7.00 GBP to Hats, quantity 3',
			'line "Cap": none -> credit 1.00 GBP to Sales, tax code 20% VAT, VAT 2.00 GBP',
			'tax "VAT": 2.00 GBP on 10.00 GBP at 0.2 -> 2.01 GBP on 10.00 GBP at 0.2',
		]);
	});

	it('survive the sync log, and are honest about what cannot be read', () => {
		expect(changesBetween(parseSnapshot(JSON.parse(JSON.stringify(sale))), sale)).toEqual([]);
		for (const other of [null, 7, {}, { ...sale, lines: 1 }]) {
			expect(changesBetween(parseSnapshot(other), sale)).toEqual(['what was posted can no longer be read']);
		}
	});

	it('are listed up to a number, the rest is counted', () => {
		expect(changesText(['a', 'b'])).toBe('a; b');
		expect(changesText(Array.from({ length: 12 }, (_, index) => String(index)))).toBe(
			'0; 1; 2; 3; 4; 5; 6; 7; and 4 more',
		);
	});
});
