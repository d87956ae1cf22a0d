/** Operational failures as n8n errors that name the credential or the limit; never with request data. */
import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import type { Finding } from '../../core/findings/finding';
import { TransportError } from '../../core/transport/http';

const ADVICE: Readonly<Record<TransportError['failure'], string>> = {
	unsent: 'Check the address and the network, then run it again. Nothing was sent.',
	uncertain: 'Run it again later: what was already posted is found and not posted twice.',
	rateLimited: "The platform's limit of requests is used up. Run it again later; nothing is lost or doubled.",
	unauthorized:
		'Open the credential in n8n, connect it again and save. Then run the workflow again; nothing is posted twice.',
	rejected:
		'The platform refuses the request. Check the settings of the node and the permissions of the credential.',
};

/** An n8n error of any failure; errors that n8n made itself pass unchanged. */
export function asNodeError(node: INode, error: unknown): Error {
	if (error instanceof TransportError) {
		const failure = new NodeOperationError(node, error.message, { description: ADVICE[error.failure] });
		// n8n replaces messages that hold a network code, and then nobody knows which platform it was
		failure.message = error.message;
		return failure;
	}
	if (error instanceof NodeOperationError || error instanceof NodeApiError) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new NodeOperationError(node, message);
}

/** Settings of the node that cannot be used, all at once. */
export function findingsError(node: INode, findings: readonly Finding[]): NodeOperationError {
	const [first] = findings;
	return new NodeOperationError(node, first?.message ?? 'The settings of the node cannot be used.', {
		description: findings.map(({ message, fix }) => `${message} ${fix}`).join(' '),
	});
}
