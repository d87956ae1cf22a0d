/** What waits: held, failed, tried again, lost; closed periods and summaries. */
import { finding } from '../../../../core/findings/finding';
import type { LedgerCompany } from '../../../../core/ledger/connector';
import { ago, check, DAY, key, look, messages, NOW, record, STORE } from '../support';

const closed = finding('PERIOD_CLOSED', { evidence: { closedUntil: '2026-02-28', bookedOn: '2026-02-01' } });
const unmapped = finding('ACCOUNT_NOT_MAPPED', { evidence: { description: 'tips', suggestion: '' } });
const remark = finding('TAX_COLLECTOR_UNKNOWN', { evidence: { name: 'VAT' } });
const event = (order: number, days: number, stage = 'mapping') => ({
	businessKey: key(order),
	stage,
	orderNumber: `#${order}`,
	bookedOn: '2026-03-10',
	findings: [unmapped, unmapped, remark],
	runId: 'run',
	heldSince: ago(days),
});
const heldRecord = (order: number, days: number, more = {}) =>
	record(order, { status: 'held', updatedAt: ago(days), findings: [closed, unmapped], ...more });

describe('held', () => {
	it('is told by reason, with age, fix and orders, the most frequent first', () => {
		const found = check('held', {
			records: [heldRecord(1, 2), record(2, { updatedAt: ago(30) })],
			heldEvents: [event(3, 1), event(4, 4), event(5, 0), event(6, 0), event(7, 0), event(8, 0)],
		});
		expect(found).toMatchObject({ status: 'warning', count: 7 });
		expect(found.findings).toMatchObject([
			{ code: 'ACCOUNT_NOT_MAPPED', fix: unmapped.fix, evidence: { count: 7, oldestDays: 4 } },
			{ code: 'PERIOD_CLOSED', fix: closed.fix, evidence: { count: 1, oldestDays: 2, examples: '#1' } },
		]);
		expect(messages(found)).toEqual([
			`7 documents held for up to 4 days (#4, #1, #3, #5, #6 and 2 more): ${unmapped.message}`,
			`1 document held for up to 2 days (#1): ${closed.message}`,
		]);
	});

	it('is an error after a week', () => {
		const status = (days: number) => check('held', { records: [heldRecord(1, days)] }).status;
		expect(status(6.9)).toBe('warning');
		expect(status(7)).toBe('error');
	});

	it('counts bank lines and imported rows', () => {
		const found = check('held', {
			heldEvents: [event(1, 0, 'bank'), event(2, 0, 'import'), event(3, 0, 'import')],
		});
		expect(found.checked).toBe(
			'3 documents are held now, among them 1 bank line and 2 imported rows; one with several reasons stands under each of them.',
		);
	});
});

it('failed is a warning, and an error after a day', () => {
	const failed = (order: number, days: number) => record(order, { status: 'failed', updatedAt: ago(days) });
	expect(check('failed', { records: [failed(1, 0.9)] }).status).toBe('warning');
	const found = check('failed', { records: [failed(1, 0.1), failed(2, 3.2)] });
	expect(found).toMatchObject({ status: 'error', count: 2 });
	expect(messages(found)).toEqual([
		'2 documents could not be posted to quickbooks, the oldest for 3 days: #2, #1.',
	]);
	expect(check('failed')).toMatchObject({ status: 'ok', count: 0 });
});

it('names what took many attempts, the worst first', () => {
	const found = check('retried', {
		retried: [record(1, { attempts: 2 }), record(2, { attempts: 4 }), record(3, { attempts: 9 })],
	});
	expect(found).toMatchObject({ status: 'warning', count: 2 });
	expect(messages(found)).toEqual([
		'SalesReceipt 3-ABCDEFGH of order #3 took 9 attempts to reach quickbooks.',
		'SalesReceipt 2-ABCDEFGH of order #2 took 4 attempts to reach quickbooks.',
	]);
});

it('names what left triggers again and again and never arrived, each once', () => {
	const emission = { businessKey: key(1), orderId: '1', revision: 'r', lastEmittedAt: ago(1) };
	const found = check('lost', {
		lost: [
			{ ...emission, triggerId: 'a', times: 3 },
			{ ...emission, triggerId: 'b', times: 5 },
		],
	});
	expect(found.status).toBe('warning');
	expect(found.findings).toMatchObject([{ code: 'NEVER_ARRIVED', evidence: { document: key(1), times: 5 } }]);
});

describe('closed periods', () => {
	const company = (closedUntil?: string): LedgerCompany => ({
		ledger: 'quickbooks',
		tenant: '9130',
		name: 'Shop Ltd',
		country: 'GB',
		currency: 'GBP',
		multiCurrency: false,
		taxModel: 'codes',
		findings: [],
		...(closedUntil === undefined ? {} : { closedUntil }),
	});

	it('are told with how many wait, and those are not held', () => {
		const wait = finding('PERIOD_WAIT', { evidence: { closedUntil: '2026-02-28', bookedOn: '2026-02-01' } });
		const waits = (order: number, bookedOn: string) => heldRecord(order, 30, { bookedOn, findings: [wait] });
		const records = [waits(1, '2026-02-01'), waits(2, '2026-01-31'), waits(3, '2026-02-27')];
		expect(check('held', { records })).toMatchObject({ status: 'ok', count: 0 });
		const found = check('closedPeriods', { records });
		expect(found).toMatchObject({ status: 'warning', count: 3 });
		expect(messages(found)).toEqual([
			'1 documents of 2026-01 wait in quickbooks (company 9130) until that period is open; when they came, the books were closed until 2026-02-28.',
			'2 documents of 2026-02 wait in quickbooks (company 9130) until that period is open; when they came, the books were closed until 2026-02-28.',
		]);
	});

	it('that are closed beyond today are an error', () => {
		const until = (day: string) => check('closedPeriods', { ledgers: [look({ company: company(day) })] });
		expect(until('2026-02-28')).toMatchObject({ status: 'ok' });
		expect(messages(until('2026-03-31'))).toEqual([
			'The books of QuickBooks Online are closed until 2026-03-31, which is not over yet: nothing of these days can be posted.',
		]);
	});

	it('warn of what is held of a month that is over, closed or not', () => {
		const records = [heldRecord(1, 20, { bookedOn: '2026-02-20' }), heldRecord(2, 2)];
		expect(messages(check('closedPeriods', { records }))).toEqual([
			'1 documents that are held are of 2026-02, a month that is over and will be closed: #1.',
		]);
		const ledgers = [look({ company: company('2026-02-28') })];
		expect(messages(check('closedPeriods', { records, ledgers }))).toEqual([
			'1 documents that are held are of 2026-02, which is closed in QuickBooks Online (until 2026-02-28): #1.',
		]);
	});
});

it('warns of a summary that nobody makes', () => {
	const batch = {
		ledger: 'quickbooks',
		tenant: '9130',
		batch: `shopify/${STORE}/2026-03-14.GBP`,
		count: 2,
		from: '2026-03-14',
		to: '2026-03-14',
	};
	const waits = (dueAt: number) => check('summaries', { waiting: [{ ...batch, dueAt }] });
	expect(waits(NOW + DAY)).toMatchObject({ status: 'ok', checked: '2 events wait for a summary.' });
	expect(messages(waits(NOW - 2 * DAY))).toEqual([
		`2 events of ${STORE} wait for their summary of 2026-03-14, which was due 48 hours ago.`,
	]);
});
