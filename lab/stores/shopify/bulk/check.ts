/** What Shopify asks of a bulk query, and its words for each refusal. */
import {
	getNamedType,
	GraphQLError,
	isListType,
	isNonNullType,
	Kind,
	parse,
	TypeInfo,
	validate,
	visit,
	visitWithTypeInfo,
	type DocumentNode,
	type FieldNode,
	type GraphQLOutputType,
	type GraphQLSchema,
	type OperationDefinitionNode,
	type SelectionSetNode,
} from 'graphql';

const MOST_CONNECTIONS = 5;
const DEEPEST = 2;

export type CheckedBulkQuery =
	| {
			readonly document: DocumentNode;
			readonly operation: OperationDefinitionNode;
			readonly problems: readonly [];
	  }
	| { readonly document: undefined; readonly operation: undefined; readonly problems: readonly string[] };

const refuse = (...problems: string[]): CheckedBulkQuery => ({
	document: undefined,
	operation: undefined,
	problems,
});

const isList = (type: GraphQLOutputType | null | undefined): boolean =>
	type != null && isListType(isNonNullType(type) ? type.ofType : type);

export const isConnection = (type: GraphQLOutputType | null | undefined): boolean =>
	type != null && !isList(type) && getNamedType(type).name.endsWith('Connection');

interface Findings {
	connections: string[];
	deepest: number;
	withoutEdges: string[];
	parentsWithoutId: string[];
	insideList: boolean;
}

/** The fields of a selection, those in inline fragments too. */
const fieldsOf = (set: SelectionSetNode | undefined): FieldNode[] =>
	(set?.selections ?? []).flatMap((one) => {
		if (one.kind === Kind.FIELD) return [one];
		return one.kind === Kind.INLINE_FRAGMENT ? fieldsOf(one.selectionSet) : [];
	});

/** The selection of `edges { node { ... } }`. */
export function nodeSelection(connection: FieldNode): SelectionSetNode | undefined {
	const edges = fieldsOf(connection.selectionSet).find(({ name }) => name.value === 'edges');
	return fieldsOf(edges?.selectionSet).find(({ name }) => name.value === 'node')?.selectionSet;
}

const selectsId = (connection: FieldNode): boolean =>
	fieldsOf(nodeSelection(connection)).some(({ name, alias }) => name.value === 'id' && alias === undefined);

function inspect(schema: GraphQLSchema, document: DocumentNode): Findings {
	const findings: Findings = {
		connections: [],
		deepest: 0,
		withoutEdges: [],
		parentsWithoutId: [],
		insideList: false,
	};
	const open: FieldNode[] = [];
	// the list of a connection's own edges is no list in the sense of the rule
	let lists = 0;
	const typeInfo = new TypeInfo(schema);
	const countsAsList = (field: FieldNode): boolean =>
		isList(typeInfo.getType()) && field.name.value !== 'edges';
	visit(
		document,
		visitWithTypeInfo(typeInfo, {
			[Kind.FIELD]: {
				enter(field: FieldNode): void {
					if (countsAsList(field)) lists++;
					if (!isConnection(typeInfo.getType())) return;
					const parent = open.at(-1);
					if (parent !== undefined && !selectsId(parent)) findings.parentsWithoutId.push(parent.name.value);
					if (lists > 0) findings.insideList = true;
					if (nodeSelection(field) === undefined) findings.withoutEdges.push(field.name.value);
					findings.connections.push(field.name.value);
					findings.deepest = Math.max(findings.deepest, open.length);
					open.push(field);
				},
				leave(field: FieldNode): void {
					if (countsAsList(field)) lists--;
					if (open.at(-1) === field) open.pop();
				},
			},
		}),
	);
	return findings;
}

function problemsOf(operation: OperationDefinitionNode, findings: Findings): string[] {
	const roots = fieldsOf(operation.selectionSet).map(({ name }) => name.value);
	const topLevel = roots.find((name) => name === 'node' || name === 'nodes');
	const problems: string[] = [];
	if (findings.withoutEdges.length > 0) {
		const [example] = findings.withoutEdges;
		problems.push(
			`All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '${example} { edges { node {'. ` +
				`Selecting via 'nodes' is not supported. Invalid connection fields: '${findings.withoutEdges.join("', '")}'.`,
		);
	}
	if (topLevel !== undefined) problems.push(`Bulk queries cannot contain a top level \`${topLevel}\` field.`);
	if (roots.length > 1) problems.push('Bulk queries cannot contain more than one top level field.');
	if (findings.deepest > DEEPEST) {
		problems.push(`Bulk queries cannot contain connections with a nesting depth greater than ${DEEPEST}.`);
	}
	if (findings.connections.length > MOST_CONNECTIONS) {
		problems.push(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`);
	}
	if (findings.parentsWithoutId.length > 0) {
		problems.push(
			"The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. " +
				`Connection fields without 'id': ${findings.parentsWithoutId.join(', ')}.`,
		);
	}
	if (findings.insideList) {
		problems.push('Queries that contain a connection field within a list field are not currently supported.');
	}
	if (findings.connections.length === 0) problems.push('Bulk queries must contain at least one connection.');
	return problems;
}

/** Fragments are spread into the places that use them first, so that the rules see one plain query. */
export function checkBulkQuery(schema: GraphQLSchema, query: string): CheckedBulkQuery {
	let document: DocumentNode;
	try {
		document = parse(query);
	} catch (error) {
		return refuse(`Invalid bulk query: ${error instanceof GraphQLError ? error.message : String(error)}`);
	}
	const [operation, another] = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
	if (operation === undefined || another !== undefined)
		return refuse('Invalid bulk query: exactly one operation is needed');
	if (operation.operation !== 'query') {
		return refuse('Invalid operation type. Only `query` operations are supported.');
	}
	const errors = validate(schema, document);
	if (errors.length > 0) return refuse(...errors.map(({ message }) => `Invalid bulk query: ${message}`));
	document = spreadFragments(document);
	const flat = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION) ?? operation;
	const problems = problemsOf(flat, inspect(schema, document));
	return problems.length > 0 ? refuse(...problems) : { document, operation: flat, problems: [] };
}

function spreadFragments(document: DocumentNode): DocumentNode {
	const fragments = new Map(
		document.definitions
			.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
			.map((fragment) => [fragment.name.value, fragment]),
	);
	const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
	const spread = (definition: OperationDefinitionNode): OperationDefinitionNode =>
		visit(definition, {
			[Kind.FRAGMENT_SPREAD]: {
				enter(node) {
					const fragment = fragments.get(node.name.value);
					if (fragment === undefined) return undefined;
					return {
						kind: Kind.INLINE_FRAGMENT,
						typeCondition: fragment.typeCondition,
						selectionSet: fragment.selectionSet,
					};
				},
			},
		});
	return { ...document, definitions: operations.map(spread) };
}
