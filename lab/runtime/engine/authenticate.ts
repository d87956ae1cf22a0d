/** How a credential gets into a request when its type says so declaratively ("generic" authentication). */
import { isExpression } from 'n8n-workflow';
import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INode,
	Workflow,
} from 'n8n-workflow';
import { copy } from './json';

/** The request with the headers, query, body or basic auth that the credential type describes; `$credentials` in expressions. */
export function authenticateGenerically(
	{ properties }: IAuthenticateGeneric,
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
	{ workflow, node }: { readonly workflow: Workflow; readonly node: INode },
): IHttpRequestOptions {
	const keys = { $credentials: credentials };
	const resolve = (text: string): string =>
		isExpression(text)
			? String(workflow.expression.getSimpleParameterValue(node, text, 'internal', keys, undefined, '') ?? '')
			: text;
	const parts = Object.entries(copy<Record<string, Record<string, string>>>(properties)).map(
		([part, entries]) => {
			const resolved = Object.entries(entries).map(([name, text]) => [resolve(name), resolve(text)]);
			return [part, { ...Reflect.get(options, part), ...Object.fromEntries(resolved) }];
		},
	);
	return { ...options, ...Object.fromEntries(parts) };
}
