/** Node types: which n8n has loaded, and what fills the drop-downs of a node in the editor. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { N8n } from '../n8n';
import type { Session } from './session';

/** What the editor sends to fill a drop-down. */
export interface OptionsRequest {
	/** with the package's name in front */
	readonly nodeType: string;
	readonly version: number;
	/** the node's method in `methods.loadOptions` or `methods.listSearch` */
	readonly method: string;
	/** the node's parameters as they are set now */
	readonly parameters: Readonly<Record<string, unknown>>;
	/** by credential type */
	readonly credentials: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
	/** path of the parameter that is being filled */
	readonly path?: string;
}

const option = z.looseObject({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) });
export type NodeOption = z.infer<typeof option>;
const searchResult = z.looseObject({ results: z.array(option), paginationToken: z.unknown().optional() });
const nodeType = z.looseObject({ name: z.string(), version: z.union([z.number(), z.array(z.number())]) });

export class NodeTypes {
	readonly #session: Session;
	readonly #n8n: Pick<N8n, 'command'>;

	constructor(session: Session, n8n: Pick<N8n, 'command'>) {
		this.#session = session;
		this.#n8n = n8n;
	}

	/** The entries of a drop-down that a node fills with `methods.loadOptions`. */
	async options(request: OptionsRequest): Promise<readonly NodeOption[]> {
		return z
			.array(option)
			.parse(await this.#session.rest('POST', '/dynamic-node-parameters/options', body(request)));
	}

	/** The entries of a resource locator's list that a node fills with `methods.listSearch`. */
	async search(request: OptionsRequest, filter?: string): Promise<readonly NodeOption[]> {
		const path = '/dynamic-node-parameters/resource-locator-results';
		const payload = { ...body(request), ...(filter === undefined ? {} : { filter }) };
		return searchResult.parse(await this.#session.rest('POST', path, payload)).results;
	}

	/** The names of all node types of a package that n8n loads, through its command line (some seconds; n8n need not run). */
	async ofPackage(packageName: string): Promise<readonly string[]> {
		const folder = mkdtempSync(join(tmpdir(), 'storeledger-nodes-'));
		try {
			const file = join(folder, 'nodes.json');
			await this.#n8n.command('export:nodes', `--output=${file}`);
			const all = z.array(nodeType).parse(JSON.parse(readFileSync(file, 'utf8')));
			return [...new Set(all.map(({ name }) => name))]
				.filter((name) => name.startsWith(`${packageName}.`))
				.sort();
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	}
}

function body({ nodeType: name, version, method, parameters, credentials, path }: OptionsRequest): object {
	return {
		nodeTypeAndVersion: { name, version },
		methodName: method,
		currentNodeParameters: parameters,
		credentials,
		path: path ?? '',
	};
}
