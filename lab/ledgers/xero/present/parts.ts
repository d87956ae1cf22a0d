/** Parts that several answers share. */
import type { Organisation } from '../books/organisation';
import type { AccountRow, ContactRow, Line, Tracking } from '../books/records';
import type { Row } from '../../../kit/table';
import { dateOf, dateTimeText } from '../books/time';
import { toNumber } from '../decimals';

export const updatedFields = ({ updated }: Row): object => ({
	UpdatedDateUTC: dateOf(updated),
	UpdatedDateUTCString: dateTimeText(updated),
});

/** A member, or none when there is no value. */
export const given = <T>(name: string, value: T | undefined): object =>
	value === undefined ? {} : { [name]: value };

export const number = (value: string | undefined): number | undefined =>
	value === undefined ? undefined : toNumber(value);

export const contactShort = (contact: ContactRow | undefined): object =>
	contact === undefined
		? {}
		: {
				ContactID: contact.id,
				...given('ContactNumber', contact.number),
				Name: contact.name,
				Addresses: [],
				Phones: [],
				ContactGroups: [],
				ContactPersons: [],
				HasValidationErrors: false,
			};

export const accountShort = (account: AccountRow | undefined): object =>
	account === undefined
		? {}
		: {
				AccountID: account.id,
				...given('Code', account.code === '' ? undefined : account.code),
				Name: account.name,
				...given('CurrencyCode', account.currency),
			};

export function trackingView(organisation: Organisation, tracking: readonly Tracking[]): object[] {
	return tracking.flatMap(({ categoryId, optionId }) => {
		const category = organisation.trackingCategories.get(categoryId);
		const option = category?.options.find(({ id }) => id === optionId);
		if (category === undefined || option === undefined) return [];
		return [
			{
				TrackingCategoryID: categoryId,
				TrackingOptionID: optionId,
				Name: category.name,
				Option: option.name,
			},
		];
	});
}

export function lineView(organisation: Organisation, line: Line): object {
	const account = line.accountId === undefined ? undefined : organisation.accounts.get(line.accountId);
	return {
		...given('ItemCode', line.itemCode),
		...given('Description', line.description),
		...given('UnitAmount', number(line.unitAmount)),
		...given('TaxType', line.taxType),
		TaxAmount: toNumber(line.taxAmount),
		LineAmount: toNumber(line.lineAmount),
		...(account === undefined ? {} : { AccountCode: account.code, AccountID: account.id }),
		Tracking: trackingView(organisation, line.tracking),
		...given('Quantity', number(line.quantity)),
		...given('DiscountRate', number(line.discountRate)),
		...given('DiscountAmount', number(line.discountAmount)),
		LineItemID: line.id,
		ValidationErrors: [],
	};
}
