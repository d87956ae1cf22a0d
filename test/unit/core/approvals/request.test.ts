/** What people read, and how their answers are read. */
import fc from 'fast-check';
import {
	approvalRequest,
	entryFingerprint,
	isUnanswered,
	parseApprovalRequest,
	readAnswer,
	type ApprovalRecord,
	type Approver,
} from '../../../../core/approvals';
import { checkBlocks } from '../../../../lab/slack/blocks';
import { paidSale } from '../../../support/entries';
import { valueOf } from '../../../support/outcome';

const ANN: Approver = { id: 'U1', name: 'Ann Lee' };
const BO: Approver = { id: 'U2', name: 'Bo Chan' };
const FIELDS = { decision: 'Decision', approved: 'Approve', why: 'Why' };
const ENTRY = paidSale('1', { amount: '6000.00' });

const record = (more: Partial<ApprovalRecord> = {}): ApprovalRecord => ({
	id: 'a1',
	scope: 's',
	businessKey: ENTRY.documentId,
	fingerprint: entryFingerprint(ENTRY),
	needed: 2,
	reasons: ['6000.00 GBP is more than 5000.00 GBP'],
	state: 'asked',
	askedAt: '2026-03-01T10:00:00.000Z',
	decisions: [],
	...more,
});

const answered = (data: object): object => ({ data: { respondedAt: '2026-03-01T11:00:00.000Z', ...data } });
const request = (approvers: readonly Approver[] = [ANN, BO], more: Partial<ApprovalRecord> = {}) =>
	valueOf(parseApprovalRequest(JSON.parse(JSON.stringify(approvalRequest(ENTRY, record(more), approvers)))));

describe('the question', () => {
	it('says what, how much, why and where, and who has approved so far', () => {
		const decisions = [{ approver: ANN, approved: true, why: 'big order', at: '2026-03-01T11:00:00.000Z' }];
		const entry = { ...ENTRY, source: { ...ENTRY.source, url: 'https://shop.example/orders/1' } };
		const { text, plainText, asked, title } = approvalRequest(entry, record({ decisions }), [ANN, BO]);
		expect(asked).toEqual(BO);
		expect(title).toBe('Sale #1: 6000.00 GBP');
		expect(text).toBe(
			[
				'*Please decide: Sale #1: 6000.00 GBP*',
				'Of my-shop.example, booked on 2026-03-01. Sale 1',
				'',
				'Why you are asked:',
				'• 6000.00 GBP is more than 5000.00 GBP',
				'',
				'Approved so far:',
				'• Ann Lee: big order',
				'',
				'Journal:',
				'• Debit 6000.00 GBP: clearing card (clearing card)',
				'• Credit 6000.00 GBP: sales (sales)',
				'',
				'In the shop: https://shop.example/orders/1',
			].join('\n'),
		);
		expect(plainText).toBe(text.replaceAll('*', ''));
	});

	/** What n8n does to a message before it goes out: entities are taken apart, "\\n" and <br> become line breaks. */
	const asSent = (message: string): string => {
		const marks: Record<string, string> = {
			'&amp;': '&',
			'&lt;': '<',
			'&gt;': '>',
			'&#39;': "'",
			'&quot;': '"',
		};
		return message
			.replace(/&amp;|&lt;|&gt;|&#39;|&quot;/g, (mark) => marks[mark] ?? mark)
			.replace(/\\n/g, '\n')
			.replace(/<br>/g, '\n');
	};

	it('fits a section of Slack and mentions nobody, whatever a shop sends', () => {
		const hostile = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 200 }),
			fc.constantFrom(
				'<!channel>',
				'&lt;!channel&gt;',
				'&amp;lt;!here&amp;gt;',
				'<https://bad.example|ok>',
				'\\n\\n*',
				'<br>',
			),
		);
		fc.assert(
			fc.property(fc.array(hostile, { minLength: 1, maxLength: 20 }), (texts) => {
				const lines = texts.flatMap((description) => ENTRY.lines.map((line) => ({ ...line, description })));
				const entry = {
					...ENTRY,
					lines,
					narration: texts[0] ?? '',
					order: { id: '1', number: texts[0] ?? '' },
				};
				const { text } = approvalRequest(entry, record({ reasons: texts }), [ANN]);
				const sent = asSent(text);
				expect(sent).not.toMatch(/[<>]/);
				const section = { type: 'section', text: { type: 'mrkdwn', text: sent } };
				expect(checkBlocks([section])).toEqual([]);
			}),
			{ numRuns: 50 },
		);
	});
});

describe('the answer', () => {
	it('of a form is that of the person who was asked, whatever name they type', () => {
		const json = answered({ Decision: 'Approve', Why: ' big\norder ', Name: 'The Boss' });
		expect(valueOf(readAnswer(json, request(), FIELDS))).toEqual({
			approver: ANN,
			approved: true,
			why: 'big order',
		});
		expect(valueOf(readAnswer(answered({ Decision: 'approve' }), request(), FIELDS)).approved).toBe(false);
	});

	it('of a button is that of the person whom Slack names', () => {
		const json = answered({ approved: true, responder: { id: 'U2', name: 'whoever', source: 'slack' } });
		expect(valueOf(readAnswer(json, request(), FIELDS)).approver).toEqual(BO);
		expect(valueOf(readAnswer(json, request([]), FIELDS)).approver).toEqual({ id: 'U2', name: 'whoever' });
		const stranger = answered({ approved: true, responder: { id: 'U9' } });
		expect(readAnswer(stranger, request(), FIELDS).ok).toBe(false);
	});

	it.each([
		['nobody knows whose it is', answered({ approved: true }), []],
		['Slack does not say who', answered({ approved: true, responder: { id: '' } }), []],
		['it says nothing', answered({ text: 'hm' }), [ANN]],
		['it is none', { data: 'x' }, [ANN]],
	] as const)('cannot be used when %s', (_, json, approvers) => {
		const read = readAnswer(json, request(approvers), FIELDS);
		expect(read.ok ? [] : read.findings.map(({ code }) => code)).toEqual(['APPROVAL_NOT_FITTING']);
	});

	it('is missing when n8n hands on what was asked', () => {
		expect(isUnanswered(approvalRequest(ENTRY, record(), [ANN]))).toBe(true);
		expect(isUnanswered({ error: 'channel_not_found' })).toBe(true);
		expect(isUnanswered(answered({ approved: false }))).toBe(false);
	});

	it('belongs to a question', () => {
		for (const json of [undefined, 'x', {}, { type: 'ApprovalRequest' }, ENTRY])
			expect(parseApprovalRequest(json).ok).toBe(false);
	});
});
