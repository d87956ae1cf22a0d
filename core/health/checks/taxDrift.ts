/** Whether the ledger has the tax that the shop has charged, and whether the share of tax has moved since the time before. */
import { finding, type Finding } from '../../findings/finding';
import { Big } from '../../money/decimal';
import { minorUnits, type Money } from '../../money/money';
import { ratio } from '../../performance/texts';
import { sumOf } from '../../reconcile/signed';
import { storeOf, type PostedFigures } from '../posted';
import type { HealthInput } from '../input';
import { ofPeriod } from './rounding';
import { counted, found, grouped, notChecked, urlOf, type Check } from './tools';

/** so many sales say something about a rate */
const ENOUGH = 20;

const isSale = ({ record }: PostedFigures): boolean =>
	record.documentType === 'SalesReceipt' || record.documentType === 'Invoice';

/** Of sales: tax by net, in hundredths of a percent. */
function rateOf(sales: readonly PostedFigures[]): bigint | undefined {
	if (sales.length < ENOUGH) return undefined;
	const tax = sumOf(sales.map(({ totalTax }) => minorUnits(totalTax)));
	const total = sumOf(sales.map((sale) => minorUnits(sale.total)));
	return ratio(tax, total - tax);
}

/** From one week to the next exports and untaxed goods change the share: so many standard errors are nothing special. */
const ERRORS = 4;

/** The standard error of `rateOf` by how much the sales differ among themselves, in percentage points. A judgement, no amount. */
function errorOf(sales: readonly PostedFigures[]): number {
	const each = sales.map(({ total, totalTax }) => {
		const tax = Number(minorUnits(totalTax));
		return { tax, net: Number(minorUnits(total)) - tax };
	});
	const net = each.reduce((sum, one) => sum + one.net, 0);
	const rate = each.reduce((sum, one) => sum + one.tax, 0) / net;
	return (100 * Math.sqrt(each.reduce((sum, one) => sum + (one.tax - rate * one.net) ** 2, 0))) / net;
}

/** "17.52" of 1752 */
const percentText = (hundredths: bigint): string => new Big(hundredths.toString()).div(100).toFixed(2);

function moved(input: HealthInput): Finding[] {
	const { posted = [], period, thresholds } = input;
	const keyOf = ({ record, currency }: PostedFigures): string =>
		JSON.stringify([storeOf(record.businessKey), currency]);
	const before = posted.filter((each) => isSale(each) && each.record.bookedOn < period.from.slice(0, 10));
	const earlier = grouped(before, keyOf);
	return [...grouped(ofPeriod(input).filter(isSale), keyOf)].flatMap(([key, sales]) => {
		const [store = ''] = JSON.parse(key) as string[];
		const [now, was] = [rateOf(sales), rateOf(earlier.get(key) ?? [])];
		if (now === undefined || was === undefined) return [];
		const difference = now - was;
		const size = difference < 0n ? -difference : difference;
		if (new Big(size.toString()).div(100).lt(thresholds.taxDriftPoints)) return [];
		const error = Math.hypot(errorOf(sales), errorOf(earlier.get(key) ?? []));
		if (Number(size) / 100 < ERRORS * error) return [];
		const evidence = {
			store,
			rate: percentText(now),
			before: percentText(was),
			points: percentText(size),
			direction: difference < 0n ? 'less' : 'more',
		};
		return [finding('TAX_RATE_MOVED', { evidence })];
	});
}

const moneyText = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** What reading again has found, and what the poster saw when it posted. */
function differing(input: HealthInput): Finding[] {
	const { ledgers = [] } = input;
	const readAgain = ledgers.flatMap(({ name: ledger, verified = [] }) =>
		verified.flatMap(({ documentType, number, orderNumber: order, url, postingKey: key, findings }) =>
			findings.flatMap(({ evidence = {} }) => {
				const { field, actual, expected } = evidence;
				if (field !== 'totalTax') return [];
				const document = `${documentType} ${number}`;
				const about = { document, order, ledger, key, ...urlOf(url) };
				return [
					finding('TAX_DIFFERS_IN_LEDGER', {
						evidence: { ...about, actual: actual ?? '', expected: expected ?? '' },
					}),
				];
			}),
		),
	);
	const known = new Set(readAgain.map(({ evidence }) => evidence?.['key']));
	const atPosting = ofPeriod(input).flatMap(({ record, totalTax }) => {
		const { postingKey: key, documentType, number, orderNumber: order, ledger, url } = record;
		if (known.has(key)) return [];
		return record.findings
			.filter(({ code, evidence }) => code === 'POSTED_AMOUNT_DIFFERS' && evidence?.['field'] === 'totalTax')
			.map(({ evidence }) => {
				const actual = `${String(evidence?.['actual'])} ${totalTax.currency}`;
				const about = { document: `${documentType} ${number}`, order, ledger, key, ...urlOf(url) };
				return finding('TAX_DIFFERS_IN_LEDGER', {
					evidence: { ...about, actual, expected: moneyText(totalTax) },
				});
			});
	});
	return [...readAgain, ...atPosting];
}

export const taxDrift: Check = (input) => {
	const { posted, ledgers = [], thresholds } = input;
	const readAgain = ledgers.reduce((sum, { verified = [] }) => sum + verified.length, 0);
	if (posted === undefined && readAgain === 0)
		return notChecked('The sync log has no posted documents of this time.');
	const sales = ofPeriod(input).filter(isSale).length;
	return found(
		`The tax of ${counted(readAgain, 'document')} was compared with the ledger's; the share of tax in ${counted(sales, 'sale')} with the time before (${thresholds.taxDriftPoints} points are told, from ${ENOUGH} sales on).`,
		[...differing(input), ...moved(input)],
	);
};
