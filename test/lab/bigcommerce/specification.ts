/** BigCommerce's published specifications, read from the shared folder: which paths there are, and what answers look like. */
import Ajv, { type ValidateFunction } from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { shared } from '../../support/shared';
import type { Json } from './support';

const FILES: Readonly<Record<string, readonly string[]>> = {
	v2: [
		'orders.v2.oas2.yml',
		'store_information.v2.yml',
		'currencies.v2.yml',
		'tax_classes.v2.yml',
		'payments/methods_payments.v2.yml',
	],
	v3: [
		'orders.v3.yml',
		'webhooks.v3.yml',
		'tax_rates_zones.v3.yml',
		'tax_settings.v3.yml',
		'settings.v3.yml',
		'channels.v3.yml',
		'catalog/products_catalog.v3.yml',
		'catalog/product-variants_catalog.v3.yml',
		'customers.v3.yml',
	],
};

/**
 * What BigCommerce's own examples have and its schemas forgot, or what the lab does on purpose (README.md). By the end of the
 * path in the answer.
 */
const FORGOTTEN: readonly RegExp[] = [
	/^\/v2\/orders\S* credit_card_type$/,
	/^\/v2\/orders\S* custom_status$/,
	/^\/v2\/orders\S*\/fees fees$/,
	/^\/v2\/order_statuses\S* order$/,
	/^\/v2\/orders\S* (custom_label|system_description)$/,
	/^\/v3\/orders\/payment_actions\/refunds\/\{refund_id\} transaction_id$/,
	// what may be asked for by `include`
	/^\/v3\/catalog\/products\S* variants$/,
	// the facts say that all lists of V3 have pages
	/^\/v3\/(orders\/(\{order_id\}\/)?payment_actions\/refunds|tax\/zones) pagination$/,
	/^\/v3\/tax\/rates (previous|next)$/,
	// "otherwise the field will return as null"
	/^\/v2\/orders\/\{order_id\}\/taxes order_product_id$/,
];

/** References put in place, and OpenAPI's `nullable` and boolean limits in JSON Schema's words; objects know no other fields. */
class Converter {
	constructor(private readonly document: Json) {}

	resolve(node: Json): Json {
		if (typeof node?.$ref !== 'string') return node;
		const parts = node.$ref.slice(2).split('/');
		const names = parts.map((part: string) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
		return this.resolve(names.reduce((at: Json, name: string) => at[name], this.document));
	}

	/** @param isPart one of several that make a whole: it cannot say that there is nothing else */
	schema(reference: Json, isPart = false): Json {
		const node = this.resolve(reference);
		const made: Json = {};
		for (const key of ['type', 'format', 'enum', 'required', 'minimum', 'maximum', 'minLength', 'maxLength'])
			if (node[key] !== undefined) made[key] = node[key];
		if (node.properties !== undefined)
			made.properties = Object.fromEntries(
				Object.entries(node.properties).map(([name, property]) => [name, this.schema(property)]),
			);
		if (node.items !== undefined) made.items = this.schema(node.items);
		for (const key of ['allOf', 'oneOf', 'anyOf'])
			if (node[key] !== undefined)
				made[key] = node[key].map((part: Json) => this.schema(part, key === 'allOf'));
		if (typeof node.additionalProperties === 'object')
			made.additionalProperties = this.schema(node.additionalProperties);
		else if (!isPart && (node.properties !== undefined || node.allOf !== undefined))
			made.unevaluatedProperties = false;
		if (node.nullable === true && typeof node.type === 'string') {
			made.type = [node.type, 'null'];
			if (Array.isArray(node.enum)) made.enum = [...node.enum, null];
		}
		return made;
	}
}

interface Operation {
	readonly converter: Converter;
	readonly parameters: readonly string[];
	readonly responses: Json;
}

export class Specification {
	private readonly ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
	private readonly operations = new Map<string, Operation>();
	private readonly validators = new Map<string, ValidateFunction>();

	constructor() {
		// the lab keeps the day book's gateways, so that their accounts can be found again: that list of names is not closed here
		this.ajv.addFormat('ISO-4217', /^[A-Z]{3}$/);
		for (const [version, files] of Object.entries(FILES)) for (const file of files) this.read(version, file);
	}

	/** Names of the query parameters of a GET. */
	parameters(path: string): readonly string[] {
		return this.find('get', path).parameters;
	}

	/** What is wrong with an answer; nothing when it is as specified. */
	problems(method: string, path: string, status: number, body: Json): string[] {
		const key = `${method} ${path} ${status}`;
		const validate = this.validators.get(key) ?? this.compile(method, path, status);
		this.validators.set(key, validate);
		if (validate(body)) return [];
		const errors = (validate.errors ?? []).filter(({ params, instancePath }) => {
			const field = params['unevaluatedProperty'] ?? instancePath.split('/').at(-1);
			return !FORGOTTEN.some((one) => one.test(`${path} ${String(field)}`));
		});
		return errors.map(
			({ instancePath, message, params }) => `${path} ${instancePath} ${message} ${JSON.stringify(params)}`,
		);
	}

	private read(version: string, file: string): void {
		const document = parse(readFileSync(shared(`specs/bigcommerce/${file}`), 'utf8'));
		const converter = new Converter(document);
		for (const [path, methods] of Object.entries<Json>(document.paths)) {
			for (const method of ['get', 'post', 'put', 'delete']) {
				const operation = methods[method];
				if (operation === undefined) continue;
				const all = [...(methods.parameters ?? []), ...(operation.parameters ?? [])];
				const queries = all
					.map((one: Json) => converter.resolve(one))
					.filter((one: Json) => one.in === 'query');
				this.operations.set(`${method} /${version}${path}`, {
					converter,
					parameters: queries.map(({ name }: Json) => name),
					responses: operation.responses,
				});
			}
		}
	}

	private find(method: string, path: string): Operation {
		const found = this.operations.get(`${method} ${path}`);
		if (found === undefined) throw new Error(`the specification has no ${method} ${path}`);
		return found;
	}

	private compile(method: string, path: string, status: number): ValidateFunction {
		const { converter, responses } = this.find(method, path);
		const response = converter.resolve(responses[String(status)]);
		const schema = response?.content?.['application/json']?.schema;
		if (schema === undefined) throw new Error(`${method} ${path} has no answer ${status}`);
		return this.ajv.compile(withoutGateways(converter.schema(schema)));
	}
}

function withoutGateways(node: Json): Json {
	if (typeof node !== 'object' || node === null) return node;
	if (node.properties?.gateway?.enum !== undefined) delete node.properties.gateway.enum;
	for (const value of Object.values(node)) withoutGateways(value);
	return node;
}
