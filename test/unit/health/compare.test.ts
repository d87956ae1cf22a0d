/** This week against the last: what is new, gone and still there. */
import {
	checkHealth,
	checkNamed,
	keepReport,
	parseKept,
	reportBefore,
	type HealthInput,
	type KeptReport,
} from '../../../core/health';
import { ago, DAY, input, key, NOW, STORE } from './support';

const missing = (...orders: number[]) =>
	orders.map((order) => ({ businessKey: key(order), orderNumber: `#${order}`, bookedOn: '2026-03-12' }));
const weekBefore = (more: Partial<HealthInput>): HealthInput =>
	input({ now: NOW - 7 * DAY, period: { from: ago(14), to: ago(7) }, lastSuccess: ago(7), ...more });
const kept = (...reports: HealthInput[]): KeptReport[] =>
	reports.reduce<KeptReport[]>((all, each) => keepReport(all, checkHealth(each)), []);

it('says what each check came to before, and which findings are new and gone', () => {
	const [before] = kept(weekBefore({ shop: missing(1, 2) }));
	const report = checkHealth(input({ shop: missing(2, 3, 4) }), before);
	expect(checkNamed(report, 'missing')).toMatchObject({ count: 3, before: 2 });
	expect(report.changes).toMatchObject({ since: ago(7), status: 'errors', still: 1 });
	expect(report.changes?.new.map(({ message }) => message)).toEqual([
		'The shop has #3 of 2026-03-12, but the sync log does not.',
		'The shop has #4 of 2026-03-12, but the sync log does not.',
	]);
	expect(report.changes?.gone.map(({ message }) => message)).toEqual([
		'The shop has #1 of 2026-03-12, but the sync log does not.',
	]);
});

it('knows the same trouble again although its figures have grown', () => {
	const waits = (hours: number, now: number) => [
		{
			ledger: 'q',
			tenant: '1',
			batch: `shopify/${STORE}/x`,
			count: hours,
			dueAt: now - hours * 3_600_000,
			from: '2026-03-01',
			to: '2026-03-01',
		},
	];
	const [before] = kept(weekBefore({ waiting: waits(30, NOW - 7 * DAY) }));
	const report = checkHealth(input({ waiting: waits(198, NOW) }), before);
	expect(report.changes).toMatchObject({ new: [], gone: [], still: 1 });
});

it('does not say that something is gone which was not looked at', () => {
	const [before] = kept(weekBefore({ shop: missing(1) }));
	expect(checkHealth(input(), before).changes).toMatchObject({ gone: [] });
	const failures = { missing: ['no answer'] };
	expect(checkHealth(input({ shop: [], failures }), before).changes).toMatchObject({ gone: [] });
	expect(checkHealth(input({ shop: [] }), before).changes?.gone).toHaveLength(1);
});

it('takes the report of a week ago, not that of yesterday or of an hour ago', () => {
	const at = (days: number) => input({ now: NOW - days * DAY });
	const all = kept(at(14), at(8), at(7), at(3), at(1), at(0.1));
	const question = { period: input().period, checkedAt: new Date(NOW).toISOString() };
	expect(reportBefore(all, question)?.checkedAt).toBe(ago(7));
	expect(reportBefore(kept(at(0.1)), question)).toBeUndefined();
	expect(reportBefore(kept(at(1)), question)?.checkedAt).toBe(ago(1));
});

it('keeps little: one report a day, ten in all, a hundred findings each', () => {
	let all: KeptReport[] = [];
	const shop = missing(...Array.from({ length: 1_000 }, (_, order) => order));
	for (let hour = 0; hour < 24 * 30; hour += 12)
		all = keepReport(all, checkHealth(input({ now: NOW + hour * 3_600_000, shop })));
	expect(all).toHaveLength(10);
	expect(all[0]?.findings).toHaveLength(100);
	expect(JSON.stringify(all).length).toBeLessThan(300_000);
	expect(parseKept(JSON.parse(JSON.stringify(all)))).toEqual(all);
});

it('does without what somebody else wrote there', () => {
	expect(parseKept('nonsense')).toEqual([]);
	expect(parseKept([{ checkedAt: 'yesterday' }, null, 7])).toEqual([]);
});
