// The platforms that templates are made for, from their faces.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { load } from './load.mjs';

/** Whether a node of this name is in the package. */
function exists(root, name) {
	const folder = name[0].toUpperCase() + name.slice(1);
	return existsSync(join(root, 'nodes', folder, `${folder}.node.ts`));
}

/** The stores whose nodes exist. */
export function storesOf(root) {
	const { STORE_FACES } = load(root, 'nodes/shared/stores/faces.generated.ts');
	return Object.entries(STORE_FACES)
		.filter(([, { nodes }]) => exists(root, nodes.trigger) && exists(root, nodes.reader))
		.map(([id, { credentials, words, nodes }]) => ({
			id,
			name: words.platform,
			credentials: credentials.map(({ type }) => type),
			takesOthers: credentials.length > 1,
			gateways: words.gateways,
			...nodes,
		}));
}

/** The ledgers whose poster exists. */
export function ledgersOf(root) {
	const { LEDGER_FACES } = load(root, 'nodes/shared/ledgers/faces.generated.ts');
	return Object.entries(LEDGER_FACES)
		.filter(([, { nodes }]) => exists(root, nodes.poster))
		.map(([id, { connector, words, nodes, otherCredentials = [] }]) => ({
			id,
			takesOthers: otherCredentials.length > 0,
			name: words.ledger,
			fullName: connector.displayName,
			clearingTypes: words.clearingTypes,
			documents: connector.capabilities.documents,
			linesCarryAccounts: connector.capabilities.linesCarryAccounts ?? true,
			...nodes,
		}));
}

/** The gateways, Shopify Payments first: most shops have it. One that lives in a shop has the shop's type of credential. */
export function gatewaysOf(root) {
	const { GATEWAY_FACES } = load(root, 'nodes/shared/gateways/faces.generated.ts');
	return Object.entries(GATEWAY_FACES)
		.map(([id, { connector, credential, words, alsoTakes }]) => ({
			id,
			key: words.gateway.toLowerCase().replaceAll(' ', '-'),
			name: words.gateway,
			credential,
			names: connector.gatewayNames,
			alsoTakes,
		}))
		.sort((a, b) => Number(b.id === 'shopifypayments') - Number(a.id === 'shopifypayments'));
}
