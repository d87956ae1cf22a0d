/**
 * Requests against the official OpenAPI description, when it lies beside the checkout. It is never part of this project;
 * without it the lab's own schemas and rules stand alone.
 * https://github.com/XeroAPI/Xero-OpenAPI
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { postDataInvalid } from './faults';

const ROOT = path.resolve(__dirname, '../../..');
const SHARED_FILE = path.resolve(ROOT, '../shared/specs/xero/xero_accounting.yaml');

interface Operation {
	readonly requestBody?: {
		readonly content?: Readonly<Record<string, { readonly schema?: { readonly $ref?: string } }>>;
	};
}

interface Description {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** The description, with a validator for each schema that is asked for. */
export class XeroSpec {
	private readonly ajv: Ajv;
	private readonly validators = new Map<string, ValidateFunction>();

	constructor(private readonly description: Description) {
		this.ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true });
		addFormats(this.ajv);
		this.ajv.addSchema({ $id: 'xero', components: { schemas: description.components.schemas } });
	}

	/** What is wrong with a value, by the schema of that name; empty when nothing is. */
	problems(schema: string, value: unknown): string[] {
		const validate =
			this.validators.get(schema) ?? this.ajv.compile({ $ref: `xero#/components/schemas/${schema}` });
		this.validators.set(schema, validate);
		if (validate(value)) return [];
		return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
	}

	/** The schema of the body of an operation; `path` as in the address, behind /api.xro/2.0. */
	bodyOf(method: string, words: readonly string[]): string | undefined {
		const found = Object.entries(this.description.paths).find(([template]) => {
			const parts = template.split('/').slice(1);
			return (
				parts.length === words.length &&
				parts.every(
					(part, index) => part.startsWith('{') || part.toLowerCase() === words[index]?.toLowerCase(),
				)
			);
		});
		const schema = found?.[1][method.toLowerCase()]?.requestBody?.content?.['application/json']?.schema;
		return schema?.$ref?.split('/').at(-1);
	}

	has(schema: string): boolean {
		return Object.hasOwn(this.description.components.schemas, schema);
	}
}

let loaded: XeroSpec | null | undefined;

/** The official description; undefined where it is not beside the checkout. Read once. */
export function xeroSpec(): XeroSpec | undefined {
	if (loaded === undefined) {
		loaded = existsSync(SHARED_FILE)
			? new XeroSpec(parse(readFileSync(SHARED_FILE, 'utf8')) as Description)
			: null;
	}
	return loaded ?? undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A body against the official description: as it is, or wrapped the way the container wants it (Xero takes both).
 * @throws XeroFault 14 it has another shape
 */
export function checkRequest(method: string, words: readonly string[], body: unknown): void {
	const spec = xeroSpec();
	const schema = spec?.bodyOf(method, words);
	if (spec === undefined || schema === undefined) return;
	// Accounts and Payments are described as one element; a container with a list is taken as well
	const lists = isObject(body) ? Object.values(body).filter(Array.isArray) : [];
	const plural = `${schema}s`;
	const container = words[words.length - 1]?.toLowerCase();
	const isWrapped = isObject(body) && Object.keys(body).some((key) => key.toLowerCase() === container);
	const use = isWrapped && lists.length > 0 && spec.has(plural) ? plural : schema;
	const [first] = spec.problems(use, body);
	if (first !== undefined) throw postDataInvalid(`The official description of ${use} says: ${first}`);
}
