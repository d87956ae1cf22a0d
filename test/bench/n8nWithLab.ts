/** The real n8n with the packed package, beside a lab in a process of its own, with a template filled in as a person does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseAccounts, chooseUntaxedCode, type MappingRow } from '../../lab/demo/choices';
import { N8nEngine } from '../../lab/demo/n8nEngine';
import { fillSalesTemplate, readTemplate, type TemplateWorkflow } from '../../lab/demo/templates';
import type { DemoCredential } from '../../lab/demo/engines';
import { runtime } from '../support/n8n';
import { labBeside, type LabBeside } from './labBeside';
import type { LabStart } from './labProcess';
import { build } from './shipped';

export interface N8nWithLab {
	readonly lab: LabBeside;
	readonly engine: N8nEngine;
	readonly version: string;
	readonly credentials: { readonly store: DemoCredential; readonly ledger: DemoCredential };
	/** A template with credentials, accounts and tax code chosen. */
	filled(template: string): Promise<{
		readonly workflow: TemplateWorkflow & { readonly id: string };
		readonly accounts: readonly MappingRow[];
	}>;
	close(): Promise<void>;
}

const DAY_MS = 86_400_000;

export async function n8nWithLab(
	start: LabStart,
	say: (text: string) => void,
	more: Readonly<Record<string, string>> = {},
): Promise<N8nWithLab> {
	build();
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-bench-'));
	say('  starting the lab ...');
	const lab = await labBeside(start);
	try {
		const { n8n: n8nFolder, env } = runtime();
		const engine = await N8nEngine.start({
			folder: join(folder, 'n8n'),
			n8nFolder,
			env: { ...env, ...more },
			say: (text) => say(`  ${text}`),
		});
		const { store, ledger } = lab.facts.credentials;
		const credentials = {
			store: { id: 'storeledgerBench1', name: 'The shop (lab)', ...store },
			ledger: { id: 'storeledgerBench2', name: 'The books (lab)', ...ledger },
		};
		await engine.prepare([credentials.store, credentials.ledger]);
		return {
			lab,
			engine,
			credentials,
			version: /n8n-([\d.]+)$/.exec(n8nFolder)?.[1] ?? 'unknown',
			async filled(name) {
				const template = readTemplate(name);
				const choices = {
					id: `bench${name.length}x${Date.now().toString(36)}`,
					startFrom: new Date(Date.parse(lab.facts.first) - DAY_MS).toISOString(),
					accounts: [],
					emitAgainAfterMinutes: 60,
					untaxedCode: '',
					storeCredential: credentials.store,
					ledgerCredential: credentials.ledger,
				};
				const empty = fillSalesTemplate(template, choices);
				const accounts = chooseAccounts(
					await engine.dropDown(empty, 'Account Mapper', 'getAccounts'),
					lab.facts.gateways.filter((gateway) => gateway !== 'gift_card' && gateway !== 'store_credit'),
				);
				const untaxedCode = chooseUntaxedCode(await engine.dropDown(empty, 'Tax Resolver', 'getTaxCodes'));
				return { workflow: fillSalesTemplate(template, { ...choices, accounts, untaxedCode }), accounts };
			},
			async close() {
				await engine.stop();
				lab.stop();
				rmSync(folder, { recursive: true, force: true });
			},
		};
	} catch (error) {
		lab.stop();
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
}
