/**
 * Foreign orders in the shop's currency. Amounts that add up to a total are converted as they accumulate and each gets the
 * difference, so that the parts of an order add up to its converted total to the cent: a shop's own money always does.
 */
import Big from 'big.js';
import { digitsOf, roundTo } from './arithmetic';

export class Conversion {
	private readonly digits: number;
	private seen = new Big(0);
	private given = new Big(0);

	/** @param rate units of `currency` per unit of the order's currency; undefined when they are the same */
	constructor(
		currency: string,
		private readonly rate: string | undefined,
	) {
		this.digits = digitsOf(currency);
	}

	/** One amount for itself, rounded half up. */
	single(amount: string | Big): Big {
		const exact = new Big(amount);
		return this.rate === undefined ? exact : roundTo(exact.times(this.rate), this.digits);
	}

	/** The next amount of a sum. */
	next(amount: string | Big): Big {
		this.seen = this.seen.plus(amount);
		const upToHere = this.single(this.seen);
		const share = upToHere.minus(this.given);
		this.given = upToHere;
		return share;
	}
}
