/** The shipped templates, filled in as a person does after the import: credentials picked, accounts and dates chosen. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { MappingRow } from './choices';

const ROOT = join(__dirname, '..', '..');

const node = z.looseObject({
	name: z.string(),
	type: z.string(),
	typeVersion: z.number(),
	parameters: z.record(z.string(), z.unknown()),
});
const workflow = z.looseObject({
	name: z.string(),
	nodes: z.array(node),
	connections: z.record(z.string(), z.unknown()),
	settings: z.record(z.string(), z.unknown()).optional(),
});

export type TemplateWorkflow = z.infer<typeof workflow>;

/** A credential as n8n refers to it from a node. */
export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

export interface Choices {
	readonly id: string;
	/** ISO 8601: the day from which the books are kept */
	readonly startFrom: string;
	readonly accounts: readonly MappingRow[];
	/** how long the trigger waits for a document that never arrived before it sends it again */
	readonly emitAgainAfterMinutes: number;
	/** the ledger's tax code for sales without tax */
	readonly untaxedCode: string;
	readonly storeCredential: { readonly type: string } & CredentialReference;
	readonly ledgerCredential: { readonly type: string } & CredentialReference;
}

/** A template of `workflows-templates` by its name, as it is shipped. */
export function readTemplate(name: string): TemplateWorkflow {
	return workflow.parse(JSON.parse(readFileSync(join(ROOT, 'workflows-templates', `${name}.json`), 'utf8')));
}

/** The sales template with a person's choices in it. */
export function fillSalesTemplate(
	template: TemplateWorkflow,
	choices: Choices,
): TemplateWorkflow & { id: string } {
	const { storeCredential: store, ledgerCredential: ledger } = choices;
	const credentialOf = ({ type, id, name }: Choices['storeCredential']) => ({ [type]: { id, name } });
	const nodes = template.nodes.map((original) => {
		const filled = (more: Record<string, unknown>, credentials?: object) => ({
			...original,
			parameters: { ...original.parameters, ...more },
			...(credentials === undefined ? {} : { credentials }),
		});
		if (/SalesTrigger$/.test(original.type))
			return filled({ startFrom: choices.startFrom }, credentialOf(store));
		// an expression names the period of a window or a gap
		const isAsked = original.parameters['from'] === '';
		if (/Sales$/.test(original.type))
			return filled(isAsked ? { from: choices.startFrom } : {}, credentialOf(store));
		if (/taxResolver$/.test(original.type)) {
			const rule = [{ taxCode: choices.untaxedCode, when: { rate: 'none' } }];
			return filled({ rules: { rule } }, credentialOf(ledger));
		}
		if (/accountMapper$/.test(original.type)) {
			return filled({ accounts: { entry: choices.accounts } }, credentialOf(ledger));
		}
		if (/salesSummarizer$/.test(original.type)) return filled({}, credentialOf(ledger));
		if (/Poster$/.test(original.type)) return filled({}, credentialOf(ledger));
		return original;
	});
	return { ...template, nodes, id: choices.id };
}
