// What templates are made of: nodes with stable ids, notes, schedules, Slack, and the file itself.
export const PACKAGE = 'n8n-nodes-storeledger';

/** Stable ids, so that a template imported by a test is the same each time. */
export function idOf(name) {
	let hash = 0x811c9dc5;
	const hex = [];
	for (let round = 0; round < 4; round++) {
		for (const character of `${round}${name}`)
			hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193) >>> 0;
		hex.push(hash.toString(16).padStart(8, '0'));
	}
	const text = hex.join('');
	return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20, 32)}`;
}

export function node(workflow, name, type, position, parameters, more = {}) {
	return { id: idOf(`${workflow}/${name}`), name, type, typeVersion: 1, position, parameters, ...more };
}

export const note = (workflow, name, position, [width, height], color, content) =>
	node(workflow, name, 'n8n-nodes-base.stickyNote', position, { content, width, height, color });

export const to = (name) => [{ node: name, type: 'main', index: 0 }];

/**
 * Where a shop or ledger takes several types of credential, the choice is written out: the editor picks the only credential of a node
 * after the import only where it sees which type is meant.
 */
export const authentication = ({ takesOthers }) => (takesOthers ? { authentication: 'storeLedger' } : {});

/** Posts to an incoming webhook of Slack. @param body the message, as an expression without braces */
export const slack = (workflow, name, position, body = 'JSON.stringify($json.slack)') =>
	node(
		workflow,
		name,
		'n8n-nodes-base.httpRequest',
		position,
		{
			method: 'POST',
			url: '',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ ${body} }}`,
			options: {},
		},
		{ typeVersion: 4.2 },
	);

/** Starts at its times. @param interval of n8n's Schedule Trigger */
export const schedule = (workflow, name, position, interval) =>
	node(
		workflow,
		name,
		'n8n-nodes-base.scheduleTrigger',
		position,
		{ rule: { interval: [interval] } },
		{ typeVersion: 1.2 },
	);

/** The file of a template. */
export function workflow(key, name, nodes, connections, settings = { executionOrder: 'v1' }) {
	const content = {
		name: `StoreLedger: ${name}`,
		nodes,
		connections,
		settings,
		pinData: {},
		meta: { templateCredsSetupCompleted: false },
	};
	return { path: `workflows-templates/${key}.json`, text: JSON.stringify(content) };
}

/** Roles every shop needs; each gets a row in the mapper, with the account left open. */
export const ROLES = [
	'sales',
	'discounts',
	'shippingIncome',
	'salesReturns',
	'shippingRefunds',
	'refundAdjustments',
	'giftCardLiability',
	'tips',
	'rounding',
];
