/** What cannot be posted is held, with every reason at once. */
import { toRequest } from '../../../../connectors/ledgers/freshbooks/toRequest';
import { carries, isOurs, markedText } from '../../../../connectors/ledgers/freshbooks/marks';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { OWN_MONEY } from '../../../../core/ledger/ownAccounts';
import { FACTS } from './support/business';
import { documentOf, feeFrom } from './support/documents';

const invoice = documentOf('sale-on-account');
const posted: PostedDocument = {
	postingKey: invoice.postingKey,
	entity: 'Invoice',
	id: '1',
	number: invoice.number,
	total: invoice.total,
};
const isCash = (id: string): boolean => id === 'cash';
const codes = (document: LedgerDocument, facts = FACTS, related: PostedDocument | undefined = posted) =>
	toRequest(document, facts, related, isCash).findings.map(({ code }) => code);

describe('what is held', () => {
	it('nothing that is good', () => {
		for (const name of ['paid-sale', 'sale-on-account', 'payment', 'refund', 'refund-of-what-is-owed'])
			expect(codes(documentOf(name))).toEqual([]);
		expect(codes(feeFrom(OWN_MONEY))).toEqual([]);
	});

	it('a tax that the business does not have, by name and percent', () => {
		expect(codes(invoice, { ...FACTS, taxCodes: [] })).toEqual(['TAX_CODE_UNKNOWN']);
		const taxes = invoice.taxes.map((tax) => ({ ...tax, rate: '0.19' }));
		expect(codes({ ...invoice, taxes })).toEqual(['TAX_CODE_UNKNOWN']);
	});

	it('an account that is not there or inactive', () => {
		const journal = documentOf('paid-sale');
		const to = (id: string): LedgerDocument => ({
			...journal,
			lines: journal.lines.map((line) =>
				line.role === 'sales' ? { ...line, account: { id, name: id } } : line,
			),
		});
		expect(codes(to('nowhere'))).toEqual(['ACCOUNT_UNKNOWN']);
		expect(codes(to('old'))).toEqual(['ACCOUNT_UNKNOWN']);
	});

	it('a journal that moves from an account that cannot be told', () => {
		const accounts = FACTS.accounts.filter(({ id }) => id !== 'sales' && id !== 'tax');
		const moving = documentOf('sale-on-account', 1);
		const findings = toRequest(moving, { ...FACTS, accounts }, posted, isCash).findings;
		expect(findings.map(({ message }) => message).join()).toMatch(/sales account.*"Sales".*tax account/);
	});

	it('a payment without its invoice, or of something that is none', () => {
		const payment = documentOf('payment');
		const heldBy = (related: PostedDocument | undefined) =>
			toRequest(payment, FACTS, related, isCash).findings.map(({ code }) => code);
		expect(heldBy(undefined)).toEqual(['SALE_NOT_POSTED']);
		expect(heldBy({ ...posted, entity: 'JournalEntry' })).toEqual(['DOCUMENT_NOT_POSSIBLE']);
		expect(codes({ ...payment, moneyAccount: { id: 'clearing', name: 'clearing' } })).toEqual([
			'DOCUMENT_NOT_POSSIBLE',
		]);
	});

	it('amounts of more than two decimals, long numbers, dimensions, unbalanced journals: all at once', () => {
		const journal = documentOf('paid-sale');
		const [first, ...rest] = journal.lines;
		if (first === undefined) throw new Error('no line');
		const odd: LedgerDocument = {
			...journal,
			number: 'X'.repeat(22),
			lines: [
				{ ...first, amount: { amount: '1.234', currency: 'KWD' }, dimensions: { class: '1' } },
				...rest,
			],
		};
		expect(codes(odd)).toEqual(Array<string>(4).fill('DOCUMENT_NOT_POSSIBLE'));
	});

	it('receipts, and expenses without a category', () => {
		expect(codes({ ...invoice, type: 'SalesReceipt' })).toEqual(['DOCUMENT_NOT_POSSIBLE']);
		expect(codes(feeFrom(OWN_MONEY), { ...FACTS, categories: [] })).toEqual(['DOCUMENT_NOT_POSSIBLE']);
	});
});

describe('marks', () => {
	const { postingKey } = invoice;

	it('hold the whole key, however long the words', () => {
		const text = markedText({ memo: `${'word '.repeat(500)}\n${postingKey}`, postingKey });
		expect(text.length).toBeLessThanOrEqual(1_000);
		expect(carries(text, postingKey)).toBe(true);
	});

	it('tell one key from another that begins like it', () => {
		expect(carries(`x ${postingKey}/accounts`, postingKey)).toBe(false);
		expect(isOurs(`x ${postingKey}/accounts`, postingKey)).toBe(false);
		expect(isOurs('entered by hand', postingKey)).toBeUndefined();
		expect(isOurs(null, postingKey)).toBeUndefined();
	});
});
