/** Endpoints below a record: allocations of credit notes, options of tracking categories; and what can be deleted. */
import type { Organisation } from '../books/organisation';
import { Invalid, methodNotAllowed, notFound, validationException } from '../faults';
import { allocationView } from '../present/documents';
import { accountView, itemView, trackingCategoryView, trackingOptionView } from '../present/lists';
import { allocate, deallocate } from '../rules/allocations';
import { deleteAccount, deleteItem, deleteTrackingCategory, saveTrackingOption } from '../rules/lists';
import { allocation } from '../schema/documents';
import { trackingOption } from '../schema/lists';
import { elementsOf, readElement } from '../schema/read';

interface PartRequest {
	readonly method: string;
	/** the words behind the resource's own */
	readonly path: readonly string[];
	readonly body: () => unknown;
}

/** A refusal as a 400 of the whole request. */
function whole<T>(organisation: Organisation, sent: unknown, act: () => T): T {
	try {
		return organisation.atomically(act);
	} catch (error) {
		if (!(error instanceof Invalid)) throw error;
		const ValidationErrors = error.messages.map((Message) => ({ Message }));
		throw validationException([{ ...(sent as object), ValidationErrors }]);
	}
}

/** PUT and DELETE /CreditNotes/{id}/Allocations */
export function allocations(organisation: Organisation, { method, path, body }: PartRequest): object {
	const [noteId = '', , allocationId] = path;
	const note = organisation.creditNotes.get(noteId);
	if (note === undefined) throw notFound();
	if (method === 'DELETE') {
		const row = organisation.allocations.get(allocationId ?? '');
		if (row === undefined || row.creditNoteId !== noteId || row.deleted) throw notFound();
		return {
			Allocations: [
				allocationView(
					organisation,
					whole(organisation, {}, () => deallocate(organisation, row)),
				),
			],
		};
	}
	if (method !== 'PUT' || allocationId !== undefined) throw methodNotAllowed();
	const elements = elementsOf('Allocations', 'Allocation', body());
	const made = organisation.atomically(() =>
		elements.map((sent) =>
			whole(organisation, sent, () => {
				const current = organisation.creditNotes.get(noteId) ?? note;
				return allocate(organisation, current, readElement('Allocation', allocation, sent));
			}),
		),
	);
	return { Allocations: made.map((row) => allocationView(organisation, row)) };
}

/** PUT /TrackingCategories/{id}/Options and POST .../Options/{id} */
export function trackingOptions(organisation: Organisation, { method, path, body }: PartRequest): object {
	const [categoryId = '', , optionId] = path;
	const category = organisation.trackingCategories.get(categoryId);
	if (category === undefined || category.status === 'DELETED') throw notFound();
	if (method !== (optionId === undefined ? 'PUT' : 'POST')) throw methodNotAllowed();
	if (optionId !== undefined && !category.options.some(({ id }) => id === optionId)) throw notFound();
	const elements = elementsOf('Options', 'TrackingOption', body());
	const options = organisation.atomically(() =>
		elements.map((sent) =>
			whole(organisation, sent, () => {
				const current = organisation.trackingCategories.get(categoryId) ?? category;
				return saveTrackingOption(
					organisation,
					current,
					readElement('TrackingOption', trackingOption, sent),
					optionId,
				);
			}),
		),
	);
	return { Options: options.map(({ option }) => trackingOptionView(option)) };
}

/** DELETE of one record; undefined: there is no such thing. */
export function remove(organisation: Organisation, resource: string, id: string): object | undefined {
	const act = <T>(change: () => T): T => whole(organisation, {}, change);
	switch (resource) {
		case 'accounts':
			if (organisation.accounts.get(id) === undefined) throw notFound();
			return {
				Accounts: [
					accountView(
						organisation,
						act(() => deleteAccount(organisation, id)),
					),
				],
			};
		case 'items':
			if (organisation.items.get(id) === undefined) throw notFound();
			return {
				Items: [
					itemView(
						organisation,
						act(() => deleteItem(organisation, id)),
					),
				],
			};
		case 'trackingcategories':
			if (organisation.trackingCategories.get(id) === undefined) throw notFound();
			return {
				TrackingCategories: [
					trackingCategoryView(
						organisation,
						act(() => deleteTrackingCategory(organisation, id)),
					),
				],
			};
		default:
			return undefined;
	}
}
