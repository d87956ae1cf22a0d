// workflows-templates/*-payouts-to-*: the payouts and disputes of a gateway into a ledger, from one description.
import { payoutPage } from './payoutPages.mjs';
import { authentication, node, note, PACKAGE, to, workflow } from './templateNodes.mjs';

/** What every gateway may take out of a payout or keep back, beside the payout itself. */
export const PAYOUT_ROLES = [
	'payoutsInTransit',
	'bank',
	'processingFees',
	'conversionFees',
	'disputes',
	'chargebackFees',
	'chargebackLosses',
	'reserves',
	'gatewayLoans',
	'financingCosts',
	'fxGainLoss',
];

/** A row of the mapper, with the account left open. */
export const row = (role, when = {}) => ({ role, account: '', when });

/** A gateway and a ledger: the workflow and its page. */
export function payoutSync(gateway, ledger) {
	const key = `${gateway.key}-payouts-to-${ledger.id}`;
	const title = `${gateway.name} Payouts to ${ledger.name}`;
	const names = {
		trigger: `${gateway.name} Payouts Trigger`,
		history: 'Read History',
		payouts: `${gateway.name} Payouts`,
		disputes: `${gateway.name} Disputes`,
		mapper: 'Account Mapper',
		poster: `${ledger.name} Poster`,
		review: 'Held for Review',
	};
	const [inShop, ...otherNames] = gateway.names;
	const called =
		otherNames.length === 0
			? ''
			: ` If your shop calls it something else (${otherNames.map((name) => `\`${name}\``).join(', ')} ...), choose that under *Gateway in the Shop*.`;
	const roles = [...PAYOUT_ROLES, ...gateway.alsoTakes];
	const reader = (name, operation, position) =>
		node(key, name, `${PACKAGE}.payouts`, position, { gateway: gateway.id, operation, from: '', to: '' });
	const nodes = [
		note(
			key,
			'Note: Start',
			[-560, -300],
			[520, 240],
			4,
			`## 1. What ${gateway.name} pays out\n\n**${names.trigger}** looks every half hour for new payouts, payouts that failed, and disputes. Each payout comes with all its transactions and must add up to the cent.\n\nPick your **${gateway.name}** credential and the day from which the books are kept (*Start From*: the same as in the workflow of your sales), then activate.${called}`,
		),
		note(
			key,
			'Note: Accounts',
			[20, -300],
			[320, 240],
			3,
			`## 2. Which account\n\nChoose an account for each role. *Clearing* is **the account that your sales fill** for \`${inShop}\`: a payout empties it again. Rows that you never need may stay empty: a payout that needs one is held and says so.`,
		),
		note(
			key,
			'Note: Posting',
			[360, -300],
			[320, 240],
			7,
			`## 3. Into ${ledger.name}\n\nSet the operation to **Preview** first, then **Post**. The payout moves from clearing to payouts in transit, exactly as much as the bank will show; fees, reserves and the rest are documents beside it. **Arrivals are posted by the daily bank reconciliation.**`,
		),
		note(
			key,
			'Note: History',
			[-560, 540],
			[520, 200],
			5,
			`## History and repair\n\nSet *From* in both readers and run **${names.history}** by hand to read a whole period. Nothing is ever posted twice, so reading a period again is always safe.`,
		),
		note(
			key,
			'Note: Review',
			[360, 380],
			[320, 240],
			3,
			'## What needs a person\n\nA payout that does not add up, or an account that is missing, comes here with the reason and the fix; nothing is posted for it. It is also in the sync log, so the weekly health check reports it.\n\nConnect Slack or e-mail here if you want to hear at once.',
		),
		node(key, names.trigger, `${PACKAGE}.payoutsTrigger`, [-360, 0], {
			pollTimes: { item: [{ mode: 'everyMinute' }] },
			gateway: gateway.id,
			startFrom: '',
			disputes: true,
		}),
		node(key, names.history, 'n8n-nodes-base.manualTrigger', [-480, 280], {}),
		reader(names.payouts, 'period', [-220, 180]),
		reader(names.disputes, 'disputes', [-220, 380]),
		node(key, names.mapper, `${PACKAGE}.accountMapper`, [120, 0], {
			...authentication(ledger),
			ledger: ledger.id,
			accounts: { entry: [row('clearing', { gateway: inShop }), ...roles.map((role) => row(role))] },
		}),
		node(key, names.poster, `${PACKAGE}.${ledger.poster}`, [460, 0], {
			...authentication(ledger),
			operation: 'post',
		}),
		node(key, names.review, 'n8n-nodes-base.noOp', [460, 220], {}),
	];
	const documents = { main: [to(names.mapper), to(names.review)] };
	const connections = {
		[names.trigger]: documents,
		[names.history]: { main: [[...to(names.payouts), ...to(names.disputes)]] },
		[names.payouts]: documents,
		[names.disputes]: documents,
		[names.mapper]: { main: [to(names.poster), to(names.review)] },
		[names.poster]: { main: [[], [], to(names.review)] },
	};
	const page = {
		path: `workflows-templates/${key}.md`,
		text: payoutPage({ key, title, gateway, ledger, names }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}
