/** Contacts: names are unique among active ones; ContactNumber is the key of other systems. */
import { lower, type Organisation } from '../books/organisation';
import type { ContactRow } from '../books/records';
import { Invalid, Problems } from '../faults';
import type { ContactBody } from '../schema/parts';
import type { WriteContext } from './context';

const KEPT = [
	'AccountNumber',
	'FirstName',
	'LastName',
	'CompanyNumber',
	'EmailAddress',
	'ContactPersons',
	'BankAccountDetails',
	'TaxNumber',
	'AccountsReceivableTaxType',
	'AccountsPayableTaxType',
	'Addresses',
	'Phones',
	'DefaultCurrency',
	'SalesDefaultAccountCode',
	'PurchasesDefaultAccountCode',
] as const satisfies readonly (keyof ContactBody)[];

const LENGTHS: readonly (readonly [keyof ContactBody, number])[] = [
	['Name', 255],
	['ContactNumber', 50],
	['AccountNumber', 50],
	['FirstName', 255],
	['LastName', 255],
	['EmailAddress', 255],
	['TaxNumber', 50],
];

/** Names that are taken. */
const named = (organisation: Organisation, name: string): ContactRow | undefined =>
	organisation.contacts.find('name', lower(name)).find(({ status }) => status === 'ACTIVE');

/** The contact a body means: by id, else by number, else by name. */
function meant(organisation: Organisation, sent: ContactBody): ContactRow | undefined {
	if (sent.ContactID !== undefined) {
		const found = organisation.contacts.get(sent.ContactID);
		if (found === undefined)
			throw new Invalid(['The contact with the specified contact details could not be found.']);
		return found;
	}
	if (sent.ContactNumber !== undefined) {
		const [found] = organisation.contacts.find('number', sent.ContactNumber);
		if (found !== undefined) return found;
	}
	return sent.Name === undefined ? undefined : named(organisation, sent.Name);
}

function keep(organisation: Organisation, sent: ContactBody, existing: ContactRow | undefined): ContactRow {
	const problems = new Problems();
	const name = (sent.Name ?? existing?.name ?? '').trim();
	if (name === '') problems.add('The Contact Name must be specified.');
	for (const [field, max] of LENGTHS) problems.length(field, sent[field] as string | undefined, max);
	if (
		sent.EmailAddress !== undefined &&
		sent.EmailAddress !== '' &&
		!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(sent.EmailAddress)
	)
		problems.add('Email address must be valid');
	const status =
		sent.ContactStatus === 'ARCHIVED' ? 'ARCHIVED' : (sent.ContactStatus ?? existing?.status ?? 'ACTIVE');
	if (status === 'GDPRREQUEST') problems.add('The ContactStatus GDPRREQUEST cannot be set.');
	const taken = named(organisation, name);
	if (status === 'ACTIVE' && taken !== undefined && taken.id !== existing?.id) {
		problems.add(
			`The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`,
		);
	}
	const number = sent.ContactNumber ?? existing?.number;
	if (number !== undefined) {
		const [other] = organisation.contacts.find('number', number);
		if (other !== undefined && other.id !== existing?.id)
			problems.add(`The contact number ${number} is already assigned to another contact.`);
	}
	problems.check();
	const fields = Object.fromEntries(
		KEPT.flatMap((field) => (sent[field] === undefined ? [] : [[field, sent[field]] as const])),
	);
	return organisation.contacts.put({
		id: existing?.id ?? organisation.newId(),
		updated: organisation.now(),
		name,
		status: status === 'ARCHIVED' ? 'ARCHIVED' : 'ACTIVE',
		...(number === undefined ? {} : { number }),
		fields: { ...existing?.fields, ...fields },
	});
}

/** Makes a contact, or with POST changes the one that is meant. */
export function saveContact(
	organisation: Organisation,
	sent: ContactBody,
	context: WriteContext,
): ContactRow {
	const body = context.id === undefined ? sent : { ...sent, ContactID: context.id };
	if (context.mode === 'create' && body.ContactID === undefined) return keep(organisation, body, undefined);
	return keep(organisation, body, meant(organisation, body));
}

/**
 * The contact of a document. With more than its id it is changed, and one that is not there is made: what Xero does, and
 * why a client sends the id alone.
 */
export function contactOf(organisation: Organisation, sent: ContactBody | undefined): ContactRow {
	if (sent === undefined || (sent.ContactID ?? sent.ContactNumber ?? sent.Name) === undefined) {
		throw new Invalid([
			'The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID, ContactNumber',
		]);
	}
	const found = meant(organisation, sent);
	if (found?.status === 'ARCHIVED')
		throw new Invalid(['The contact is archived and cannot be used on new transactions.']);
	const { ContactID: _id, ContactNumber: _number, Name: _name, ...more } = sent;
	const isBare = Object.keys(more).every((field) => !(KEPT as readonly string[]).includes(field));
	if (found !== undefined && isBare) return found;
	return keep(organisation, sent, found);
}
