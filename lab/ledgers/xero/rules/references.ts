/** Finding what a document names: accounts, tax rates, tracking, contacts, currencies. */
import { lower, type Organisation } from '../books/organisation';
import type { AccountRow, TaxRateRow, Tracking } from '../books/records';
import { classOf, OPEN_SYSTEM_ACCOUNTS } from '../country/accountTypes';
import { decimal } from '../decimals';
import { Invalid } from '../faults';
import type { AccountRef, LineBody } from '../schema/parts';

/** An account by id or code. @throws Invalid there is none, or it was archived */
export function account(organisation: Organisation, ref: AccountRef): AccountRow {
	const found =
		ref.AccountID !== undefined
			? organisation.accounts.get(ref.AccountID)
			: ref.Code !== undefined
				? organisation.accounts
						.find('code', lower(ref.Code))
						.toSorted((a, b) => Number(a.status !== 'ACTIVE') - Number(b.status !== 'ACTIVE'))[0]
				: undefined;
	const named = ref.AccountID === undefined ? `code '${ref.Code ?? ''}'` : `ID '${ref.AccountID}'`;
	if (found === undefined) throw new Invalid([`Account ${named} is not a valid code for this document.`]);
	if (found.status !== 'ACTIVE') {
		throw new Invalid([`Account code '${found.code}' has been archived, or deleted.`]);
	}
	return found;
}

const notForDocuments = ({ code }: AccountRow): Invalid =>
	new Invalid([`Account code '${code}' is not a valid code for this document.`]);

/** An account for a line: not a bank account, not one that Xero itself keeps. */
export function lineAccount(organisation: Organisation, ref: AccountRef): AccountRow {
	const found = account(organisation, ref);
	const closed = found.system !== undefined && !OPEN_SYSTEM_ACCOUNTS.includes(found.system);
	if (closed || found.type === 'BANK') throw notForDocuments(found);
	return found;
}

/** An account for a line of a manual journal: inventory is not allowed either. */
export function journalAccount(organisation: Organisation, ref: AccountRef): AccountRow {
	const found = lineAccount(organisation, ref);
	if (found.type === 'INVENTORY') throw notForDocuments(found);
	return found;
}

/** An account that payments can be made to. */
export function paymentAccount(organisation: Organisation, ref: AccountRef): AccountRow {
	const found = account(organisation, ref);
	if (found.type !== 'BANK' && !found.payments) {
		throw new Invalid([
			`The account code '${found.code}' is not a valid payment account: it must be of type BANK or have payments enabled.`,
		]);
	}
	return found;
}

/** A bank account. */
export function bankAccount(organisation: Organisation, ref: AccountRef): AccountRow {
	const found = account(organisation, ref);
	if (found.type !== 'BANK') throw new Invalid([`Account code '${found.code}' is not a bank account.`]);
	return found;
}

/** A rate that may be used with an account. */
export function taxRate(
	organisation: Organisation,
	taxType: string,
	used: AccountRow | undefined,
): TaxRateRow {
	const found = organisation.taxRates.find('taxType', taxType).find(({ status }) => status === 'ACTIVE');
	if (found === undefined) {
		throw new Invalid([
			`TaxType code '${taxType}' does not exist or cannot be used for this type of transaction.`,
		]);
	}
	if (used !== undefined && !found.applies.includes(classOf(used.type))) {
		throw new Invalid([`The TaxType code '${taxType}' cannot be used with account code '${used.code}'.`]);
	}
	return found;
}

/** The options of a line's tracking: at most two, of different categories. */
export function trackingOf(organisation: Organisation, sent: LineBody['Tracking']): Tracking[] {
	if (sent === undefined) return [];
	if (sent.length > 2) throw new Invalid(['A maximum of 2 tracking categories can be used on a line.']);
	const found = sent.map(({ TrackingCategoryID, TrackingOptionID, Name, Option }): Tracking => {
		const category = [...organisation.trackingCategories.all()].find(
			(one) =>
				one.status === 'ACTIVE' &&
				(TrackingCategoryID === undefined
					? lower(one.name) === lower(Name ?? '')
					: one.id === TrackingCategoryID),
		);
		const option = category?.options.find(
			(one) =>
				one.status === 'ACTIVE' &&
				(TrackingOptionID === undefined
					? lower(one.name) === lower(Option ?? '')
					: one.id === TrackingOptionID),
		);
		if (category === undefined || option === undefined) {
			throw new Invalid([`The tracking option '${Name ?? ''}: ${Option ?? ''}' could not be found.`]);
		}
		return { categoryId: category.id, optionId: option.id };
	});
	if (new Set(found.map(({ categoryId }) => categoryId)).size < found.length) {
		throw new Invalid(['A tracking category can be used only once on a line.']);
	}
	return found;
}

/**
 * A document's currency and its rate: units of it for one of the base currency.
 * @throws Invalid it is not subscribed to, or no rate is known
 */
export function currencyOf(
	organisation: Organisation,
	code: string | undefined,
	sent: number | undefined,
): { currency: string; rate: string } {
	const base = organisation.identity.currency;
	const currency = code ?? base;
	if (organisation.currencies.get(currency) === undefined) {
		throw new Invalid([`Organisation is not subscribed to currency ${currency}`]);
	}
	if (currency === base) {
		if (sent !== undefined && sent !== 1) {
			throw new Invalid(['The currency rate of a document in the base currency must be 1.']);
		}
		return { currency, rate: '1' };
	}
	const rate = sent === undefined ? organisation.settings.dayRates[currency] : String(sent);
	if (rate === undefined)
		throw new Invalid([`No currency rate is available for ${currency}: send CurrencyRate.`]);
	if (decimal(rate).lte(0)) throw new Invalid(['The currency rate must be greater than zero.']);
	return { currency, rate };
}
