/**
 * From the customer's currency to the shop's, so that sums stay sums: amounts that add up to a total are converted as they
 * accumulate, and each gets the difference. So the parts of a foreign order add up to its converted total to the cent.
 */
import Big from 'big.js';
import { minorDigits, type Amount, type Currencies } from './money';

export class Conversion {
	private readonly factor: Big | undefined;
	private seen = 0n;
	private given = 0n;

	/** @param rate shop currency per unit of the customer's currency, undefined when they are the same */
	constructor({ shop, presentment }: Currencies, rate: string | undefined) {
		if (rate === undefined) return;
		this.factor = new Big(rate).times(new Big(10).pow(minorDigits(shop) - minorDigits(presentment)));
	}

	/** One amount for itself. */
	single(presentment: bigint): Amount {
		return { shop: this.convert(presentment), presentment };
	}

	/** The next amount of a sum. */
	next(presentment: bigint): Amount {
		this.seen += presentment;
		const upToHere = this.convert(this.seen);
		const shop = upToHere - this.given;
		this.given = upToHere;
		return { shop, presentment };
	}

	private convert(minor: bigint): bigint {
		if (this.factor === undefined) return minor;
		const exact = this.factor.times(minor.toString());
		return BigInt(exact.round(0, Big.roundHalfUp).toFixed(0));
	}
}
