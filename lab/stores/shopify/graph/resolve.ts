/**
 * How a field finds its value: in the object that stands for its parent, as a property, or as a method that gets the
 * arguments. What the lab cannot know is null where the schema allows null; elsewhere the request fails and names the field.
 */
import { GraphQLError, isNonNullType, type GraphQLFieldResolver } from 'graphql';
import { checkAccess } from './access';
import type { Session } from './session';

export const resolveField: GraphQLFieldResolver<unknown, Session> = (source, args, session, info) => {
	checkAccess(info, session);
	if (typeof source !== 'object' || source === null || !Reflect.has(source, info.fieldName)) {
		if (!isNonNullType(info.returnType)) return null;
		throw new GraphQLError(
			`The lab cannot know ${info.parentType.name}.${info.fieldName}: the day book does not tell it`,
			{ extensions: { code: 'LAB_UNKNOWN_FIELD' } },
		);
	}
	const value: unknown = Reflect.get(source, info.fieldName);
	return typeof value === 'function'
		? (Reflect.apply(value, source, [args, session, info]) as unknown)
		: value;
};

/** Objects carry their type's name where the schema leaves it open. */
export function resolveType(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const name: unknown = Reflect.get(value, '__typename');
	return typeof name === 'string' ? name : undefined;
}
