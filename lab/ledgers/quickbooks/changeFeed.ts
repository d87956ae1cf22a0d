/** Change data capture: what changed since a moment, of several entities at once; deleted objects are named. */
import type { Company } from './books/company';
import { metaTime } from './books/time';
import { bodyErrors, businessRule, invalidBody, missingParameter, queryInvalid } from './faults';
import { present } from './present';
import { entityNamed, type EntityName } from './schema/index';

const DAYS = 30;
/** over all entities of a request together */
const LIMIT = 1000;

function changed(company: Company, type: EntityName, since: number): { at: number; object: object }[] {
	const kept = [...company.store.all(type)]
		.map((object) => ({ at: Date.parse(object.MetaData.LastUpdatedTime), object }))
		.filter(({ at }) => at >= since)
		.map(({ at, object }) => ({ at, object: present(company, type, object) }));
	const deleted = company.tombstones
		.filter((stone) => stone.type === type && stone.at >= since)
		.map(({ id, at }) => ({
			at,
			object: { Id: id, status: 'Deleted', domain: 'QBO', MetaData: { LastUpdatedTime: metaTime(at) } },
		}));
	return [...kept, ...deleted].sort((a, b) => a.at - b.at);
}

/**
 * The CDCResponse of a request.
 * @throws QuickBooksFault 2020, 2060, 4001 an entity that does not exist, 6000 longer ago than 30 days
 */
export function changeFeed(company: Company, query: URLSearchParams): object {
	const [entities, changedSince] = [query.get('entities'), query.get('changedSince')];
	if (entities === null || entities === '') throw missingParameter('entities');
	if (changedSince === null) throw missingParameter('changedSince');
	const since = Date.parse(changedSince);
	if (Number.isNaN(since)) throw invalidBody([bodyErrors.date('changedSince', changedSince)]);
	if (company.now() - since > DAYS * 86_400_000) {
		throw businessRule(`changedSince is more than ${DAYS} days ago.`, 'changedSince');
	}
	let left = LIMIT;
	const responses = entities.split(',').map((name) => {
		const type = entityNamed(name.trim());
		if (type === undefined) throw queryInvalid(`Invalid context declaration: ${name.trim()}`);
		const objects = changed(company, type, since)
			.slice(0, left)
			.map(({ object }) => object);
		left -= objects.length;
		return objects.length === 0 ? {} : { [type]: objects, startPosition: 1, maxResults: objects.length };
	});
	return { CDCResponse: [{ QueryResponse: responses }] };
}
