/** What a route is: a path as the specification writes it, and what answers a GET of it. */
import type { LabResponse } from '../../../kit/platform';
import type { View } from '../show/view';
import type { Query } from './query';

export interface Asked {
	readonly query: Query;
	readonly view: View;
	/** the parts of the path in braces */
	readonly ids: readonly string[];
}

export type Answer = (asked: Asked) => LabResponse;

export type Route = readonly [path: string, answer: Answer];

/** The path as an expression, with a group for each part in braces. */
export const patternOf = (path: string): RegExp =>
	new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '([^/]+)')}$`);
