/** What a rule needs to know of the request beside its body. */

export interface WriteContext {
	/** PUT makes, POST makes or changes */
	readonly mode: 'create' | 'save';
	/** the id or number in the address */
	readonly id?: string;
	/** decimals of unit amounts: 2, or 4 with `unitdp=4` */
	readonly unitDecimals: 2 | 4;
}
