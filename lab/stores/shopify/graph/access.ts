/** Whether the token may see a type or field, by the access rules that Shopify publishes with its schema. */
import {
	getNamedType,
	GraphQLError,
	isInterfaceType,
	isObjectType,
	type GraphQLObjectType,
	type GraphQLResolveInfo,
} from 'graphql';
import type { AccessRule } from '../schema';
import type { Session } from './session';

const DOCUMENTATION = 'https://shopify.dev/api/usage/access-scopes';

/** A write scope includes its read scope. */
function isGranted(scopes: ReadonlySet<string>, wanted: string): boolean {
	return scopes.has(wanted) || (wanted.startsWith('read_') && scopes.has(wanted.replace('read_', 'write_')));
}

/** Shopify's refusal of a field. */
export function accessDenied(field: string, sentence: string): GraphQLError {
	return new GraphQLError(`Access denied for ${field} field. Required access: ${sentence}`, {
		extensions: { code: 'ACCESS_DENIED', documentation: DOCUMENTATION, requiredAccess: sentence },
	});
}

/** Shopify's refusal of personal data to an app that was not approved for it. */
export function notApproved(field: string): GraphQLError {
	const help = 'See https://shopify.dev/docs/apps/launch/protected-customer-data for more details.';
	return new GraphQLError(`This app is not approved to use the ${field} field. ${help}`, {
		extensions: { code: 'ACCESS_DENIED', documentation: DOCUMENTATION },
	});
}

/** The rule of a type: of an object, or of what a connection's nodes are. */
function ruleOfType(typeName: string, session: Session): AccessRule | undefined {
	const type = session.schema.schema.getType(typeName);
	if (isObjectType(type) && typeName.endsWith('Connection')) {
		const nodes = type.getFields()['nodes'];
		if (nodes !== undefined) return ruleOfType(getNamedType(nodes.type).name, session);
	}
	return isObjectType(type) || isInterfaceType(type) ? session.schema.typeRules.get(typeName) : undefined;
}

const rulesByParent = new WeakMap<GraphQLObjectType, Map<string, readonly AccessRule[]>>();

function rulesOf(info: GraphQLResolveInfo, session: Session): readonly AccessRule[] {
	let rules = rulesByParent.get(info.parentType);
	if (rules === undefined) rulesByParent.set(info.parentType, (rules = new Map()));
	const known = rules.get(info.fieldName);
	if (known !== undefined) return known;
	const field = session.schema.fieldRules.get(`${info.parentType.name}.${info.fieldName}`);
	const type = ruleOfType(getNamedType(info.returnType).name, session);
	const found = [field, type].filter((rule) => rule !== undefined);
	rules.set(info.fieldName, found);
	return found;
}

/** Throws Shopify's refusal when the token lacks what the field or its type asks for. */
export function checkAccess(info: GraphQLResolveInfo, session: Session): void {
	for (const { anyOf, sentence } of rulesOf(info, session)) {
		if (!anyOf.some((scope) => isGranted(session.scopes, scope)))
			throw accessDenied(info.fieldName, sentence);
	}
}

/** Whether things of this type may be seen at all; for fields that give any type (`node`). */
export function maySee(typeName: string, session: Session): boolean {
	const rule = ruleOfType(typeName, session);
	return rule === undefined || rule.anyOf.some((scope) => isGranted(session.scopes, scope));
}
