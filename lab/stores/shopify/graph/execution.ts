/** Executes a GraphQL document against the shop. Used for requests and, page by page, for bulk operations. */
import { execute, type DocumentNode, type ExecutionResult } from 'graphql';
import type { Session } from './session';
import { resolveField, resolveType } from './resolve';

export interface Roots {
	readonly query: object;
	readonly mutation: object;
}

export function executeDocument(
	document: DocumentNode,
	isMutation: boolean,
	roots: Roots,
	session: Session,
	variables: Readonly<Record<string, unknown>>,
	operationName?: string | null,
): ExecutionResult | Promise<ExecutionResult> {
	return execute({
		schema: session.schema.schema,
		document,
		rootValue: isMutation ? roots.mutation : roots.query,
		contextValue: session,
		variableValues: variables,
		operationName: operationName ?? null,
		fieldResolver: resolveField,
		typeResolver: resolveType,
	});
}
