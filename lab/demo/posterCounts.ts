/** Counts what came out of a workflow's poster. */
import type { AgainCounts } from './engines';
import type { TemplateWorkflow } from './templates';

/** @param itemsOf how many items a node gave at an output */
export function posterCounts(
	workflow: TemplateWorkflow,
	itemsOf: (node: string, output: number) => number,
): AgainCounts {
	const poster = workflow.nodes.find(({ type }) => type.endsWith('Poster'));
	if (poster === undefined) throw new Error('The workflow has no poster.');
	const [posted, unchanged, review] = [0, 1, 2].map((output) => itemsOf(poster.name, output));
	return { posted: posted ?? 0, unchanged: unchanged ?? 0, review: review ?? 0 };
}
