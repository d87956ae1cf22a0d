/** What a benchmark prints: figures with their aims, as a table for a person and as JSON for a file. */
import { cpus, totalmem } from 'node:os';

/** Where and with what a benchmark ran. */
export interface Machine {
	readonly cpu: string;
	readonly cores: number;
	/** GB */
	readonly memory: number;
	readonly system: string;
	readonly node: string;
}

/** One line of the result. */
export interface Figure {
	readonly name: string;
	readonly value: number;
	readonly unit: string;
	/** what else is worth knowing: "1.3 times", "of it 4 look-ups" */
	readonly note?: string;
	readonly aim?: { readonly at: 'least' | 'most'; readonly value: number };
}

/** One part of the benchmark: what was measured, on what, and the figures. */
export interface Section {
	readonly name: string;
	readonly input: string;
	readonly figures: readonly Figure[];
}

export function thisMachine(): Machine {
	const [first] = cpus();
	return {
		cpu: first?.model.trim() ?? 'unknown',
		cores: cpus().length,
		memory: Math.round(totalmem() / 1e9),
		system: `${process.platform}-${process.arch}`,
		node: process.version,
	};
}

export function machineText({ cpu, cores, memory, system, node }: Machine): string {
	return `${cpu}, ${cores} cores, ${memory} GB, ${system}, Node ${node}`;
}

/** The middle value; of an even count the upper one of the two. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted[Math.floor(sorted.length / 2)];
	if (middle === undefined) throw new Error('no values');
	return middle;
}

/** At least three digits that count: 0.0412, 8.13, 1,234. */
function numberText(value: number): string {
	const magnitude = Math.abs(value);
	const maximumFractionDigits = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 4;
	return value.toLocaleString('en-US', { maximumFractionDigits });
}

/** Whether an aim was reached, and if not, by how much it was missed. */
export function aimText({ value, aim }: Figure): string {
	if (aim === undefined) return '';
	const met = aim.at === 'least' ? value >= aim.value : value <= aim.value;
	const wanted = `aim: at ${aim.at} ${numberText(aim.value)}`;
	if (met) return `${wanted}, met`;
	const off = Math.abs(value / aim.value - 1) * 100;
	return `${wanted}, MISSED by ${numberText(off)} %`;
}

export function sectionText({ name, input, figures }: Section): string {
	const names = Math.max(...figures.map((figure) => figure.name.length));
	const values = Math.max(...figures.map(({ value }) => numberText(value).length));
	const units = Math.max(...figures.map(({ unit }) => unit.length));
	const rows = figures.map((figure) => {
		const remarks = [figure.note ?? '', aimText(figure)].filter((text) => text !== '').join('; ');
		const value = numberText(figure.value).padStart(values);
		return `  ${figure.name.padEnd(names)}  ${value} ${figure.unit.padEnd(units)}  ${remarks}`.trimEnd();
	});
	return [`${name}`, `  ${input}`, ...rows].join('\n');
}
