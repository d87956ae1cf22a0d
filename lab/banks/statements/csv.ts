/** CSV files as three kinds of banks write them. */
import { balances, compact, isNegative, plain, signed, type StatementDialect } from './dialect';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const parts = (on: string): [year: string, month: string, day: string] => {
	const [year = '', month = '', day = ''] = on.split('-');
	return [year, month, day];
};

/** Commas, one signed amount, a balance on each row, the currency in the headings, oldest first. */
const british: StatementDialect = {
	name: 'CSV with a balance, one signed column',
	format: 'csv',
	extension: 'csv',
	says: { account: false, reference: false },
	write(account, lines) {
		const after = balances(account, lines).slice(1);
		const { currency } = account;
		const rows = lines.map(({ on, amount, description }, index) => {
			const [year, month, day] = parts(on);
			return [
				`${day}/${month}/${year}`,
				quoted(description),
				'',
				'TRANSFER',
				signed(amount, currency),
				signed(after[index] ?? '0', currency),
				'',
				'',
			].join(',');
		});
		const head = `Date,Counter Party,Reference,Type,Amount (${currency}),Balance (${currency}),Spending Category,Notes`;
		return Buffer.from([head, ...rows, ''].join('\n'), 'utf8');
	},
};

/** Semicolons, comma decimals with points for thousands, Windows-1252, newest first. */
const german: StatementDialect = {
	name: 'CSV with semicolons and comma decimals, newest first',
	format: 'csv',
	extension: 'csv',
	says: { account: true, reference: true },
	write({ id }, lines) {
		const head = [
			'Auftragskonto',
			'Buchungstag',
			'Valutadatum',
			'Buchungstext',
			'Verwendungszweck',
			'Kundenreferenz (End-to-End)',
			'Beguenstigter/Zahlungspflichtiger',
			'Betrag',
			'Waehrung',
			'Info',
		];
		const rows = [...lines].reverse().map(({ on, amount, currency, description, reference }) => {
			const [year, month, day] = parts(on);
			const date = `${day}.${month}.${year.slice(2)}`;
			const value = signed(amount, currency, ',').replace(/\B(?=(\d{3})+(?=,|$))(?<!,\d*)/g, '.');
			return [id, date, date, 'BUCHUNG', description, reference ?? '', '', value, currency, 'Umsatz gebucht'];
		});
		const text = [head, ...rows].map((row) => row.map(quoted).join(';')).join('\r\n');
		return Buffer.from(`${text}\r\n`, 'latin1');
	},
};

/** The side in a column of its own, the day without marks. */
const dutch: StatementDialect = {
	name: 'CSV with the side in a column of its own',
	format: 'csv',
	extension: 'csv',
	says: { account: true, reference: false },
	write({ id, currency }, lines) {
		const head = [
			'Datum',
			'Naam / Omschrijving',
			'Rekening',
			'Tegenrekening',
			'Code',
			'Af Bij',
			`Bedrag (${currency})`,
			'Mutatiesoort',
			'Mededelingen',
		];
		const rows = lines.map(({ on, amount, description }) => [
			compact(on),
			'',
			id,
			'',
			'OV',
			isNegative(amount) ? 'Af' : 'Bij',
			plain(amount, currency, ','),
			'Overschrijving',
			description,
		]);
		return Buffer.from([head, ...rows].map((row) => row.map(quoted).join(',')).join('\n'), 'utf8');
	},
};

export const CSV_DIALECTS: readonly StatementDialect[] = [british, german, dutch];
