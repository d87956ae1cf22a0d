/** POST /admin/api/{version}/graphql.json: parse, validate, charge, execute, and answer with the cost beside the data. */
import {
	GraphQLError,
	getOperationAST,
	Kind,
	parse,
	validate,
	type DocumentNode,
	type OperationDefinitionNode,
} from 'graphql';
import type { LabRequest, LabResponse } from '../../kit/platform';
import { actualCost, planCost, requestedCost } from './cost/plan';
import { MAX_QUERY_COST, type Throttle, type ThrottleStatus } from './cost/throttle';
import { executeDocument, type Roots } from './graph/execution';
import type { Session } from './graph/session';

const LIMITS = 'https://shopify.dev/api/usage/rate-limits';

export interface GraphqlCounts {
	/** by operation name, or the name of its first root field */
	readonly calls: Record<string, number>;
	requestedCost: number;
	actualCost: number;
	throttled: number;
	tooExpensive: number;
	failed: number;
}

export const newCounts = (): GraphqlCounts => ({
	calls: {},
	requestedCost: 0,
	actualCost: 0,
	throttled: 0,
	tooExpensive: 0,
	failed: 0,
});

interface Asked {
	readonly query: string;
	readonly variables: Readonly<Record<string, unknown>>;
	readonly operationName: string | undefined;
}

/** A parsed query that was valid once is valid always: the schema does not change. */
interface Prepared {
	readonly document: DocumentNode;
	readonly errors: readonly GraphQLError[];
}

const PREPARED_KEPT = 200;
const prepared = new Map<string, Prepared>();

const ok = (body: object): LabResponse => ({ status: 200, body });

/** Shopify's name for what is wrong with a query, from the words of the rule that it broke. */
function codeOf(message: string): string | undefined {
	if (message.startsWith('Cannot query field')) return 'undefinedField';
	if (message.startsWith('Unknown argument')) return 'argumentNotAccepted';
	if (message.includes('required, but it was not provided')) return 'missingRequiredArguments';
	if (message.startsWith('Unknown type')) return 'undefinedType';
	if (message.startsWith('Variable')) return 'INVALID_VARIABLE';
	return undefined;
}

function formatted(error: GraphQLError): object {
	const { message, locations, path, extensions } = error;
	const code = extensions['code'] ?? codeOf(message);
	return {
		message,
		...(locations === undefined ? {} : { locations }),
		...(path === undefined ? {} : { path }),
		...(code === undefined ? {} : { extensions: { ...extensions, code } }),
	};
}

const failure = (errors: readonly GraphQLError[]): LabResponse => ok({ errors: errors.map(formatted) });

/** What is asked; undefined when the body is no JSON or has no query. */
function readBody({ rawBody, headers }: LabRequest): Asked | undefined {
	const text = rawBody.toString('utf8');
	if ((headers['content-type'] ?? '').includes('application/graphql')) {
		return { query: text, variables: {}, operationName: undefined };
	}
	try {
		const body: unknown = JSON.parse(text);
		if (typeof body !== 'object' || body === null) return undefined;
		const { query, variables, operationName } = body as Record<string, unknown>;
		if (typeof query !== 'string') return undefined;
		return {
			query,
			variables: typeof variables === 'object' && variables !== null ? { ...variables } : {},
			operationName: typeof operationName === 'string' ? operationName : undefined,
		};
	} catch {
		return undefined;
	}
}

function prepare(query: string, session: Session): Prepared {
	const known = prepared.get(query);
	if (known !== undefined) return known;
	const document = parse(query);
	const fresh = { document, errors: validate(session.schema.schema, document) };
	prepared.set(query, fresh);
	if (prepared.size > PREPARED_KEPT) prepared.delete(prepared.keys().next().value ?? query);
	return fresh;
}

function tooExpensive(cost: number): LabResponse {
	const message =
		`Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).\n\n` +
		`See https://shopify.dev/docs/api/usage/rate-limits for more information on how the\ncost of a query is calculated.\n\n` +
		'To query larger amounts of data with fewer limits, bulk operations should be used instead.\n' +
		'See https://shopify.dev/docs/api/usage/bulk-operations/queries for usage details.\n';
	const extensions = { code: 'MAX_COST_EXCEEDED', cost, maxCost: MAX_QUERY_COST, documentation: LIMITS };
	return ok({ errors: [{ message, extensions }] });
}

/** The answer when the bucket has not enough left: HTTP 200, an error, and what there is. */
export function throttledAnswer(requestedQueryCost: number, throttleStatus: ThrottleStatus): LabResponse {
	return ok({
		errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED', documentation: LIMITS } }],
		extensions: { cost: { requestedQueryCost, actualQueryCost: null, throttleStatus } },
	});
}

const nameOf = (operation: OperationDefinitionNode): string => {
	const [first] = operation.selectionSet.selections;
	return operation.name?.value ?? (first?.kind === Kind.FIELD ? first.name.value : 'anonymous');
};

export class GraphqlEndpoint {
	constructor(
		private readonly throttle: Throttle,
		private readonly roots: Roots,
		private readonly counts: GraphqlCounts,
	) {}

	async handle(request: LabRequest, session: Session): Promise<LabResponse> {
		const asked = readBody(request);
		if (asked === undefined) {
			return { status: 400, body: { errors: { query: 'Required parameter missing or invalid' } } };
		}
		try {
			const { document, errors } = prepare(asked.query, session);
			if (errors.length > 0) return this.failed(errors);
			const operation = getOperationAST(document, asked.operationName);
			if (operation == null) return this.failed([new GraphQLError('An operation name is required')]);
			return await this.execute(document, operation, asked, session);
		} catch (error) {
			if (error instanceof GraphQLError) return this.failed([error]);
			throw error;
		}
	}

	private failed(errors: readonly GraphQLError[]): LabResponse {
		this.counts.failed++;
		return failure(errors);
	}

	private async execute(
		document: DocumentNode,
		operation: OperationDefinitionNode,
		{ variables, operationName }: Asked,
		session: Session,
	): Promise<LabResponse> {
		const name = nameOf(operation);
		this.counts.calls[name] = (this.counts.calls[name] ?? 0) + 1;
		const plan = planCost(session.schema.schema, document, operation, variables);
		const requestedQueryCost = requestedCost(plan);
		if (requestedQueryCost > MAX_QUERY_COST) {
			this.counts.tooExpensive++;
			return tooExpensive(requestedQueryCost);
		}
		if (!this.throttle.take(requestedQueryCost)) {
			this.counts.throttled++;
			return throttledAnswer(requestedQueryCost, this.throttle.status());
		}
		const isMutation = operation.operation === 'mutation';
		const result = await executeDocument(document, isMutation, this.roots, session, variables, operationName);
		const actualQueryCost = actualCost(plan, result.data);
		this.throttle.giveBack(requestedQueryCost - actualQueryCost);
		this.counts.requestedCost += requestedQueryCost;
		this.counts.actualCost += actualQueryCost;
		if (result.errors !== undefined) this.counts.failed++;
		return ok({
			...(result.data === undefined ? {} : { data: result.data }),
			...(result.errors === undefined ? {} : { errors: result.errors.map(formatted) }),
			extensions: {
				cost: { requestedQueryCost, actualQueryCost, throttleStatus: this.throttle.status() },
				...(session.notices.length === 0 ? {} : { search: session.notices }),
			},
		});
	}
}
