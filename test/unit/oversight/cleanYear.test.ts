/**
 * A clean year of the real shop, week by week: the health check with the product codes, and the anomalies. At most one false alarm
 * a month; each alarm is listed here, and in docs/oversight.md with whether it is true.
 */
import { anomalyFinder } from '../../../core/anomalies';
import { checkHealth, keptReport, type KeptReport } from '../../../core/health';
import type { Product } from '../../../core/documents';
import type { PerformanceDocument } from '../../../core/performance';
import { periodsBetween, type Period } from '../../../core/performance/periods';
import { cleanBooks, shopProducts } from '../../support/cleanBooks';
import { dayBookDocuments } from '../../support/dayBookDocuments';
import { dayBookMoney, dayBookRows } from '../../support/dayBookPayouts';
import { describeWithShared, shared } from '../../support/shared';

const LONG_MS = 900_000;

/** True: the shop has 59 pairs of codes that differ in capital letters only. */
const HEALTH_ALARMS = ['2010-11-29 productCodes PRODUCT_CODE_DOUBLED'];

/** All three are true: closed over Christmas, the British VAT from 17.5 % to 20 %, closed over Easter. */
const ANOMALY_ALARMS = [
	'2010-12-27 ANOMALY_SHOP_SILENT',
	'2011-01-10 ANOMALY_TAX_RATE',
	'2011-04-18 ANOMALY_SHOP_SILENT',
];

describeWithShared('a clean year of the real shop', () => {
	let documents: PerformanceDocument[] = [];
	let products: Product[] = [];
	let weeks: readonly Period[] = [];
	beforeAll(() => {
		const rows = dayBookRows(shared('data/online-retail/daybook-year.ndjson.gz'));
		const payouts = dayBookMoney(rows).filter(({ type }) => type === 'Payout');
		const file = shared('data/online-retail/daybook-year.ndjson.gz');
		documents = [...dayBookDocuments(file), ...payouts] as PerformanceDocument[];
		products = shopProducts(rows);
		weeks = periodsBetween('2010-12-01', '2011-12-08', 'week', 60);
	}, LONG_MS);

	test(
		'the weekly health check tells of the product codes once, and then of nothing',
		() => {
			const books = cleanBooks(documents, products);
			let before: KeptReport | undefined;
			const told: string[] = [];
			for (const week of weeks) {
				const report = checkHealth(books.week(week), before);
				for (const check of report.checks)
					expect([check.id, check.findings.some(({ code }) => code === 'CHECK_FAILED')]).toEqual([
						check.id,
						false,
					]);
				const all = report.checks.flatMap(({ id, findings }) =>
					findings.map(({ code }) => `${week.from} ${id} ${code}`),
				);
				// what is new since the week before
				told.push(...(report.changes?.new.map(({ check }) => `${week.from} ${check}`) ?? new Set(all)));
				before = keptReport(report);
			}
			expect(told).toEqual(HEALTH_ALARMS);
		},
		LONG_MS,
	);

	test(
		'the anomalies, week by week',
		() => {
			const find = anomalyFinder(documents);
			const told = weeks.flatMap((period) => find({ period }).map(({ code }) => `${period.from} ${code}`));
			expect(told).toEqual(ANOMALY_ALARMS);
		},
		LONG_MS,
	);
});
