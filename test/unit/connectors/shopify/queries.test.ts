/** Every GraphQL document is valid against Shopify's official schema of the version that is asked for. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
	buildClientSchema,
	parse,
	TypeInfo,
	validate,
	visit,
	visitWithTypeInfo,
	type GraphQLSchema,
	type IntrospectionQuery,
} from 'graphql';
import { bulkOrdersQuery, OPERATIONS } from '../../../../connectors/stores/shopify/queries';
import { SHOPIFY_API_VERSION } from '../../../../connectors/stores/shopify/auth';
import { describeWithShared, shared } from '../../../support/shared';

describeWithShared('queries against the official schema', () => {
	let schema: GraphQLSchema;

	beforeAll(() => {
		const file = shared(`specs/shopify/admin_${SHOPIFY_API_VERSION}.introspection.json.gz`);
		const { data } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
			data: IntrospectionQuery;
		};
		schema = buildClientSchema(data);
	});

	test.each(OPERATIONS.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
		const document = parse(operation.text);
		expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
		const [definition] = document.definitions;
		expect(definition).toMatchObject({ kind: 'OperationDefinition', name: { value: name } });
		expect(definition).toMatchObject({ operation: operation.kind === 'read' ? 'query' : 'mutation' });
	});

	test('the query of a bulk operation, with a search that has quotes', () => {
		const query = bulkOrdersQuery(`updated_at:>='2026-11-01T00:00:00Z' name:"#1"`, 'UPDATED_AT');
		expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
	});

	test('no query asks for a field that Shopify has deprecated', () => {
		const deprecated = new Set<string>();
		for (const type of Object.values(schema.getTypeMap())) {
			if (!('getFields' in type)) continue;
			for (const field of Object.values(type.getFields())) {
				if (field.deprecationReason !== undefined && field.deprecationReason !== null) {
					deprecated.add(`${type.name}.${field.name}`);
				}
			}
		}
		const used = [...OPERATIONS.map(({ text }) => text), bulkOrdersQuery('', 'UPDATED_AT')];
		expect(used.flatMap((text) => fieldsOf(schema, text)).filter((field) => deprecated.has(field))).toEqual(
			[],
		);
	});
});

/** "Type.field" of all that a document selects. */
function fieldsOf(schema: GraphQLSchema, text: string): string[] {
	const found: string[] = [];
	const info = new TypeInfo(schema);
	const visitor = visitWithTypeInfo(info, {
		Field: () => {
			const parent = info.getParentType();
			const field = info.getFieldDef();
			if (parent != null && field != null) found.push(`${parent.name}.${field.name}`);
		},
	});
	visit(parse(text), visitor);
	return found;
}
