/**
 * What documents of one event do to the books, leg by leg: so that two versions of an event can be compared whatever kinds
 * of documents they were composed as, and the difference be booked.
 */
import { canonicalJson } from '../canonicalJson';
import type { AccountRef, AccountRole } from '../accounts/roles';
import type { LedgerTaxCode } from '../documents/parts';
import type { LineTax, Side } from '../journal/entry';
import { isSaleLike } from '../ledger/compose/context';
import { isOwnAccount, ownTax } from '../ledger/ownAccounts';
import { minorUnits } from '../money/money';
import type { DocumentSnapshot } from './snapshot';

/** A tax that a line carries under its tax code; debit is positive. */
export interface LegTax {
	readonly tax: Omit<LineTax, 'amount'>;
	readonly units: bigint;
}

/** line: of an account. money: a gateway's account, or a bank. receivable: what the customer owes. Debit is positive. */
export interface Leg {
	readonly kind: 'line' | 'money' | 'receivable';
	readonly role: AccountRole;
	readonly account?: AccountRef;
	readonly taxCode?: LedgerTaxCode;
	readonly dimensions?: Readonly<Record<string, string>>;
	readonly description: string;
	readonly units: bigint;
	readonly taxes: ReadonlyMap<string, LegTax>;
}

export type Content = ReadonlyMap<string, Leg>;

type Line = DocumentSnapshot['lines'][number];

const NO_TAXES: ReadonlyMap<string, LegTax> = new Map();

const signed = (side: Side, units: bigint): bigint => (side === 'debit' ? units : -units);

const rateKey = ({ ledgerRateId, name, rate }: Omit<LineTax, 'amount'>): string =>
	ledgerRateId ?? `${name}|${rate}`;

function addTaxes(
	to: ReadonlyMap<string, LegTax>,
	more: Iterable<LegTax>,
	sign: bigint,
): Map<string, LegTax> {
	const sums = new Map(to);
	for (const { tax, units } of more) {
		const key = rateKey(tax);
		sums.set(key, { tax, units: (sums.get(key)?.units ?? 0n) + sign * units });
	}
	return sums;
}

/** Legs under their keys; what is alike is summed. */
class Legs {
	readonly byKey = new Map<string, Leg>();

	add(key: string, leg: Leg, sign = 1n): void {
		const known = this.byKey.get(key);
		this.byKey.set(key, {
			...(known ?? leg),
			units: (known?.units ?? 0n) + sign * leg.units,
			taxes: addTaxes(known?.taxes ?? NO_TAXES, leg.taxes.values(), sign),
		});
	}

	/**
	 * An account that the ledger keeps itself: a journal beside the document moves it on (core/ledger/compose/moving.ts), so whatever
	 * was booked there comes to nothing once both are posted.
	 */
	own(account: AccountRef, units: bigint): void {
		const description = account.name;
		this.add(`own ${account.id}`, {
			kind: 'line',
			role: 'sales',
			account,
			description,
			units,
			taxes: NO_TAXES,
		});
	}

	money(account: AccountRef, description: string, units: bigint): void {
		if (isOwnAccount(account.id)) return this.own(account, units);
		this.add(`money ${account.id}`, {
			kind: 'money',
			role: 'clearing',
			account,
			description,
			units,
			taxes: NO_TAXES,
		});
	}

	receivable(units: bigint): void {
		this.add('receivable', {
			kind: 'receivable',
			role: 'receivable',
			description: units < 0n ? 'No longer owed by the customer' : 'Owed by the customer',
			units,
			taxes: NO_TAXES,
		});
	}

	line({ role, account, side, amount, taxCode, taxes, dimensions, description }: Line): void {
		const units = signed(side, minorUnits(amount));
		if (isOwnAccount(account.id)) return this.own(account, units);
		if (role === 'clearing') return this.money(account, description, units);
		const carried = taxes.map(({ amount: each, ...tax }) => ({ tax, units: signed(side, minorUnits(each)) }));
		const rates = [...new Set(taxes.map(rateKey))].sort();
		const key = canonicalJson(['line', role, account.id, taxCode?.id ?? null, dimensions ?? null, rates]);
		this.add(key, {
			kind: 'line',
			role,
			account,
			description,
			...(taxCode === undefined ? {} : { taxCode }),
			...(dimensions === undefined ? {} : { dimensions }),
			units,
			taxes: addTaxes(NO_TAXES, carried, 1n),
		});
	}
}

const isNothing = ({ units, taxes }: Leg): boolean =>
	units === 0n && [...taxes.values()].every((tax) => tax.units === 0n);

function withoutNothing(legs: ReadonlyMap<string, Leg>): Content {
	return new Map([...legs].filter(([, leg]) => !isNothing(leg)));
}

/** What documents do together. Legs of nothing are left out. */
export function contentOf(documents: readonly DocumentSnapshot[]): Content {
	const legs = new Legs();
	for (const { type, lines, taxes, total, moneyAccount } of documents) {
		const all = minorUnits(total);
		if (type === 'CustomerPayment' || type === 'CustomerRefund') {
			const units = type === 'CustomerPayment' ? all : -all;
			if (moneyAccount !== undefined) legs.money(moneyAccount, moneyAccount.name, units);
			legs.receivable(-units);
			continue;
		}
		let sum = 0n;
		for (const line of lines) {
			legs.line(line);
			sum += signed(line.side, minorUnits(line.amount));
		}
		const taxSide = isSaleLike(type) ? 'credit' : 'debit';
		const isOwn = lines.some(({ account }) => isOwnAccount(account.id));
		for (const { name, amount } of taxes) {
			const units = signed(taxSide, minorUnits(amount));
			sum += units;
			if (isOwn) legs.own(ownTax(name), units);
		}
		if (moneyAccount !== undefined) legs.money(moneyAccount, moneyAccount.name, -sum);
		else legs.receivable(-sum);
	}
	return withoutNothing(legs.byKey);
}

/** What has to be added to `was` so that it becomes `is`. */
export function contentDifference(was: Content, is: Content): Content {
	const legs = new Legs();
	for (const [key, leg] of is) legs.add(key, leg);
	for (const [key, leg] of was) legs.add(key, leg, -1n);
	return withoutNothing(legs.byKey);
}

/** The tax that the legs carry. */
export function carriedTax(legs: Iterable<Leg>): bigint {
	let sum = 0n;
	for (const { taxes } of legs) for (const { units } of taxes.values()) sum += units;
	return sum;
}

/** The amounts that moved through gateways, whatever accounts these have. */
function moneyAmounts(content: Content): string {
	const amounts = [...content.values()].filter(({ kind }) => kind === 'money').map(({ units }) => units);
	return amounts.map(String).sort().join();
}

/**
 * Whether two contents are the same to the shop: the same amounts under the same roles, whatever accounts, tax codes and
 * dimensions they have. Then the mapping has changed, not the order.
 */
export function isOnlyMappedOtherwise(was: Content, is: Content): boolean {
	const difference = contentDifference(was, is);
	const byRole = new Map<string, bigint>();
	for (const { kind, role, units } of difference.values()) {
		const key = kind === 'line' ? role : kind;
		byRole.set(key, (byRole.get(key) ?? 0n) + units);
	}
	const isSame =
		[...byRole.values()].every((units) => units === 0n) && carriedTax(difference.values()) === 0n;
	return isSame && moneyAmounts(was) === moneyAmounts(is);
}

/** What kind of change it is that a posted document differs in: of its order, or only of the accounts and codes chosen. */
export function isMappedOtherwise(was: DocumentSnapshot | undefined, is: DocumentSnapshot): boolean {
	if (was === undefined) return false;
	const same = (name: 'type' | 'date' | 'dueOn' | 'currency' | 'appliesTo'): boolean =>
		was[name] === is[name];
	if (!same('type') || !same('date') || !same('dueOn') || !same('currency') || !same('appliesTo'))
		return false;
	const [before, now] = [contentOf([was]), contentOf([is])];
	return contentDifference(before, now).size > 0 && isOnlyMappedOtherwise(before, now);
}
