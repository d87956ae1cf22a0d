/**
 * What a query costs. Shopify publishes: scalars and enums 0, objects 1, interfaces and unions the dearest selection,
 * connections by their size, a mutation 10. Two things it tells elsewhere: a connection's size counts by its logarithm
 * (https://community.shopify.dev/t/how-to-calculate-graphql-cost-estimates/24364), and value objects such as money are free.
 * The formula gives the costs that real shops report: 250 variants with their inventory items cost 24.
 */
import {
	getArgumentValues,
	getDirectiveValues,
	getNamedType,
	GraphQLIncludeDirective,
	GraphQLSkipDirective,
	isAbstractType,
	isCompositeType,
	isListType,
	isNonNullType,
	isObjectType,
	Kind,
	type DocumentNode,
	type FieldNode,
	type FragmentDefinitionNode,
	type GraphQLCompositeType,
	type GraphQLField,
	type GraphQLOutputType,
	type GraphQLSchema,
	type OperationDefinitionNode,
	type SelectionSetNode,
} from 'graphql';

const MUTATION_COST = 10;
const CONNECTION_COST = 2;
const LARGEST_PAGE = 250;

/** Values without an identity of their own. */
const FREE_TYPES = new Set(['MoneyBag', 'MoneyV2', 'PageInfo', 'CashRoundingAdjustment']);

/** A field that costs something, and what lies below it. */
export interface CostNode {
	/** as the answer names it */
	readonly key: string;
	readonly kind: 'object' | 'connection' | 'byIds';
	readonly own: number;
	/** asked-for size of a connection; of `nodes(ids)` how many ids, each of which counts in full */
	readonly size: number;
	/** by concrete type; the dearest counts */
	readonly alternatives: readonly (readonly CostNode[])[];
}

export interface CostPlan {
	readonly roots: readonly CostNode[];
	/** per root field of a mutation */
	readonly flat: number | undefined;
}

/** How many elements count for a page of `size`. */
export function sizeFactor(size: number): number {
	if (size <= 0) return 0;
	return Math.floor(2 * Math.log(Math.max(2, Math.min(size, LARGEST_PAGE))));
}

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

class Planner {
	private readonly fragments = new Map<string, FragmentDefinitionNode>();

	constructor(
		private readonly schema: GraphQLSchema,
		document: DocumentNode,
		private readonly variables: Readonly<Record<string, unknown>>,
	) {
		for (const definition of document.definitions) {
			if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
		}
	}

	/** The alternatives of a selection: one list of costly fields per concrete type that the selections name. */
	plan(sets: readonly SelectionSetNode[], type: GraphQLCompositeType): CostNode[][] {
		if (isObjectType(type)) return [this.fields(sets, type, type)];
		const named = new Set<string>();
		for (const set of sets) this.conditions(set, named);
		const concrete = [...named].map((name) => this.schema.getType(name)).filter((one) => isObjectType(one));
		const possible = concrete.filter((one) => isAbstractType(type) && this.schema.isSubType(type, one));
		return [this.fields(sets, type, undefined), ...possible.map((one) => this.fields(sets, type, one))];
	}

	/** Names of the types that fragments below ask for. */
	private conditions(set: SelectionSetNode, into: Set<string>): void {
		for (const selection of set.selections) {
			if (selection.kind === Kind.FIELD) continue;
			const fragment =
				selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
			if (fragment === undefined) continue;
			if (fragment.typeCondition !== undefined) into.add(fragment.typeCondition.name.value);
			this.conditions(fragment.selectionSet, into);
		}
	}

	private fields(
		sets: readonly SelectionSetNode[],
		type: GraphQLCompositeType,
		concrete: GraphQLCompositeType | undefined,
	): CostNode[] {
		const merged = new Map<string, { field: GraphQLField<unknown, unknown>; nodes: FieldNode[] }>();
		for (const set of sets) this.collect(set, type, concrete, merged);
		const nodes: CostNode[] = [];
		for (const [key, { field, nodes: asked }] of merged) {
			const node = this.node(key, field, asked);
			if (node !== undefined) nodes.push(node);
		}
		return nodes;
	}

	/** All fields of a selection that apply to the concrete type (or to any, when it is undefined), by response key. */
	private collect(
		set: SelectionSetNode,
		type: GraphQLCompositeType,
		concrete: GraphQLCompositeType | undefined,
		into: Map<string, { field: GraphQLField<unknown, unknown>; nodes: FieldNode[] }>,
	): void {
		for (const selection of set.selections) {
			if (this.isSkipped(selection)) continue;
			if (selection.kind === Kind.FIELD) {
				const field = this.fieldOf(type, selection.name.value);
				if (field === undefined) continue;
				const key = selection.alias?.value ?? selection.name.value;
				const known = into.get(key);
				if (known === undefined) into.set(key, { field, nodes: [selection] });
				else known.nodes.push(selection);
				continue;
			}
			const fragment =
				selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
			if (fragment === undefined) continue;
			const condition = fragment.typeCondition?.name.value ?? type.name;
			const asked = this.schema.getType(condition);
			if (isCompositeType(asked) && this.applies(asked, type, concrete)) {
				this.collect(fragment.selectionSet, asked, concrete, into);
			}
		}
	}

	private applies(
		asked: GraphQLCompositeType,
		type: GraphQLCompositeType,
		concrete: GraphQLCompositeType | undefined,
	): boolean {
		if (asked === type || asked === concrete) return true;
		const actual = concrete ?? type;
		return isAbstractType(asked) && isObjectType(actual) && this.schema.isSubType(asked, actual);
	}

	private fieldOf(type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined {
		return 'getFields' in type ? type.getFields()[name] : undefined;
	}

	private isSkipped(selection: SelectionSetNode['selections'][number]): boolean {
		const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.variables);
		const include = getDirectiveValues(GraphQLIncludeDirective, selection, this.variables);
		return skip?.['if'] === true || include?.['if'] === false;
	}

	private node(
		key: string,
		field: GraphQLField<unknown, unknown>,
		asked: readonly FieldNode[],
	): CostNode | undefined {
		const type = getNamedType(field.type);
		const sets = asked.map(({ selectionSet }) => selectionSet).filter((set) => set !== undefined);
		if (!isCompositeType(type) || FREE_TYPES.has(type.name)) return undefined;
		if (!isList(field.type) && isObjectType(type) && type.name.endsWith('Connection')) {
			return this.connection(key, field, asked, type, sets);
		}
		const alternatives = this.plan(sets, type);
		const ids = this.idsOf(field, asked);
		return ids === undefined
			? { key, kind: 'object', own: 1, size: 1, alternatives }
			: { key, kind: 'byIds', own: 1, size: ids, alternatives };
	}

	/** How many ids `nodes` is asked for; undefined for any other field. */
	private idsOf(field: GraphQLField<unknown, unknown>, asked: readonly FieldNode[]): number | undefined {
		const [first] = asked;
		if (field.name !== 'nodes' || first === undefined) return undefined;
		const { ids } = getArgumentValues(field, first, this.variables);
		return Array.isArray(ids) ? ids.length : undefined;
	}

	/** A connection's elements are asked for as `nodes` or as `edges { node }`: they count once. */
	private connection(
		key: string,
		field: GraphQLField<unknown, unknown>,
		asked: readonly FieldNode[],
		type: GraphQLCompositeType,
		sets: readonly SelectionSetNode[],
	): CostNode {
		const [first] = asked;
		const args = first === undefined ? {} : getArgumentValues(field, first, this.variables);
		const size = [args['first'], args['last']].find((value) => typeof value === 'number') ?? 1;
		const elements: SelectionSetNode[] = [];
		for (const set of sets) this.elements(set, elements);
		const nodesField = this.fieldOf(type, 'nodes');
		const elementType = nodesField === undefined ? undefined : getNamedType(nodesField.type);
		const alternatives =
			elements.length > 0 && isCompositeType(elementType) ? this.plan(elements, elementType) : [];
		return { key, kind: 'connection', own: elements.length > 0 ? 1 : 0, size, alternatives };
	}

	private elements(set: SelectionSetNode, into: SelectionSetNode[]): void {
		for (const selection of set.selections) {
			if (selection.kind === Kind.FIELD) {
				if (selection.selectionSet === undefined) continue;
				if (selection.name.value === 'nodes' || selection.name.value === 'node')
					into.push(selection.selectionSet);
				if (selection.name.value === 'edges') this.elements(selection.selectionSet, into);
				continue;
			}
			const fragment =
				selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
			if (fragment !== undefined) this.elements(fragment.selectionSet, into);
		}
	}
}

/** The cost plan of an operation; needed for what it may cost and for what it did cost. */
export function planCost(
	schema: GraphQLSchema,
	document: DocumentNode,
	operation: OperationDefinitionNode,
	variables: Readonly<Record<string, unknown>>,
): CostPlan {
	const type = schema.getRootType(operation.operation);
	if (type == null) return { roots: [], flat: undefined };
	const [roots = []] = new Planner(schema, document, variables).plan([operation.selectionSet], type);
	const flat =
		operation.operation === 'mutation' ? MUTATION_COST * operation.selectionSet.selections.length : undefined;
	return { roots, flat };
}

function costOf(node: CostNode): number {
	const below = Math.max(0, ...node.alternatives.map((nodes) => sum(nodes.map(costOf))));
	const each = node.own + below;
	if (node.kind === 'byIds') return node.size * each;
	return node.kind === 'connection' ? CONNECTION_COST + sizeFactor(node.size) * each : each;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** `requestedQueryCost`: what the operation may cost at most. */
export const requestedCost = ({ roots, flat }: CostPlan): number => flat ?? sum(roots.map(costOf));

function read(source: unknown, key: string): unknown {
	return typeof source === 'object' && source !== null ? (Reflect.get(source, key) as unknown) : undefined;
}

function elementsOf(connection: unknown): readonly unknown[] {
	const nodes = read(connection, 'nodes');
	if (Array.isArray(nodes)) return nodes;
	const edges = read(connection, 'edges');
	return Array.isArray(edges) ? edges.map((edge) => read(edge, 'node')) : [];
}

function spent(node: CostNode, data: unknown): number {
	if (data === null || data === undefined) return node.kind === 'connection' ? CONNECTION_COST : node.own;
	const inside = (value: unknown): number =>
		Math.max(0, ...node.alternatives.map((nodes) => sum(nodes.map((one) => spentAt(one, value)))));
	if (node.kind === 'connection') {
		const elements = elementsOf(data);
		const dearest = elements.reduce<number>((most, element) => Math.max(most, inside(element)), 0);
		return CONNECTION_COST + sizeFactor(elements.length) * (node.own + dearest);
	}
	if (!Array.isArray(data)) return node.own + inside(data);
	if (node.kind === 'byIds') return sum(data.map((element) => node.own + inside(element)));
	return node.own + data.reduce<number>((most, element) => Math.max(most, inside(element)), 0);
}

const spentAt = (node: CostNode, parent: unknown): number =>
	parent !== null && typeof parent === 'object' && Reflect.has(parent, node.key)
		? spent(node, read(parent, node.key))
		: 0;

/** `actualQueryCost`: what the answer turned out to be worth, never more than was asked for. */
export function actualCost(plan: CostPlan, data: unknown): number {
	if (plan.flat !== undefined) return plan.flat;
	return Math.min(requestedCost(plan), sum(plan.roots.map((node) => spentAt(node, data))));
}
