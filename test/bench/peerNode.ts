/**
 * A built-in node of the installed n8n in n8n's engine: its own code, unchanged. Only its addresses are led to the lab, and the
 * token is the lab's, because both are fixed in the node and its credential.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { createEngine } from '../../lab/runtime/engine';
import { runtime } from '../support/n8n';

const ROOT = join(__dirname, '..', '..');

interface Lead {
	/** the host that the node calls, as in its code */
	readonly from: string;
	/** the lab's */
	readonly to: string;
	readonly token: string;
	/** what n8n keeps with the connection */
	readonly credential: IDataObject;
}

interface Request {
	readonly uri: string;
	readonly headers?: Readonly<Record<string, string>>;
}

/** The node's context, with requests that go to the lab. Everything else is n8n's. */
function led(context: IExecuteFunctions, { from, to, token, credential }: Lead): IExecuteFunctions {
	// n8n's old request helper: what the nodes' OAuth2 helper comes to once the token is in the header
	const helpers = context.helpers as unknown as { request(options: object): Promise<unknown> };
	const requestOAuth2 = async (_type: string, options: Request): Promise<unknown> => {
		const headers = { ...options.headers, Authorization: `Bearer ${token}` };
		return await helpers.request({ ...options, uri: options.uri.replace(from, to), headers });
	};
	return new Proxy(context, {
		get(target, name) {
			if (name === 'helpers')
				return new Proxy(target.helpers, {
					get: (all, helper) =>
						helper === 'requestOAuth2' ? requestOAuth2 : (Reflect.get(all, helper) as unknown),
				});
			if (name === 'getCredentials') return async () => await Promise.resolve(credential);
			const value = Reflect.get(target, name) as unknown;
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}

export interface PeerRun {
	readonly seconds: number;
	/** items that the node gave out */
	readonly given: number;
	readonly error?: string;
}

/**
 * Runs a node with these items.
 * @param name of the class and its folder: "QuickBooks"
 */
export async function runPeer(
	name: string,
	lead: Lead,
	parameters: IDataObject,
	items: readonly IDataObject[],
): Promise<PeerRun> {
	const { n8n } = runtime();
	const file = join(n8n, 'node_modules', 'n8n-nodes-base', 'dist', 'nodes', name, `${name}.node.js`);
	const classes = createRequire(join(n8n, 'package.json'))(file) as Record<string, new () => INodeType>;
	const Class = classes[name];
	if (Class === undefined) throw new Error(`${file} has no class ${name}`);
	const node = new Class();
	const { credentials: _credentials, ...description } = node.description;
	const peer: INodeType = {
		description,
		async execute(this: IExecuteFunctions) {
			return (await node.execute?.call(led(this, lead))) as INodeExecutionData[][];
		},
	};
	const type = description.name;
	const engine = await createEngine({ packageFolder: ROOT, baseNodes: { [type]: peer } });
	try {
		const versions = [description.version].flat();
		const workflow = engine.open({
			nodes: [
				{
					id: 'start',
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				{
					id: 'peer',
					name: 'Peer',
					type: `n8n-nodes-base.${type}`,
					typeVersion: versions.at(-1) ?? 1,
					position: [200, 0],
					parameters: parameters as never,
				},
			],
			connections: { Start: { main: [[{ node: 'Peer', type: 'main', index: 0 }]] } },
		});
		const started = performance.now();
		const run = await workflow.run({ start: 'Start', items: items.map((json) => ({ json })) });
		return {
			seconds: (performance.now() - started) / 1e3,
			given: run.items('Peer').length,
			...(run.error === undefined ? {} : { error: run.error.message }),
		};
	} finally {
		await engine.close();
	}
}
