/**
 * Golden cases: orders as BigCommerce's API gives them, and the documents that become of them. To take a change over, look
 * at the difference and run with UPDATE_GOLDEN=1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseDocument } from '../../../../core/documents/parse';
import { DEFAULT_STORE_POLICY, type StoreInfo, type StorePolicy } from '../../../../core/store/connector';
import { toDocuments } from '../../../../connectors/stores/bigcommerce/toDocuments';
import { expectGolden } from '../../../support/golden';

const FOLDER = resolve(__dirname, '../../../../connectors/stores/bigcommerce/golden');

interface Case {
	/** what the case is about, for its reader */
	readonly about: string;
	readonly shop: StoreInfo;
	readonly policy?: Partial<StorePolicy>;
	readonly now: string;
	readonly order: unknown;
}

const cases = readdirSync(FOLDER);

function read(name: string) {
	const { shop, policy, now, order } = JSON.parse(
		readFileSync(join(FOLDER, name, 'payload.json'), 'utf8'),
	) as Case;
	const context = { shop, policy: { ...DEFAULT_STORE_POLICY, ...policy }, now: Date.parse(now) };
	return toDocuments(order, context);
}

test.each(cases)('%s', (name) => {
	const { documents, held, remarks, lookAgainAt } = read(name);
	const result = { documents, held, remarks, ...(lookAgainAt === undefined ? {} : { lookAgainAt }) };
	expectGolden(join(FOLDER, name, 'documents.json'), `${JSON.stringify(result, null, 2)}\n`);
});

test.each(cases)('%s: the documents are of the shape that nodes take', (name) => {
	for (const document of read(name).documents) {
		const parsed = parseDocument(JSON.parse(JSON.stringify(document)));
		expect(parsed.ok ? [] : parsed.findings).toEqual([]);
	}
});
