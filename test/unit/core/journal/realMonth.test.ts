/** A month of a real shop with its payouts: the clearing accounts hold exactly what the gateways have not paid out. */
import type { BookableDocument } from '../../../../core/documents';
import type { JournalLine } from '../../../../core/journal/entry';
import { journalize } from '../../../../core/journal/journalize';
import { minorUnits } from '../../../../core/money/money';
import { dayBookDocuments } from '../../../support/dayBookDocuments';
import { dayBookMoney, dayBookRows, type DayBookPayout } from '../../../support/dayBookPayouts';
import { valueOf } from '../../../support/outcome';
import { describeWithShared, shared } from '../../../support/shared';

const FILE = shared('data/online-retail/daybook-2010-12.ndjson.gz');
const GATEWAYS = ['shopify_payments', 'paypal', 'stripe'];

const pence = (amount: string): number => Math.round(Number(amount) * 100);

describeWithShared('a real month with its payouts', () => {
	const rows = dayBookRows(FILE);
	const payouts = rows.filter((row): row is DayBookPayout => row.kind === 'payout');
	const documents: BookableDocument[] = [...dayBookDocuments(FILE), ...dayBookMoney(rows)];
	const lines = documents.flatMap((document) => valueOf(journalize(document))?.lines ?? []);
	const sum = (passes: (line: JournalLine) => boolean): number =>
		lines
			.filter(passes)
			.reduce(
				(all, { side, amount }) => all + Number(side === 'debit' ? minorUnits(amount) : -minorUnits(amount)),
				0,
			);

	it('has payouts, a dispute, and the bank’s lines of those that have arrived', () => {
		const count = (type: string): number => documents.filter((document) => document.type === type).length;
		expect(count('Payout')).toBe(payouts.length);
		expect(count('Dispute')).toBe(rows.filter(({ kind }) => kind === 'dispute').length);
		expect(count('PayoutMatch')).toBe(payouts.filter(({ status }) => status === 'paid').length);
	});

	it.each(GATEWAYS)('leaves in clearing of %s what is in no payout, to the penny', (gateway) => {
		const inPayouts = new Set(payouts.flatMap(({ transactions }) => transactions.map(({ id }) => id)));
		let open = 0;
		for (const row of rows) {
			if (row.kind !== 'order' && row.kind !== 'refund') continue;
			for (const { id, gateway: through, amount, status } of row.payments ?? []) {
				const moved = status === 'captured' || status === 'refunded';
				if (through !== gateway || !moved || inPayouts.has(`txn_${id}`)) continue;
				open += row.kind === 'order' ? pence(amount) : -pence(amount);
			}
		}
		expect(sum(({ role, facts }) => role === 'clearing' && facts.gateway === gateway)).toBe(open);
	});

	it('has in the bank what its lines say, in transit what has not arrived, and every fee', () => {
		const nets = (status: string): number =>
			payouts.filter((payout) => payout.status === status).reduce((all, { net }) => all + pence(net), 0);
		expect(sum(({ role }) => role === 'bank')).toBe(nets('paid'));
		expect(sum(({ role }) => role === 'payoutsInTransit')).toBe(nets('in_transit'));
		const fees = (isDispute: boolean): number =>
			payouts
				.flatMap(({ transactions }) => transactions)
				.filter(({ type }) => (type === 'dispute') === isDispute)
				.reduce((all, { fee }) => all + pence(fee), 0);
		expect(sum(({ role }) => role === 'processingFees')).toBe(fees(false));
		expect(sum(({ role }) => role === 'chargebackFees')).toBe(fees(true));
	});
});
