// Nodes of n8n itself that the templates of oversight are made of.
import { idOf, node } from './templateNodes.mjs';

/** With an empty item when there is nothing, so that a quiet day has its message too. */
export const ALWAYS = { alwaysOutputData: true };

/** An input of a node that puts several sources together. */
export const into = (name, index) => [{ node: name, type: 'main', index }];

/** Puts sources together, so that what follows runs once. */
export const merge = (key, name, position, sources) =>
	node(
		key,
		name,
		'n8n-nodes-base.merge',
		position,
		{ mode: 'append', numberInputs: sources },
		{ typeVersion: 3.1 },
	);

/** Makes one item of all, with a list in this field. */
export const aggregate = (key, name, position, field) =>
	node(key, name, 'n8n-nodes-base.aggregate', position, {
		aggregate: 'aggregateAllItemData',
		destinationFieldName: field,
		options: {},
	});

/** A first start by hand. n8n allows one in a workflow. */
export const byHand = (key, name, position) => node(key, name, 'n8n-nodes-base.manualTrigger', position, {});

/** A second start by hand, which another workflow may call as well. n8n allows one in a workflow. */
export const byHandToo = (key, name, position) =>
	node(
		key,
		name,
		'n8n-nodes-base.executeWorkflowTrigger',
		position,
		{ inputSource: 'passthrough' },
		{ typeVersion: 1.1 },
	);

/** Lets only some items pass. @param left an expression with braces @param right a text to be equal to; absent: the expression is true */
export const filter = (key, name, position, left, right) =>
	node(
		key,
		name,
		'n8n-nodes-base.filter',
		position,
		{
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
				conditions: [
					{
						id: idOf(`${key}/${name}/condition`),
						leftValue: left,
						rightValue: right ?? '',
						operator:
							right === undefined
								? { type: 'boolean', operation: 'true', singleValue: true }
								: { type: 'string', operation: 'equals' },
					},
				],
				combinator: 'and',
			},
			options: {},
		},
		{ typeVersion: 2.2 },
	);

/** An e-mail; addresses are for a person to enter. @param parameters subject and text or html */
export const email = (key, name, position, parameters, more = {}) =>
	node(
		key,
		name,
		'n8n-nodes-base.emailSend',
		position,
		{ fromEmail: '', toEmail: '', ...parameters },
		{ typeVersion: 2.1, ...more },
	);

/** Uploads a picture of the item to a channel of Slack. */
export const slackPicture = (key, name, position, { property, title, comment }) =>
	node(
		key,
		name,
		'n8n-nodes-base.slack',
		position,
		{
			resource: 'file',
			operation: 'upload',
			binaryPropertyName: property,
			options: { channelId: '', fileName: `${property}.png`, title, initialComment: comment },
		},
		{ typeVersion: 2.2, onError: 'continueRegularOutput' },
	);
