import { readdirSync, readFileSync } from 'node:fs';
import {
	faultIn,
	faultKind,
	faultText,
	findingOfFault,
	transportErrorOf,
	withoutSecrets,
	type FaultKind,
} from '../../../../connectors/ledgers/quickbooks/failures';
import type { FindingCode } from '../../../../core/findings/catalogue';
import type { TransportFailure } from '../../../../core/transport/http';
import { describeWithShared, shared } from '../../../support/shared';
import { faultBody } from './support/company';
import { document } from './support/documents';

const receipt = document('SalesReceipt');

/** kind of the fault; the finding of a document it is about; the error when it is about a whole request */
type Expected = [kind: FaultKind, finding: FindingCode, error: TransportFailure | 'look up'];

/** Every case of fixtures/qbo/faults.json. */
const RECORDED: Readonly<Record<string, Expected>> = {
	duplicate_name_6240: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	duplicate_docnum_6140: ['duplicate', 'NUMBER_TAKEN', 'look up'],
	stale_5010: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	inactive_610: ['staleReference', 'REJECTED_BY_LEDGER', 'rejected'],
	invalid_ref_2500: ['staleReference', 'REJECTED_BY_LEDGER', 'rejected'],
	closed_period_6210: ['periodClosed', 'PERIOD_CLOSED', 'rejected'],
	business_validation_6000: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	amount_6070: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	query_not_queryable_4001: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	deposited_6540: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	subscription_6190: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	auth_3200: ['unauthorized', 'REJECTED_BY_LEDGER', 'unauthorized'],
	throttle_3001: ['throttled', 'REJECTED_BY_LEDGER', 'rateLimited'],
	throttle_3001_403: ['throttled', 'REJECTED_BY_LEDGER', 'rateLimited'],
	system_10000: ['busy', 'POSTING_UNCERTAIN', 'uncertain'],
	vat_rate_missing_6000: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
};

describeWithShared('recorded faults', () => {
	const { cases } = JSON.parse(readFileSync(shared('fixtures/qbo/faults.json'), 'utf8')) as {
		cases: { name: string; http: number; body: Record<string, unknown> }[];
	};
	const faults = cases.filter(({ name }) => name !== 'batch_item_fault');

	it('covers every case', () => {
		expect(faults.map(({ name }) => name).sort()).toEqual(Object.keys(RECORDED).sort());
	});

	it.each(faults)('$name', ({ name, http, body }) => {
		const [kind, code, error] = RECORDED[name] ?? [];
		const fault = faultIn(body);
		if (fault === undefined) throw new Error('not read as a fault');
		expect(faultKind(fault)).toBe(kind);
		const finding = findingOfFault(fault, receipt, '2026-06-30');
		expect(finding.code).toBe(code);
		expect(finding.message).not.toMatch(/[{}]/);
		expect(finding.fix).not.toMatch(/[{}]/);
		const headers = { intuit_tid: '1-abc-def' };
		expect(transportErrorOf({ status: http, headers, body })?.failure ?? 'look up').toBe(error);
		// the same fault inside a good status means the same
		expect(transportErrorOf({ status: 200, headers, body })?.failure ?? 'look up').toBe(error);
	});

	it('shows the words of a refusal, its code and field', () => {
		const body = cases.find(({ name }) => name === 'amount_6070')?.body;
		const fault = faultIn(body);
		expect(fault === undefined ? '' : faultText(fault)).toBe(
			'Amount calculation incorrect in the request: Amount is not equal to UnitPrice * Qty. Supplied value:10.01 (code 6070, field Line.Amount)',
		);
	});

	it('reads the recorded XML faults', () => {
		const folder = shared('fixtures/qbo/quickbooks-ruby');
		const kinds = readdirSync(folder)
			.filter((file) => /error\.xml$|^fault\.xml$/.test(file))
			.map((file) => {
				const fault = faultIn(readFileSync(`${folder}/${file}`, 'utf8'));
				return [file, fault === undefined ? 'none' : faultKind(fault)];
			});
		expect(Object.fromEntries(kinds)).toEqual({
			'customer_duplicate_error.xml': 'refused',
			'fault.xml': 'refused',
			'generic_error.xml': 'busy',
			'query_validation_error.xml': 'refused',
			'throttle_exceeded_error.xml': 'throttled',
			'too_many_requests_error.xml': 'throttled',
		});
	});
});

describe('the table of faults', () => {
	const codes: readonly (readonly [code: string, kind: FaultKind, advice: RegExp])[] = [
		['120', 'refused', /Reconnect the credential as a user/],
		['5020', 'refused', /plan/],
		['610', 'staleReference', /choose another/],
		['2500', 'staleReference', /choose another/],
		['620', 'staleReference', /choose another/],
		['2020', 'refused', /report it/],
		['2170', 'refused', /report it/],
		['2050', 'refused', /longer than QuickBooks allows/],
		['2010', 'refused', /report it/],
		['4000', 'refused', /report it/],
		['4001', 'refused', /report it/],
		['4002', 'refused', /report it/],
		['5010', 'refused', /Run the order again/],
		['6000', 'refused', /rule of this company/],
		['6070', 'refused', /report it/],
		['6100', 'refused', /Tax Resolver/],
		['6160', 'refused', /Tax Resolver/],
		['6170', 'refused', /Tax Resolver/],
		['6190', 'refused', /subscription/],
		['6240', 'refused', /already has this name/],
		['6540', 'refused', /bank deposit/],
		['99999', 'refused', /Read the reason/],
	];
	it.each(codes)('%s', (code, kind, advice) => {
		const fault = faultIn(faultBody(code, 'Some words', 'more words'));
		if (fault === undefined) throw new Error('not read as a fault');
		expect(faultKind(fault)).toBe(kind);
		const finding = findingOfFault(fault, receipt);
		expect(finding.message).toBe(`QuickBooks refused the document: Some words: more words (code ${code})`);
		expect(finding.fix).toMatch(advice);
	});

	it.each(['6200', '6210'])('%s names the closing date, also when it is not known', (code) => {
		const fault = faultIn(faultBody(code, 'Account Period Closed'));
		if (fault === undefined) throw new Error('not read as a fault');
		expect(findingOfFault(fault, receipt, '2026-06-30').message).toContain('closed until 2026-06-30');
		expect(findingOfFault(fault, receipt).message).toContain('the closing date set in QuickBooks');
	});

	it.each([
		['6240', 'Duplicate Document Number Error', 'You must specify a different number.'],
		['6210', 'Duplicate Document Number Error', 'This number has already been used.'],
		['600', 'Duplicate Request ID', ''],
		['6140', 'Duplicate Doc Num', ''],
	])('%s with the words of a duplicate is one', (code, message, detail) => {
		const fault = faultIn(faultBody(code, message, detail));
		expect(fault === undefined ? '' : faultKind(fault)).toBe('duplicate');
	});

	it('a missing VAT rate points to the Tax Resolver', () => {
		const fault = faultIn(
			faultBody(
				'6000',
				'Business Validation Error',
				'Make sure all your transactions have a VAT rate before you save.',
			),
		);
		expect(fault === undefined ? '' : findingOfFault(fault, receipt).fix).toContain(
			'Every line needs a tax code',
		);
	});
});

describe('answers as a whole', () => {
	it.each<[number, TransportFailure | undefined]>([
		[200, undefined],
		[401, 'unauthorized'],
		[403, 'rejected'],
		[404, 'rejected'],
		[302, 'rejected'],
		[408, 'uncertain'],
		[429, 'rateLimited'],
		[500, 'uncertain'],
		[502, 'uncertain'],
		[503, 'uncertain'],
		[504, 'uncertain'],
	])('status %p without a fault: %p', (status, failure) => {
		expect(transportErrorOf({ status, headers: {}, body: '<html>' })?.failure).toBe(failure);
	});

	it.each([
		[{}, 60_000],
		[{ 'retry-after': '7' }, 7_000],
		[{ 'retry-after': '99999' }, 3_600_000],
		[{ 'retry-after': 'soon' }, 60_000],
	])('waits as %p says: %p ms', (headers, ms) => {
		expect(transportErrorOf({ status: 429, headers, body: {} })?.retryAfterMs).toBe(ms);
	});

	it("gives Intuit's support id, and nothing else of the answer's headers", () => {
		const error = transportErrorOf({
			status: 500,
			headers: { intuit_tid: '1-5f', 'set-cookie': 'sid=1' },
			body: {},
		});
		expect(error?.message).toBe(
			"QuickBooks failed to answer (status 500). Intuit's support knows this as 1-5f.",
		);
	});
});

describe('secrets', () => {
	it.each([
		'Token expired: AB01781234567890',
		'Authorization: Bearer eyJhbGciOi.abc.def',
		'access_token=AB11770000000000abcdefghij',
		'the key eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0..x',
		'AB11abcdefghijklmnopqrstuvwxyz0123456789ABCDEF',
	])('removes %p', (text) => {
		expect(withoutSecrets(text)).toContain('[removed]');
		expect(withoutSecrets(text)).not.toMatch(/AB0178|AB1177|eyJ|AB11abc/);
	});

	it('keeps the words people need', () => {
		const words = 'Invalid Reference Id : Accounts element id 5000000000000142238 not found, SyncToken 3';
		expect(withoutSecrets(words)).toBe(words);
	});

	it('shortens long texts', () => expect(withoutSecrets('word '.repeat(1_000)).length).toBeLessThan(700));
});
