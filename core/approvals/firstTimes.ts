/** What is seen for the first time in a shop: a gateway, a country, a customer. */
import { createHash } from 'node:crypto';
import type { JournalEntry } from '../journal/entry';

export type FirstTimeOf = 'gateway' | 'country' | 'customer';

export interface FirstTime {
	/** names it in the sync log; of a customer a hash, so that no personal data are kept */
	readonly key: string;
	readonly reason: string;
}

const distinct = (values: readonly (string | undefined)[]): string[] =>
	[...new Set(values.filter((value) => value !== undefined && value !== ''))] as string[];

function valuesOf({ lines, shipTo, customer }: JournalEntry, of: FirstTimeOf): readonly string[] {
	switch (of) {
		case 'gateway':
			return distinct(lines.map(({ facts }) => facts.gateway));
		case 'country':
			return distinct([...lines.map(({ facts }) => facts.country), shipTo?.country]);
		case 'customer':
			return distinct([customer?.id]);
	}
}

const NAMES: Readonly<Record<FirstTimeOf, (value: string) => string>> = {
	gateway: (value) => `the first document of the gateway ${value}`,
	country: (value) => `the first document to the country ${value}`,
	customer: () => 'the first document of this customer',
};

/** All that an entry could be the first of. Whether it is, the sync log knows. */
export function firstTimes(entry: JournalEntry, kinds: readonly FirstTimeOf[]): readonly FirstTime[] {
	const { platform, storeId } = entry.source;
	return kinds.flatMap((of) =>
		valuesOf(entry, of).map((value) => {
			const name = of === 'customer' ? createHash('sha256').update(value).digest('hex').slice(0, 24) : value;
			return { key: `${platform}/${storeId}/${of}/${name}`, reason: NAMES[of](value) };
		}),
	);
}
