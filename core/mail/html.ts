/** Small pieces of HTML for mail: tables and inline styles, as mail programs want it; all text of others is escaped. */

const ESCAPES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Text of others inside an element or attribute. */
export const html = (text: string): string => text.replace(/[&<>"']/g, (found) => ESCAPES[found] ?? found);

export const INK = '#1f2937';
export const FAINT = '#6b7280';
export const LINE = '#e5e7eb';
export const GREEN = '#15803d';
export const PALE = '#bbdfc8';
export const RED = '#b91c1c';
const FONT = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** For long words of others (addresses, codes): they break anywhere rather than widen the mail. */
export const BREAK = 'overflow-wrap:anywhere;word-break:break-word';

const CELL = `padding:6px 8px;border-bottom:1px solid ${LINE};`;

/** A cell is text (to be escaped), or pieces made here. */
export type Cell = string | { readonly raw: string };
const cell = (content: Cell): string => (typeof content === 'string' ? html(content) : content.raw);

/** A table of which the first column is text and the others are figures. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
	const align = (index: number): string => (index === 0 ? 'text-align:left' : 'text-align:right');
	const head = heads
		.map(
			(text, index) =>
				`<th style="${CELL}${align(index)};color:${FAINT};font-weight:600;font-size:12px">${html(text)}</th>`,
		)
		.join('');
	const body = rows
		.map(
			(row) =>
				`<tr>${row
					.map(
						(content, index) =>
							`<td style="${CELL}${align(index)};${index === 0 ? '' : 'white-space:nowrap'}">${cell(content)}</td>`,
					)
					.join('')}</tr>`,
		)
		.join('\n');
	return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;font-size:14px"><tr>${head}</tr>\n${body}</table>`;
}

/** A bar that shows in mail programs without SVG, too. @param share 0 to 1 */
export function bar(share: number): Cell {
	const width = Math.max(0, Math.min(100, Math.trunc(share * 100)));
	return {
		raw: `<div style="width:120px;background:${LINE};border-radius:3px;margin-left:auto"><div style="width:${width}%;height:8px;background:${GREEN};border-radius:3px"></div></div>`,
	};
}

/** A change in green or red. */
export function coloured(text: string): Cell {
	const colour = text.startsWith('+') ? GREEN : text.startsWith('-') ? RED : FAINT;
	return { raw: `<span style="color:${colour}">${html(text)}</span>` };
}

export const heading = (text: string): string =>
	`<h2 style="font-size:16px;margin:28px 0 8px;color:${INK}">${html(text)}</h2>`;

/** Figures side by side, three in a row. */
export function cards(
	items: readonly { readonly title: string; readonly value: string; readonly notes: readonly string[] }[],
): string {
	const card = ({ title, value, notes }: (typeof items)[number]): string =>
		`<td width="33%" valign="top" style="padding:12px;border:1px solid ${LINE}"><div style="font-size:12px;color:${FAINT}">${html(title)}</div><div style="font-size:20px;font-weight:600;margin:2px 0">${html(value)}</div>${notes
			.map((note) => `<div style="font-size:12px">${cell(coloured(note))}</div>`)
			.join('')}</td>`;
	const rows: string[] = [];
	for (let index = 0; index < items.length; index += 3)
		rows.push(
			`<tr>${items
				.slice(index, index + 3)
				.map(card)
				.join('')}</tr>`,
		);
	return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;table-layout:fixed">${rows.join('\n')}</table>`;
}

export function page(title: string, body: string): string {
	return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${html(title)}</title></head>
<body style="margin:0;padding:24px 12px;background:#f6f7f6"><div style="max-width:720px;margin:0 auto;background:#fff;border:1px solid ${LINE};border-radius:8px;padding:24px;font-family:${FONT};font-size:14px;line-height:1.45;color:${INK}">
${body}
</div></body></html>`;
}
