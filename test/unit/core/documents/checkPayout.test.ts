/** What a payout and its arrival must be before they are booked. */
import type { Payout, PayoutTransaction } from '../../../../core/documents';
import { checkPayout, checkPayoutMatch } from '../../../../core/documents/check';
import { parseBookableDocument, parseDocument } from '../../../../core/documents/parse';
import { journalize } from '../../../../core/journal/journalize';
import { disputeOf, matchOf, payoutOf, transactionOf } from '../../../support/changeDocuments';
import { money } from '../../../support/documents';
import { codesOf, valueOf } from '../../../support/outcome';

const paid = (transaction: PayoutTransaction, net: string): Payout => payoutOf(net, [transaction]);

describe('checkPayout', () => {
	it('holds a payout of which a transaction is missing, but none that is only planned or was called off empty', () => {
		const short = payoutOf('202.64', [transactionOf('charge', '209', 'in', '5.36')]);
		const [mismatch] = checkPayout(short).findings;
		expect(mismatch).toMatchObject({
			code: 'PAYOUT_TOTAL_MISMATCH',
			evidence: { transactions: '203.64', net: '202.64', difference: '1.00', currency: 'USD' },
		});
		expect(checkPayout({ ...short, status: 'scheduled' }).ok).toBe(true);
		expect(codesOf(checkPayout({ ...short, status: 'cancelled' }))).toEqual(['PAYOUT_TOTAL_MISMATCH']);
		const empty: Payout = { ...short, status: 'cancelled', transactions: [] };
		expect(codesOf(journalize(empty))).toEqual(['NOTHING_TO_POST']);
	});

	it('holds parts that are larger than what they are a part of', () => {
		const fee = transactionOf('charge', '10', 'in', '1', { conversionFee: money('1.01') });
		expect(checkPayout(paid(fee, '9')).findings).toMatchObject([
			{ code: 'PAYOUT_PART_TOO_LARGE', path: 'transactions[0].conversionFee' },
		]);
		const loan = transactionOf('loan', '5', 'in', '0', { financingCost: money('6') });
		expect(codesOf(checkPayout(paid(loan, '5')))).toEqual(['PAYOUT_PART_TOO_LARGE']);
	});

	it('knows one currency, but for what the customer paid', () => {
		const foreign = transactionOf('charge', '10', 'in', '0', { original: { amount: money('9', 'EUR') } });
		expect(checkPayout(paid(foreign, '10')).ok).toBe(true);
		const mixed = transactionOf('duties', '10', 'in', '0', { collected: money('9', 'EUR') });
		expect(codesOf(checkPayout(paid(mixed, '10')))).toEqual(['CURRENCY_MIXED']);
	});
});

describe('checkPayoutMatch', () => {
	it('holds a match whose figures were changed on the way', () => {
		const match = matchOf('100', '98');
		expect(codesOf(checkPayoutMatch(match))).toEqual(['PAYOUT_DIFFERENCE_OPEN']);
		expect(codesOf(checkPayoutMatch({ ...match, status: 'matched' }))).toEqual(['PAYOUT_MATCH_INVALID']);
		expect(codesOf(checkPayoutMatch({ ...match, difference: money('1') }))).toEqual(['PAYOUT_MATCH_INVALID']);
		expect(codesOf(checkPayoutMatch({ ...match, differenceSide: 'bankIsHigher' }))).toEqual([
			'PAYOUT_MATCH_INVALID',
		]);
		const mixed = { ...matchOf('100'), expected: money('100', 'EUR') };
		expect(codesOf(checkPayoutMatch(mixed))).toEqual(['CURRENCY_MIXED']);
	});

	it('reads a difference from the side of the bank, whichever way the money went', () => {
		const more = matchOf('40', '42', { direction: 'fromBank', differenceSide: 'bankIsLower' });
		expect(codesOf(checkPayoutMatch(more))).toEqual(['PAYOUT_DIFFERENCE_OPEN']);
		expect(codesOf(checkPayoutMatch({ ...more, differenceSide: 'bankIsHigher' }))).toEqual([
			'PAYOUT_MATCH_INVALID',
		]);
	});

	it('takes what the bank has changed into its own currency, with no difference between the two', () => {
		const converted = matchOf('100', '112', {
			status: 'matchedWithDifference',
			expected: money('100', 'EUR'),
			difference: money('0'),
			differenceSide: 'none',
		});
		expect(codesOf(checkPayoutMatch(converted))).toEqual([]);
		expect(codesOf(checkPayoutMatch({ ...converted, difference: money('12') }))).toEqual([
			'PAYOUT_MATCH_INVALID',
		]);
	});

	it('books nothing of payouts that came to nothing before the bank saw them', () => {
		expect(codesOf(journalize({ ...matchOf('100'), bankTransactions: [] }))).toEqual(['NOTHING_TO_POST']);
	});

	it('lets pass what nobody has matched: it is not booked', () => {
		const unknown = matchOf('0', '98', { status: 'unknownBankLine', difference: money('0') });
		expect(codesOf(checkPayoutMatch(unknown))).toEqual([]);
		expect(codesOf(journalize(unknown))).toEqual(['NOTHING_TO_POST']);
		expect(codesOf(journalize({ ...matchOf('98'), status: 'missingInBooks' }))).toEqual(['NOTHING_TO_POST']);
	});
});

describe('parsing', () => {
	it('takes payouts, disputes and matches where documents are booked', () => {
		const documents = [payoutOf('209', [transactionOf('charge', '209')]), disputeOf('opened', '9', '1')];
		for (const document of [...documents, matchOf('9')])
			expect(valueOf(parseBookableDocument(JSON.parse(JSON.stringify(document))))).toEqual(document);
		expect(codesOf(parseDocument(matchOf('9')))).toEqual(['DOCUMENT_MALFORMED']);
	});

	it('takes weeks of a busy shop in one payout, and writes no line that could not be read again', () => {
		const many = Array.from({ length: 100_000 }, (_, index) => ({
			...transactionOf('charge', '1', 'in', '0.10'),
			id: `txn_${index}`,
		}));
		const payout = payoutOf('90000', many);
		const parsed = valueOf(parseBookableDocument(payout));
		if (parsed.type !== 'Payout') throw new Error('no payout');
		const entry = valueOf(journalize(parsed));
		expect(entry?.lines.map(({ role, origin }) => [role, origin])).toEqual([
			['payoutsInTransit', 'net'],
			['clearing', 'net'],
			['processingFees', '100000 transactions'],
			['clearing', 'transactions'],
		]);
		const [first] = many;
		expect(codesOf(parseBookableDocument({ ...payout, transactions: [...many, first] }))).toEqual([
			'DOCUMENT_MALFORMED',
		]);
	});
});
