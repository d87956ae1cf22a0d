/** What the lab itself cannot do; BigCommerce has no such answers. */
import { LabError } from '../../kit/errors';

/** A day book that no BigCommerce store can show, or not yet here. The message names the event and its field. */
export class LabCannotShow extends LabError {
	override readonly name: string = 'LabCannotShow';

	/** @param where e.g. `order 1001, lines[2].discount` */
	constructor(where: string, why: string) {
		super(`LAB_CANNOT_SHOW: ${where}: ${why}`);
	}
}
