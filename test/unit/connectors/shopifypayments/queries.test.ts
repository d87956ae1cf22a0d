/** Queries and types against Shopify's official schema of the version that is asked for. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
	buildClientSchema,
	isEnumType,
	parse,
	validate,
	type GraphQLSchema,
	type IntrospectionQuery,
} from 'graphql';
import { API_VERSION } from '../../../../connectors/gateways/shopifypayments/client';
import { OPERATIONS } from '../../../../connectors/gateways/shopifypayments/queries';
import { TRANSACTION_TYPES, TRANSFER } from '../../../../connectors/gateways/shopifypayments/types';
import { SHOPIFY_API_VERSION } from '../../../../connectors/stores/shopify/auth';
import { describeWithShared, shared } from '../../../support/shared';

test('asks the same version as the store', () => {
	expect(API_VERSION).toBe(SHOPIFY_API_VERSION);
});

describeWithShared('against the official schema', () => {
	let schema: GraphQLSchema;
	beforeAll(() => {
		const file = shared(`specs/shopify/admin_${API_VERSION}.introspection.json.gz`);
		const { data } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as {
			data: IntrospectionQuery;
		};
		schema = buildClientSchema(data);
	});

	test.each(OPERATIONS.map((operation) => [operation.name, operation] as const))('%s', (name, operation) => {
		const document = parse(operation.text);
		expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
		expect(document.definitions[0]).toMatchObject({ name: { value: name }, operation: 'query' });
	});

	test('every type of balance transaction has a meaning, and no other', () => {
		const type = schema.getType('ShopifyPaymentsTransactionType');
		if (!isEnumType(type)) throw new Error('the schema has no such enumeration');
		const published = type.getValues().map(({ name }) => name);
		const meant = new Set([...TRANSACTION_TYPES.keys(), TRANSFER]);
		expect(published.filter((name) => !meant.has(name))).toEqual([]);
		const extra = [...meant].filter((name) => !published.includes(name));
		// reversals of types that have none (yet) harm nobody; anything else would be a slip of the pen
		expect(extra.filter((name) => !name.endsWith('_REVERSAL'))).toEqual([]);
	});
});
