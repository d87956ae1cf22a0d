/** The trend of a period as a small inline picture (SVG): columns, and a line for the period before. */
import { FAINT, GREEN, html, LINE, PALE } from '../mail/html';
import { dayName } from './periods';
import type { TrendStep } from './report';

const WIDTH = 672;
const HEIGHT = 180;
const BOTTOM = 20;
const TOP = 8;
const PLOT = HEIGHT - TOP - BOTTOM;

/** Pictures need no cents: the amounts as numbers, for their lengths only. */
const lengthOf = ({ netSales }: TrendStep): number => Number(netSales);
const at = (value: number): string => value.toFixed(1);

/** @returns an svg element; its description says what it shows to those who do not see it */
export function trendSvg(now: readonly TrendStep[], then: readonly TrendStep[], description: string): string {
	const values = [...now, ...then].map(lengthOf);
	const top = Math.max(1, ...values);
	const bottom = Math.min(0, ...values);
	const y = (value: number): number => TOP + (PLOT * (top - value)) / (top - bottom);
	const step = WIDTH / Math.max(now.length, then.length, 1);
	const zero = y(0);
	const columns = now.map((each, index) => {
		const value = y(lengthOf(each));
		const height = Math.max(0.5, Math.abs(zero - value));
		return `<rect x="${at(index * step + step * 0.15)}" y="${at(Math.min(zero, value))}" width="${at(step * 0.7)}" height="${at(height)}" fill="${GREEN}" rx="1"/>`;
	});
	const points = then.map((each, index) => `${at((index + 0.5) * step)},${at(y(lengthOf(each)))}`);
	const line =
		points.length < 2
			? ''
			: `<polyline points="${points.join(' ')}" fill="none" stroke="${PALE}" stroke-width="2.5"/>`;
	const label = (index: number, anchor: string, x: number): string => {
		const found = now[index];
		return found === undefined
			? ''
			: `<text x="${at(x)}" y="${HEIGHT - 4}" font-size="11" fill="${FAINT}" text-anchor="${anchor}" font-family="sans-serif">${html(dayName(found.period.from))}</text>`;
	};
	const axis = `<line x1="0" x2="${WIDTH}" y1="${at(zero)}" y2="${at(zero)}" stroke="${LINE}"/>`;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" role="img" aria-label="${html(description)}">${axis}${columns.join('')}${line}${label(0, 'start', 0)}${now.length > 1 ? label(now.length - 1, 'end', WIDTH) : ''}</svg>`;
}
