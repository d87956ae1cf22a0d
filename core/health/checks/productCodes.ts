/** The shop's product codes against the ledger's items. */
import { productFindings } from '../../products';
import { counted, found, listed, notChecked, type Check } from './tools';

export const productCodes: Check = ({ products, ledgers = [] }) => {
	const looked = ledgers.filter(({ items }) => items !== undefined);
	if (products === undefined || looked.length === 0)
		return notChecked('Switch on "Compare Product Codes", and choose shop and ledger.');
	// shops are compared with each other in the first ledger's pass only
	const findings = looked.flatMap(({ name, items = [] }, index) =>
		productFindings(products, items, { ledger: name, betweenShops: index === 0 }),
	);
	const lists = looked.map(({ name, items = [] }) => `${counted(items.length, 'item')} of ${name}`);
	const errors = findings.filter(({ severity }) => severity === 'error');
	const others = findings.filter(({ severity }) => severity !== 'error');
	return found(
		`${counted(products.length, 'product')} of the shop ${products.length === 1 ? 'was' : 'were'} compared with ${listed(lists)}.`,
		[...errors, ...others],
	);
};
