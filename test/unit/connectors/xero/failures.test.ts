import { readFileSync } from 'node:fs';
import {
	elementsIn,
	findingOfProblems,
	messagesIn,
	problemKind,
	problemsOf,
	transportErrorOf,
	withoutSecrets,
	type ProblemKind,
} from '../../../../connectors/ledgers/xero/failures';
import type { FindingCode } from '../../../../core/findings/catalogue';
import type { TransportFailure } from '../../../../core/transport/http';
import { describeWithShared, shared } from '../../../support/shared';
import { document } from './support/documents';

const invoice = document('Invoice');

/** kind of the refusal, the finding of a document it is about, the error where it is about a whole request */
type Expected = [kind: ProblemKind, finding: FindingCode, error: TransportFailure | 'good'];

/** Every case of fixtures/xero/errors.json. */
const RECORDED: Readonly<Record<string, Expected>> = {
	validation: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	duplicate_invoice_number: ['duplicate', 'NUMBER_TAKEN', 'rejected'],
	period_lock: ['periodClosed', 'PERIOD_CLOSED', 'rejected'],
	year_lock: ['periodClosed', 'PERIOD_CLOSED', 'rejected'],
	tax_type_account: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	archived_account: ['staleReference', 'REJECTED_BY_LEDGER', 'rejected'],
	contact_exists: ['nameTaken', 'REJECTED_BY_LEDGER', 'rejected'],
	currency_not_subscribed: ['currency', 'CURRENCY_NOT_ENABLED', 'rejected'],
	idempotency_mismatch: ['duplicate', 'NUMBER_TAKEN', 'rejected'],
	summarizeErrors_false_mixed: ['duplicate', 'NUMBER_TAKEN', 'good'],
	minute_limit: ['refused', 'REJECTED_BY_LEDGER', 'rateLimited'],
	day_limit: ['refused', 'REJECTED_BY_LEDGER', 'rateLimited'],
	token_expired: ['refused', 'REJECTED_BY_LEDGER', 'unauthorized'],
	not_connected: ['refused', 'REJECTED_BY_LEDGER', 'unauthorized'],
	line_total_mismatch: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	document_total_mismatch: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
	tax_gt_line: ['refused', 'REJECTED_BY_LEDGER', 'rejected'],
};

interface Recorded {
	name: string;
	http: number;
	headers?: Record<string, string>;
	body: { Invoices?: unknown[] };
}

const lowerCase = (headers: Record<string, string> = {}): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describeWithShared('recorded errors', () => {
	const { cases } = JSON.parse(readFileSync(shared('fixtures/xero/errors.json'), 'utf8')) as {
		cases: Recorded[];
	};

	it('covers every case', () => {
		expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(RECORDED).sort());
	});

	it.each(cases)('$name', ({ name, http, headers, body }) => {
		const [kind, code, error] = RECORDED[name] ?? [];
		const messages = [...messagesIn(body), ...(body.Invoices ?? []).flatMap(problemsOf)];
		expect(problemKind(messages)).toBe(kind);
		const finding = findingOfProblems(messages, invoice, { closedUntil: '2026-06-30', home: 'GBP' });
		expect(finding.code).toBe(code);
		expect(finding.message).not.toMatch(/[{}]/);
		expect(finding.fix).not.toMatch(/[{}]/);
		const failure = transportErrorOf({ status: http, headers: lowerCase(headers), body });
		expect(failure?.failure ?? 'good').toBe(error);
	});

	it('of a batch, only the refused element has reasons', () => {
		const mixed = cases.find(({ name }) => name === 'summarizeErrors_false_mixed');
		expect((mixed?.body.Invoices ?? []).map(problemsOf)).toEqual([[], ['Invoice # must be unique.']]);
	});

	it('reads every 400 of the specification', () => {
		const examples = JSON.parse(
			readFileSync(shared('fixtures/xero/openapi-400-examples.json'), 'utf8'),
		) as Record<string, unknown>;
		for (const [name, example] of Object.entries(examples)) {
			if (typeof example !== 'object' || example === null) continue;
			expect([name, elementsIn(example).flatMap(problemsOf).length > 0]).toEqual([name, true]);
			expect(messagesIn(example)).not.toEqual(['A validation exception occurred']);
		}
	});

	it('waits as the recorded limits say', () => {
		const waits = cases
			.filter(({ http }) => http === 429)
			.map(({ name, http, headers, body }) => [
				name,
				transportErrorOf({ status: http, headers: lowerCase(headers), body })?.retryAfterMs,
			]);
		expect(Object.fromEntries(waits)).toEqual({ minute_limit: 23_000, day_limit: 3_600_000 });
	});
});

describe('the table of refusals', () => {
	it.each<[string, ProblemKind, FindingCode, RegExp]>([
		['Invoice # must be unique.', 'duplicate', 'NUMBER_TAKEN', /./],
		['Credit Note number must be unique', 'duplicate', 'NUMBER_TAKEN', /./],
		[
			'The document date cannot be before the period lock date of 30 June 2026',
			'periodClosed',
			'PERIOD_CLOSED',
			/./,
		],
		['Organisation is not subscribed to currency EUR', 'currency', 'CURRENCY_NOT_ENABLED', /./],
		[
			"The TaxType code 'INPUT' cannot be used with account code '630'.",
			'refused',
			'REJECTED_BY_LEDGER',
			/does not fit/,
		],
		[
			"Account code '310' has been archived, or deleted.",
			'staleReference',
			'REJECTED_BY_LEDGER',
			/choose another/,
		],
		[
			"Account code '9' is not a valid account code.",
			'staleReference',
			'REJECTED_BY_LEDGER',
			/choose another/,
		],
		['You have reached the limit of invoices you can approve', 'refused', 'REJECTED_BY_LEDGER', /plan/],
		[
			'Payment amount exceeds the amount outstanding on this document',
			'refused',
			'REJECTED_BY_LEDGER',
			/Compare its payments/,
		],
		['Tax amount cannot be greater than the line amount', 'refused', 'REJECTED_BY_LEDGER', /report it/],
		[
			'The line total 1.00 does not match the expected line total 100.00',
			'refused',
			'REJECTED_BY_LEDGER',
			/report it/,
		],
		['Something quite new', 'refused', 'REJECTED_BY_LEDGER', /Read the reason/],
	])('%s', (message, kind, code, advice) => {
		expect(problemKind([message])).toBe(kind);
		const finding = findingOfProblems([message], invoice);
		expect(finding.code).toBe(code);
		expect(finding.fix).toMatch(advice);
		expect(`${finding.message} ${finding.fix}`).not.toMatch(/[{}]/);
	});

	it('reasons of lines count too', () => {
		const element = {
			ValidationErrors: [],
			LineItems: [{ ValidationErrors: [{ Message: 'Account code must be specified' }] }],
			JournalLines: [{ ValidationErrors: [{ Message: 'second' }] }],
		};
		expect(problemsOf(element)).toEqual(['Account code must be specified', 'second']);
		expect(problemsOf({ HasErrors: true })).toEqual(['no reason was given']);
		expect(problemsOf({ StatusAttributeString: 'WARNING', Warnings: [{ Message: 'rate' }] })).toEqual([]);
	});
});

describe('answers as a whole', () => {
	it.each<[number, TransportFailure | undefined]>([
		[200, undefined],
		[204, undefined],
		[302, 'rejected'],
		[400, 'rejected'],
		[401, 'unauthorized'],
		[403, 'unauthorized'],
		[404, 'rejected'],
		[408, 'uncertain'],
		[429, 'rateLimited'],
		[500, 'uncertain'],
		[502, 'uncertain'],
		[503, 'uncertain'],
		[504, 'uncertain'],
	])('status %p: %p', (status, failure) => {
		expect(transportErrorOf({ status, headers: {}, body: '<html>' })?.failure).toBe(failure);
	});

	it.each([
		[{}, 60_000],
		[{ 'retry-after': '7' }, 7_000],
		[{ 'retry-after': '9999999' }, 86_400_000],
		[{ 'retry-after': 'soon' }, 60_000],
		[{ 'x-rate-limit-problem': 'concurrent' }, 2_000],
	])('waits as %p says: %p ms', (headers, ms) => {
		expect(transportErrorOf({ status: 429, headers, body: '' })?.retryAfterMs).toBe(ms);
	});

	it('says when it is the limit of the day, and when a scope is missing', () => {
		const day = { 'x-rate-limit-problem': 'day', 'retry-after': '7200' };
		expect(transportErrorOf({ status: 429, headers: day, body: '' })?.message).toContain('about 2 hours');
		const body = { Title: 'Unauthorized', Detail: 'AuthorizationUnsuccessful' };
		expect(transportErrorOf({ status: 401, headers: {}, body })?.message).toContain('lacks a scope');
	});
});

describe('secrets', () => {
	it.each([
		'Authorization: Bearer eyJhbGciOi.abc.def',
		'access_token=AB11770000000000abcdefghij',
		'the key eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0..x',
		'AB11abcdefghijklmnopqrstuvwxyz0123456789ABCDEF',
	])('removes %p', (text) => {
		expect(withoutSecrets(text)).toContain('[removed]');
		expect(withoutSecrets(text)).not.toMatch(/AB1177|eyJ|AB11abc/);
	});

	it('keeps the words people need, ids too', () => {
		const words = "Account code '310' of 25d7b4cd-ed1c-4c5c-80e5-c058b87db8a1 has been archived, or deleted.";
		expect(withoutSecrets(words)).toBe(words);
	});

	it('shortens long texts', () => expect(withoutSecrets('word '.repeat(1_000)).length).toBeLessThan(700));
});
