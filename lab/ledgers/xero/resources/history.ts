/**
 * PUT /{Endpoint}/{Guid}/History: notes on a document. https://developer.xero.com/documentation/api/history-and-notes
 */
import { z } from 'zod';
import type { Organisation } from '../books/organisation';
import { methodNotAllowed, notFound, validationException } from '../faults';
import { elementsOf, readElement } from '../schema/read';

/** "Max Length 250 characters." */
const MOST = 250;

const note = z.strictObject({ Details: z.string() });

const exists = (organisation: Organisation, resource: string, id: string): boolean | undefined => {
	switch (resource) {
		case 'invoices':
			return organisation.invoices.get(id) !== undefined;
		case 'creditnotes':
			return organisation.creditNotes.get(id) !== undefined;
		case 'payments':
			return organisation.payments.get(id) !== undefined;
		case 'banktransactions':
			return organisation.bankTransactions.get(id) !== undefined;
		case 'banktransfers':
			return organisation.bankTransfers.get(id) !== undefined;
		case 'manualjournals':
			return organisation.manualJournals.get(id) !== undefined;
		default:
			return undefined;
	}
};

/** @throws XeroFault there is no such document, or a note is too long */
export function history(
	organisation: Organisation,
	method: string,
	[resource = '', id = '', , more]: readonly string[],
	body: () => unknown,
): object {
	if (exists(organisation, resource, id) !== true || more !== undefined) throw notFound();
	if (method !== 'PUT' && method !== 'POST') throw methodNotAllowed();
	const at = organisation.now();
	const rows = elementsOf('HistoryRecords', 'HistoryRecord', body()).map((sent) => {
		const { Details } = readElement('HistoryRecord', note, sent);
		if (Details.trim() !== '' && Details.length <= MOST) return Details;
		const Message = `The Details of a note must have 1 to ${MOST} characters`;
		throw validationException([{ ...(sent as object), ValidationErrors: [{ Message }] }]);
	});
	for (const details of rows)
		organisation.notes.put({ id: organisation.newId(), documentId: id, details, updated: at });
	return {
		HistoryRecords: rows.map((Details) => ({
			DateUTCString: new Date(at).toISOString().slice(0, 19),
			DateUTC: `/Date(${at})/`,
			Details,
			ValidationErrors: [],
		})),
	};
}
