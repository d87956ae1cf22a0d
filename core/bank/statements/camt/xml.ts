/**
 * Pieces of XML as plain values. A file is never read as a whole: it is cut into its entries first, so that memory stays
 * bounded and damage in one entry does not reach the next. Document types are refused, entities are not expanded, and numbers
 * stay text.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { decodeEntities } from '../entities';

export type Node = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
	ignoreAttributes: false,
	attributeNamePrefix: '@',
	removeNSPrefix: true,
	parseTagValue: false,
	parseAttributeValue: false,
	processEntities: false,
	trimValues: true,
});

const isNode = (value: unknown): value is Node =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** All elements of a name, none where there are none. */
export function listAt(node: unknown, name: string): readonly unknown[] {
	const found = isNode(node) && Object.hasOwn(node, name) ? node[name] : undefined;
	return found === undefined ? [] : Array.isArray(found) ? (found as unknown[]) : [found];
}

/** The first element along a path. */
export function at(node: unknown, ...path: readonly string[]): unknown {
	return path.reduce<unknown>((current, name) => listAt(current, name)[0], node);
}

/** The text of an element, or of the first one along a path; empty where there is none. */
export function textAt(node: unknown, ...path: readonly string[]): string {
	const found = at(node, ...path);
	const text = isNode(found) ? found['#text'] : found;
	return typeof text === 'string' ? decodeEntities(text).trim() : '';
}

/** The texts of all elements of a name. */
export function textsAt(node: unknown, name: string): readonly string[] {
	return listAt(node, name).map((one) => textAt({ one }, 'one'));
}

export interface XmlDamage {
	/** within the piece, from 1 */
	readonly line: number;
	readonly problem: string;
}

const MESSAGE_LENGTH = 120;

/** What is wrong with a piece of XML, if anything. */
export function damageOf(xml: string): XmlDamage | undefined {
	const verdict = XMLValidator.validate(xml);
	if (verdict === true) return undefined;
	return {
		line: verdict.err.line,
		problem: verdict.err.msg.replace(/ \(opened in [^)]*\)|\.$/g, '').slice(0, MESSAGE_LENGTH),
	};
}

/** The piece's outermost element as a plain value; what cannot be read of it is missing. */
export function parseXml(xml: string): unknown {
	try {
		const parsed: unknown = parser.parse(xml);
		return isNode(parsed) ? Object.values(parsed).find(isNode) : undefined;
	} catch {
		return undefined;
	}
}
