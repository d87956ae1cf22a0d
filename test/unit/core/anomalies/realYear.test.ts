/** A clean year of the real shop gives at most one alarm a month; what is planted into it is found. */
import type { Payout } from '../../../../core/documents';
import { anomalyFinder, type Anomaly } from '../../../../core/anomalies';
import type { PerformanceDocument } from '../../../../core/performance';
import { isIn, periodsBetween } from '../../../../core/performance/periods';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import { dayBookDocuments } from '../../../support/dayBookDocuments';
import { dayBookMoney, dayBookRows } from '../../../support/dayBookPayouts';
import { describeWithShared, shared } from '../../../support/shared';

/** half a million lines have to be read */
const YEAR_MS = 300_000;
const JUNE = { from: '2011-06-06', to: '2011-06-12' };

describeWithShared('a year of the real shop', () => {
	let documents: PerformanceDocument[] = [];
	let find: ReturnType<typeof anomalyFinder>;
	beforeAll(() => {
		const file = shared('data/online-retail/daybook-year.ndjson.gz');
		const payouts = dayBookMoney(dayBookRows(file)).filter(({ type }) => type === 'Payout');
		documents = [...dayBookDocuments(file), ...payouts] as PerformanceDocument[];
		find = anomalyFinder(documents);
	}, YEAR_MS);

	test(
		'at most one alarm a month: holidays, and a tax rate that was changed by law',
		() => {
			const found = periodsBetween('2010-12-01', '2011-11-30', 'month', 12).map((period) =>
				find({ period }).map(({ code }) => code),
			);
			expect(found).toEqual([
				// the shop was closed from Christmas Eve on
				['ANOMALY_SHOP_SILENT'],
				// from 17.5 % to 20 %
				['ANOMALY_TAX_RATE'],
				[],
				[],
				// and over Easter
				['ANOMALY_SHOP_SILENT'],
				...Array.from({ length: 7 }, () => []),
			]);
		},
		YEAR_MS,
	);

	test(
		'the weeks of a quarter, one by one as they are checked, are as quiet',
		() => {
			const weeks = periodsBetween('2011-04-04', '2011-06-30', 'week', 13);
			const found = weeks.flatMap((period) => find({ period }));
			// nothing but Easter, when the shop was closed
			expect(found.map(({ code, evidence }) => [code, evidence?.['from'], evidence?.['to']])).toEqual([
				['ANOMALY_SHOP_SILENT', '2011-04-22', '2011-04-24'],
			]);
		},
		YEAR_MS,
	);

	const inJune = (change: (document: PerformanceDocument) => PerformanceDocument[]): Anomaly[] =>
		anomalyFinder(documents.flatMap((each) => (isIn(each.bookedOn, JUNE) ? change(each) : [each])))({
			period: JUNE,
		});

	test(
		'a fee that doubles for one gateway',
		() => {
			const doubled = (payout: Payout): Payout => ({
				...payout,
				transactions: payout.transactions.map((each) => ({
					...each,
					fee: fromMinorUnits(2n * minorUnits(each.fee), each.fee.currency),
				})),
			});
			const found = inJune((each) =>
				each.type === 'Payout' && each.gateway === 'paypal' ? [doubled(each)] : [each],
			);
			expect(found.map(({ code, subject }) => [code, subject])).toEqual([['ANOMALY_FEE_RATE', 'paypal']]);
		},
		YEAR_MS,
	);

	test(
		'a channel that stops, and whose orders are missing in the numbers',
		() => {
			const found = inJune((each) => (each.type === 'Sale' && each.channel === 'wholesale' ? [] : [each]));
			expect(found.map(({ code, subject }) => [code, subject])).toContainEqual([
				'ANOMALY_CHANNEL_SILENT',
				'wholesale',
			]);
		},
		YEAR_MS,
	);
});
