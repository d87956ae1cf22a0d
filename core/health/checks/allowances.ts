/** How much of the ledgers' limits is used: calls metered by the month, and windows of a day or an hour. */
import { finding } from '../../findings/finding';
import { counted, found, notChecked, type Check } from './tools';

const percentOf = (used: number, most: number): number => Math.floor((used * 100) / most);

export const allowances: Check = ({ allowances: metered = [], ledgers = [], thresholds }) => {
	const windows = ledgers.flatMap(({ quota = [] }) => quota);
	if (metered.length === 0 && windows.length === 0)
		return notChecked('No ledger that is used here meters calls.');
	const isMuch = (used: number, most: number): boolean => most > 0 && used >= most * thresholds.quotaShare;
	const months = metered
		.filter(({ used, most }) => isMuch(used, most))
		.map(({ ledger, name, month, used, most }) =>
			finding('ALLOWANCE_NEARLY_USED', {
				evidence: { ledger, name, month, used, most, percent: percentOf(used, most) },
			}),
		);
	const now = windows
		.filter(({ used, ceiling }) => isMuch(used, ceiling))
		.map(({ ledger, window, used, ceiling: most }) =>
			finding('LIMIT_NEARLY_USED', {
				evidence: { ledger, window, used, most, percent: percentOf(used, most) },
			}),
		);
	const uses = metered.map(({ ledger, used, most, name }) => `${used} of ${most} ${name} of ${ledger}`);
	const text = uses.length === 0 ? '' : ` This month: ${uses.join('; ')}.`;
	return found(
		`${counted(metered.length + windows.length, 'limit')} of calls ${metered.length + windows.length === 1 ? 'was' : 'were'} looked at.${text}`,
		[...months, ...now],
	);
};
