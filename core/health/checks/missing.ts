/** What the shop has and the sync log has not; what the sync log has posted and the ledger has lost. */
import { finding, type Finding } from '../../findings/finding';
import { sumMoney, type Money } from '../../money/money';
import type { VerifiedDocument } from '../../posting/verify';
import type { HealthInput, LedgerLook, ShopDocument } from '../input';
import { counted, found, listed, notChecked, urlOf, type Check } from './tools';

function missingOf({ shop = [], records, heldEvents, summarized = new Set() }: HealthInput): ShopDocument[] {
	const known = new Set([...records, ...heldEvents].map(({ businessKey }) => businessKey));
	return shop.filter(({ businessKey }) => !known.has(businessKey) && !summarized.has(businessKey));
}

const moneyText = ({ amount, currency }: Money): string => `${amount} ${currency}`;

function worth(missing: readonly ShopDocument[]): string {
	const totals = missing.flatMap(({ total }) => total ?? []);
	const currencies = [...new Set(totals.map(({ currency }) => currency))].sort();
	return listed(
		currencies.map((currency) =>
			moneyText(
				sumMoney(
					totals.filter((total) => total.currency === currency),
					currency,
				),
			),
		),
	);
}

const missingFinding = ({ businessKey, orderNumber, bookedOn, total, url }: ShopDocument): Finding =>
	finding('MISSING_IN_LEDGER', {
		evidence: {
			document: total === undefined ? orderNumber : `${orderNumber} (${moneyText(total)})`,
			bookedOn,
			key: businessKey,
			...urlOf(url),
		},
	});

/** The tax has a check of its own. */
const isAboutTax = ({ evidence }: Finding): boolean => evidence?.['field'] === 'totalTax';

function afterPosting(name: string, document: VerifiedDocument): Finding[] {
	const { state, documentType, number, orderNumber: order, total, url, postingKey: key, findings } = document;
	const about = { document: `${documentType} ${number}`, order, ledger: name, key, ...urlOf(url) };
	switch (state) {
		case 'same':
			return [];
		case 'missing':
		case 'voided': {
			const how = state === 'voided' ? 'void' : 'not';
			return [finding('GONE_FROM_LEDGER', { evidence: { ...about, amount: moneyText(total), state: how } })];
		}
		case 'differs': {
			const changes = findings
				.filter((each) => !isAboutTax(each))
				.map(({ evidence = {} }) => {
					const { field, expected, actual } = evidence;
					return `${String(field)} is ${String(actual)} instead of ${String(expected)}`;
				});
			return changes.length === 0
				? []
				: [finding('CHANGED_IN_LEDGER', { evidence: { ...about, changes: changes.join(', ') } })];
		}
	}
}

const verifiedText = ({ name, verified = [] }: LedgerLook): string =>
	`${counted(verified.length, 'posted document')} ${verified.length === 1 ? 'was' : 'were'} read again in ${name}`;

export const missing: Check = (input) => {
	const { shop, ledgers = [] } = input;
	const looked = ledgers.filter(({ verified }) => verified !== undefined);
	if (shop === undefined && looked.length === 0)
		return notChecked('Switch on "Compare With the Shop" or "Compare With the Ledger".');
	const absent = missingOf(input);
	const gone = looked.flatMap(({ name, verified = [] }) =>
		verified.flatMap((each) => afterPosting(name, each)),
	);
	const parts = [
		...(shop === undefined
			? []
			: [
					`${counted(shop.length, 'event')} of the shop ${shop.length === 1 ? 'was' : 'were'} looked up in the sync log`,
				]),
		...looked.map(verifiedText),
	];
	const value = worth(absent);
	const sum = absent.length === 0 || value === '' ? '' : ` What is missing is worth ${value}.`;
	const lost = gone.filter(({ code }) => code === 'GONE_FROM_LEDGER');
	const others = gone.filter(({ code }) => code !== 'GONE_FROM_LEDGER');
	return found(`${listed(parts)}.${sum}`, [...absent.map(missingFinding), ...lost, ...others]);
};
