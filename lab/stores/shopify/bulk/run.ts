/** Runs a bulk query: page by page through the ordinary execution, one JSON object a line, children with their parent's id. */
import {
	type GraphQLError,
	Kind,
	print,
	TypeInfo,
	visit,
	visitWithTypeInfo,
	type ASTNode,
	type DocumentNode,
	type ExecutionResult,
	type FieldNode,
	type GraphQLSchema,
} from 'graphql';
import { isConnection } from './check';
import { BulkAccessDenied, type BulkOperation } from './operations';

const ROOTS_A_PAGE = 100;
const PAGING = new Set(['first', 'last', 'after', 'before']);

export type Execute = (document: DocumentNode) => ExecutionResult | Promise<ExecutionResult>;

/** Paging arguments are ignored in a bulk query; the outermost connection is paged by us. */
function pageOf(schema: GraphQLSchema, document: DocumentNode, after: string | null): DocumentNode {
	const typeInfo = new TypeInfo(schema);
	let depth = 0;
	const paged: unknown = visit(
		document,
		visitWithTypeInfo(typeInfo, {
			[Kind.FIELD]: {
				enter(field: FieldNode): FieldNode | undefined {
					if (!isConnection(typeInfo.getType())) return undefined;
					const kept = (field.arguments ?? []).filter(({ name }) => !PAGING.has(name.value));
					depth++;
					if (depth > 1) return { ...field, arguments: kept };
					const args = [
						intArgument('first', ROOTS_A_PAGE),
						...(after === null ? [] : [textArgument('after', after)]),
					];
					return { ...field, arguments: [...kept, ...args], selectionSet: withPageInfo(field) };
				},
				leave(): void {
					if (isConnection(typeInfo.getType())) depth--;
				},
			},
		}),
	);
	return paged as DocumentNode;
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;

const intArgument = (key: string, value: number) =>
	({ kind: Kind.ARGUMENT, name: name(key), value: { kind: Kind.INT, value: String(value) } }) as const;

const textArgument = (key: string, value: string) =>
	({ kind: Kind.ARGUMENT, name: name(key), value: { kind: Kind.STRING, value } }) as const;

const field = (key: string, ...below: FieldNode[]): FieldNode => ({
	kind: Kind.FIELD,
	name: name(key),
	...(below.length === 0 ? {} : { selectionSet: { kind: Kind.SELECTION_SET, selections: below } }),
});

const PAGE_INFO: FieldNode = {
	...field('pageInfo', field('hasNextPage'), field('endCursor')),
	alias: name('bulkPageInfo'),
};

const withPageInfo = ({ selectionSet }: FieldNode) => ({
	kind: Kind.SELECTION_SET as const,
	selections: [...(selectionSet?.selections ?? []), PAGE_INFO],
});

interface Connection {
	readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
	readonly bulkPageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isEdges = (value: unknown): value is Connection => isObject(value) && Array.isArray(value['edges']);

/** A node's own fields, and the connections in it and in the objects below it. */
function split(node: Readonly<Record<string, unknown>>): {
	own: Record<string, unknown>;
	below: Connection[];
} {
	const own: Record<string, unknown> = {};
	const below: Connection[] = [];
	for (const [key, value] of Object.entries(node)) {
		if (isEdges(value)) below.push(value);
		else if (isObject(value)) {
			const inner = split(value);
			own[key] = inner.own;
			below.push(...inner.below);
		} else own[key] = value;
	}
	return { own, below };
}

class Lines {
	private parents: string[] = [];
	private children: string[] = [];
	count = 0;

	constructor(private readonly grouped: boolean) {}

	add(node: Readonly<Record<string, unknown>>, parentId: unknown): void {
		const { own, below } = split(node);
		const line = JSON.stringify(parentId === undefined ? own : { ...own, __parentId: parentId });
		(this.grouped || parentId === undefined ? this.parents : this.children).push(line);
		this.count++;
		for (const { edges } of below) for (const edge of edges) this.add(edge.node, node['id']);
	}

	toBuffer(): Buffer {
		const all = [...this.parents, ...this.children];
		return Buffer.from(all.length === 0 ? '' : `${all.join('\n')}\n`);
	}
}

function readRoot(result: ExecutionResult, query: ASTNode): unknown {
	const denied = result.errors?.find((error: GraphQLError) => error.extensions['code'] === 'ACCESS_DENIED');
	if (denied !== undefined) throw new BulkAccessDenied(denied.message);
	if (result.errors !== undefined || result.data == null) {
		throw new Error(`bulk query failed: ${result.errors?.[0]?.message ?? print(query)}`);
	}
	return Object.values(result.data)[0];
}

/** Works an operation off until it is done or cancelled. */
export async function runBulk(
	operation: BulkOperation,
	document: DocumentNode,
	schema: GraphQLSchema,
	execute: Execute,
): Promise<void> {
	let after: string | null = null;
	do {
		const root = readRoot(await execute(pageOf(schema, document, after)), document);
		const lines = new Lines(operation.groupObjects);
		const roots = isEdges(root) ? root.edges.map(({ node }) => node) : [root].filter(isObject);
		for (const node of roots) lines.add(node, undefined);
		operation.chunks.push(lines.toBuffer());
		operation.objectCount += lines.count;
		operation.rootObjectCount += roots.length;
		const page = isEdges(root) ? root.bulkPageInfo : undefined;
		after = page?.hasNextPage === true ? page.endCursor : null;
		// let requests in between, as the real one works beside them
		await new Promise((resolve) => setImmediate(resolve));
	} while (after !== null && operation.status === 'RUNNING');
}
