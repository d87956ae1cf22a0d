/** Sums journal lines that differ in nothing that the books show. */
import { ACCOUNT_ROLES, type AccountRole } from '../accounts/roles';
import { canonicalJson } from '../canonicalJson';
import type { JournalLine, LineFacts, LineTax } from '../journal/entry';
import { fromMinorUnits, minorUnits } from '../money/money';

interface Sum {
	readonly first: JournalLine;
	units: bigint;
	/** by the order of `first.taxes` */
	readonly taxes: bigint[];
	account: JournalLine['account'];
	capturedAt: string | undefined;
}

const taxShape = ({ name, rate, ledgerRateId }: LineTax): readonly string[] => [
	name,
	rate,
	ledgerRateId ?? '',
];

/** Equal for lines that are one line of a summary. */
function lineKey(line: JournalLine): string {
	const { part, role, account, side, amount, taxCode, taxes = [], dimensions, facts, payment } = line;
	return canonicalJson([
		part ?? null,
		role,
		account?.id ?? null,
		side,
		amount.currency,
		taxCode ?? null,
		taxes.map(taxShape),
		dimensions ?? null,
		facts.gateway ?? null,
		payment !== undefined,
		facts.taxName ?? null,
		facts.taxRate ?? null,
		role === 'refundAdjustments' ? (facts.adjustment ?? null) : null,
	]);
}

/** What lines of a role are called, in a bookkeeper's words. */
const NAMES: Readonly<Partial<Record<AccountRole, string>>> = {
	sales: 'Sales',
	discounts: 'Discounts given',
	salesReturns: 'Sales returns',
	shippingIncome: 'Shipping',
	shippingRefunds: 'Shipping refunded',
	refundAdjustments: 'Refund adjustments',
	marketplaceTax: 'Tax collected and paid by the sales channel',
	giftCardLiability: 'Gift cards sold',
	storeCredit: 'Store credit',
	tips: 'Tips',
	duties: 'Duties',
	importTax: 'Import tax',
	refundsPayable: 'Refunds not yet paid out',
	rounding: 'Rounding differences',
};

function descriptionOf({ role, side, facts, payment, description }: JournalLine): string {
	if (payment !== undefined) {
		if (role === 'clearing') return facts.gateway ?? 'Payments';
		const what = role === 'giftCardLiability' ? 'Gift cards' : 'Store credit';
		return side === 'debit' ? `${what} used` : `${what} given back`;
	}
	if (role === 'taxPayable') return facts.taxName ?? description;
	if (role === 'discounts' && side === 'credit') return 'Discounts taken back';
	if (role === 'refundAdjustments' && facts.adjustment === 'keptBack') return 'Kept back from refunds';
	return NAMES[role] ?? role;
}

function factsOf({ facts }: JournalLine): LineFacts {
	const { platform, store, currency, gateway, taxName, taxRate, adjustment } = facts;
	return {
		...(platform === undefined ? {} : { platform }),
		...(store === undefined ? {} : { store }),
		...(currency === undefined ? {} : { currency }),
		...(gateway === undefined ? {} : { gateway, lineType: 'tender' as const }),
		...(taxName === undefined ? {} : { taxName }),
		...(taxRate === undefined ? {} : { taxRate }),
		...(adjustment === undefined ? {} : { adjustment }),
	};
}

function lineOf({ first, units, taxes, account, capturedAt }: Sum): JournalLine {
	const { role, side, amount, dimensions, taxCode, facts, part } = first;
	const { currency } = amount;
	const given = first.taxes ?? [];
	const gateway = facts.gateway ?? '';
	return {
		role,
		...(account === undefined ? {} : { account }),
		side,
		amount: fromMinorUnits(units, currency),
		description: descriptionOf(first),
		facts: factsOf(first),
		...(dimensions === undefined ? {} : { dimensions }),
		...(taxCode === undefined ? {} : { taxCode }),
		...(taxCode === undefined && given.length === 0
			? {}
			: {
					taxes: given.map((tax, index) => ({
						...tax,
						amount: fromMinorUnits(taxes[index] ?? 0n, currency),
					})),
				}),
		// its name tells the documents of several gateways apart
		...(capturedAt === undefined
			? {}
			: {
					payment: {
						id: account === undefined ? gateway : `${gateway}/${account.id}`,
						method: '',
						capturedAt,
					},
				}),
		origin: part ?? 'lines',
		...(part === undefined ? {} : { part }),
	};
}

/**
 * Lines by part, role, account, side, currency, tax code, taxes, dimensions and gateway, each with the sum of its amounts and
 * taxes. Quantities, products and single payments are gone. The result does not depend on the order of the lines.
 */
export function sumLines(lines: Iterable<JournalLine>): readonly JournalLine[] {
	const sums = new Map<string, Sum>();
	for (const line of lines) {
		const key = lineKey(line);
		const taxes = line.taxes ?? [];
		const sum = sums.get(key);
		if (sum === undefined) {
			sums.set(key, {
				first: line,
				units: minorUnits(line.amount),
				taxes: taxes.map(({ amount }) => minorUnits(amount)),
				account: line.account,
				capturedAt: line.payment?.capturedAt,
			});
			continue;
		}
		sum.units += minorUnits(line.amount);
		taxes.forEach(({ amount }, index) => {
			sum.taxes[index] = (sum.taxes[index] ?? 0n) + minorUnits(amount);
		});
		// an account that was renamed in between: either name will do, but always the same
		if (line.account !== undefined && line.account.name < (sum.account?.name ?? ''))
			sum.account = line.account;
		if ((line.payment?.capturedAt ?? '') > (sum.capturedAt ?? '')) sum.capturedAt = line.payment?.capturedAt;
	}
	const place = ({ role, payment }: JournalLine): number =>
		payment === undefined ? ACCOUNT_ROLES.indexOf(role) : ACCOUNT_ROLES.length;
	return [...sums]
		.sort(([a, one], [b, other]) => place(one.first) - place(other.first) || (a < b ? -1 : 1))
		.map(([, sum]) => lineOf(sum));
}
