/** From a proposal to rules that book: only what a person has confirmed, for the company it was confirmed for. */
import {
	confirmedRules,
	confirmProposal,
	keepProposal,
	overruling,
	type ConfirmableRule,
} from '../../../../core/mapping';

const COMPANY = { ledger: 'quickbooks', tenant: '1' };
const AT = '2026-11-27T10:00:00.000Z';
const BY_ANN = { by: 'Ann', at: AT, unlikelyToo: false };

/** The part of the sync log that keeps it; values go through JSON, as they do there. */
function log() {
	const states = new Map<string, string>();
	return {
		getState: async (scope: string, key: string): Promise<unknown> => {
			const text = states.get(`${scope} ${key}`);
			return await Promise.resolve(text === undefined ? undefined : JSON.parse(text));
		},
		setState: async (scope: string, key: string, value: unknown): Promise<void> => {
			states.set(`${scope} ${key}`, JSON.stringify(value));
			await Promise.resolve();
		},
	};
}

const rule = (role: string, account: string, when: Record<string, string> = {}) => ({
	role,
	when,
	account: { id: account, name: account },
});
const sure = (each: ConfirmableRule) => ({ rule: each, confidence: 'high' as const });
const codesOf = (outcome: { readonly findings: readonly { code: string }[] }): string[] =>
	outcome.findings.map(({ code }) => code);

test('nothing counts before it was proposed and confirmed', async () => {
	const kept = log();
	expect(codesOf(await confirmedRules(kept, COMPANY, 'accounts'))).toEqual(['NOTHING_CONFIRMED']);
	expect(codesOf(await confirmProposal(kept, COMPANY, 'accounts', BY_ANN))).toEqual(['NOTHING_PROPOSED']);
	await keepProposal(kept, COMPANY, 'accounts', [sure(rule('sales', 'A'))], AT);
	expect(codesOf(await confirmedRules(kept, COMPANY, 'accounts'))).toEqual(['NOTHING_CONFIRMED']);
});

test('confirmed rules say when and by whom, for this company and this kind alone', async () => {
	const kept = log();
	await keepProposal(kept, COMPANY, 'accounts', [sure(rule('sales', 'A'))], AT);
	const confirmed = await confirmProposal(kept, COMPANY, 'accounts', BY_ANN);
	expect(confirmed).toMatchObject({ ok: true, value: { total: 1, left: [], proposedAt: AT } });
	expect(await confirmedRules(kept, COMPANY, 'accounts')).toMatchObject({
		value: [{ ...rule('sales', 'A'), name: 'sales, confirmed on 2026-11-27 by Ann' }],
	});
	for (const other of [
		{ ...COMPANY, tenant: '2' },
		{ ...COMPANY, ledger: 'xero' },
	])
		expect(codesOf(await confirmedRules(kept, other, 'accounts'))).toEqual(['NOTHING_CONFIRMED']);
	expect(codesOf(await confirmedRules(kept, COMPANY, 'taxRules'))).toEqual(['NOTHING_CONFIRMED']);
});

test('what is not likely is left for a choice, unless it is asked for', async () => {
	const kept = log();
	const unlikely = { rule: rule('tips', 'T'), confidence: 'low' as const };
	await keepProposal(kept, COMPANY, 'accounts', [sure(rule('sales', 'A')), unlikely], AT);
	expect(await confirmProposal(kept, COMPANY, 'accounts', BY_ANN)).toMatchObject({
		value: { confirmed: [{ role: 'sales' }], left: [{ role: 'tips' }], total: 1 },
	});
	const all = await confirmProposal(kept, COMPANY, 'accounts', { ...BY_ANN, unlikelyToo: true });
	expect(all).toMatchObject({ value: { left: [], total: 2 } });
});

test('confirmed again, the newer replaces the same, and the rest stays', async () => {
	const kept = log();
	const paypal = rule('clearing', 'P', { gateway: 'paypal' });
	await keepProposal(kept, COMPANY, 'accounts', [sure(rule('sales', 'A')), sure(paypal)], AT);
	await confirmProposal(kept, COMPANY, 'accounts', BY_ANN);
	await keepProposal(kept, COMPANY, 'accounts', [sure(rule('sales', 'B'))], AT);
	await confirmProposal(kept, COMPANY, 'accounts', { ...BY_ANN, by: '' });
	const rules = await confirmedRules(kept, COMPANY, 'accounts');
	expect(rules).toMatchObject({
		value: [
			{ role: 'sales', account: { id: 'B' }, name: 'sales, confirmed on 2026-11-27' },
			{ role: 'clearing', account: { id: 'P' } },
		],
	});
});

test('an own rule overrules the one with the same role, conditions and days, and no other', () => {
	const own = [rule('clearing', 'X', { gateway: 'paypal' })];
	const others = [
		rule('clearing', 'P', { gateway: 'paypal' }),
		rule('clearing', 'S', { gateway: 'stripe' }),
		rule('clearing', 'C'),
	];
	expect(overruling(own, others).map(({ account }) => account.id)).toEqual(['X', 'S', 'C']);
	const dated: ConfirmableRule[] = [{ when: { rate: '20' }, from: '2026-01-01' }];
	expect(overruling(dated, [{ when: { rate: '20' } }])).toHaveLength(2);
});

test('what cannot be read in the sync log counts as nothing', async () => {
	const kept = log();
	await kept.setState('setUp/quickbooks/1', 'accounts.confirmed', { rules: 'all' });
	expect(codesOf(await confirmedRules(kept, COMPANY, 'accounts'))).toEqual(['NOTHING_CONFIRMED']);
});
