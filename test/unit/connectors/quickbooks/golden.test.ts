/**
 * Golden cases: `document.json` (the company, what is posted already, ledger documents) -> `request.json` (entity and body of
 * each). Written anew only with UPDATE_GOLDEN=1.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENTITIES } from '../../../../connectors/ledgers/quickbooks/entities';
import { toRequest } from '../../../../connectors/ledgers/quickbooks/toRequest';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import type { PostedDocument } from '../../../../core/ledger/connector';
import { COMPANIES } from './support/companies';
import { GOLDEN } from './support/golden';

interface GoldenCase {
	company: string;
	posted?: PostedDocument[];
	documents: LedgerDocument[];
}

/** Requests of a golden case, with ids as a company would have given them. */
function requestsOf(name: string): unknown[] {
	const golden = JSON.parse(readFileSync(join(GOLDEN, name, 'document.json'), 'utf8')) as GoldenCase;
	const company = COMPANIES[golden.company];
	if (company === undefined) throw new Error(`no company ${golden.company}`);
	return golden.documents.map((document) => {
		const posted = golden.posted?.find(({ postingKey }) => postingKey === document.appliesTo);
		const draft = toRequest(document, company, posted);
		if (!draft.ok) throw new Error(`${name} is held: ${JSON.stringify(draft.findings, null, 2)}`);
		const items = new Map(draft.value.items.map(({ id }) => [id, `item-${id}`]));
		const body = draft.value.complete({ items, customer: draft.value.needsCustomer ? '58' : undefined });
		return {
			entity: ENTITIES[document.type],
			body,
			...(draft.findings.length === 0 ? {} : { findings: draft.findings.map(({ code }) => code) }),
		};
	});
}

describe('golden requests', () => {
	const names = readdirSync(GOLDEN);
	it('has the cases', () => expect(names.length).toBeGreaterThanOrEqual(16));

	it.each(names)('%s', (name) => {
		const file = join(GOLDEN, name, 'request.json');
		const requests = requestsOf(name);
		if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, `${JSON.stringify(requests, null, 2)}\n`);
		expect(existsSync(file)).toBe(true);
		expect(requests).toEqual(JSON.parse(readFileSync(file, 'utf8')));
	});
});
