/** Where the golden cases are, and how they are read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PostedDocument } from '../../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../../core/ledger/documents';
import { toRequest } from '../../../../../connectors/ledgers/xero/toRequest';
import { COMPANIES } from './companies';

export const GOLDEN = join(__dirname, '../../../../../connectors/ledgers/xero/golden');

export interface GoldenRequest {
	readonly entity: string;
	readonly body: object;
	readonly findings?: readonly string[];
}

interface GoldenCase {
	company: string;
	posted?: PostedDocument[];
	documents: LedgerDocument[];
}

export const goldenNames = (): readonly string[] => readdirSync(GOLDEN).sort();

/** Requests of a golden case, with ids as an organisation would have given them. */
export function requestsOf(name: string): readonly GoldenRequest[] {
	const golden = JSON.parse(readFileSync(join(GOLDEN, name, 'document.json'), 'utf8')) as GoldenCase;
	const company = COMPANIES[golden.company];
	if (company === undefined) throw new Error(`no company ${golden.company}`);
	return golden.documents.map((document) => {
		const posted = golden.posted?.find(({ postingKey }) => postingKey === document.appliesTo);
		const draft = toRequest(document, company, posted);
		if (!draft.ok) throw new Error(`${name} is held: ${JSON.stringify(draft.findings, null, 2)}`);
		return {
			entity: draft.value.entity,
			body: draft.value.complete(
				draft.value.needsContact ? '430fa14a-f945-44d3-9f97-5df5e28441b8' : undefined,
			),
			...(draft.findings.length === 0 ? {} : { findings: draft.findings.map(({ code }) => code) }),
		};
	});
}
