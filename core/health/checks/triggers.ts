/** Whether the triggers still look for news, and whether shops still tell of it. */
import { finding, type Finding } from '../../findings/finding';
import type { HealthInput, TriggerLook } from '../input';
import { counted, DAY_MS, found, HOUR_MS, notChecked, type Check } from './tools';

const hoursSince = (instant: string, now: number): number =>
	Math.floor((now - Date.parse(instant)) / HOUR_MS);

/** Triggers that look for news, without those that were switched off long ago. */
function living({ triggers = [], now, thresholds }: HealthInput): TriggerLook[] {
	const limit = thresholds.forgetTriggersAfterDays * DAY_MS;
	return triggers.filter(({ lastSweepAt }) => now - Date.parse(lastSweepAt) < limit);
}

/** Without any success at all it has been standing still for the whole period at least. */
function everything({ lastSuccess, period, now, thresholds }: HealthInput): Finding[] {
	const hours = hoursSince(lastSuccess ?? period.from, now);
	return hours >= thresholds.staleAfterHours ? [finding('SYNC_STALE', { evidence: { hours } })] : [];
}

export const stale: Check = (input) => {
	const { triggers = [], now, thresholds } = input;
	const alive = living(input);
	const findings = alive
		.map(({ name: trigger, scope, lastSweepAt }) => ({
			trigger,
			scope,
			hours: hoursSince(lastSweepAt, now),
		}))
		.filter(({ hours }) => hours >= thresholds.staleAfterHours)
		.map((evidence) => finding('TRIGGER_STALE', { evidence }));
	const gone = triggers.length - alive.length;
	const forgotten =
		gone === 0
			? ''
			: ` ${counted(gone, 'trigger')} of more than ${thresholds.forgetTriggersAfterDays} days ago ${gone === 1 ? 'is' : 'are'} taken to be switched off.`;
	return found(
		`${counted(alive.length, 'trigger')} and the last posting were looked at; ${thresholds.staleAfterHours} hours without a sign of life are told.${forgotten}`,
		[...everything(input), ...findings],
	);
};

function remade({ webhooks = [], period }: HealthInput): Finding[] {
	return webhooks
		.filter(({ lastAt }) => Date.parse(lastAt) >= Date.parse(period.from))
		.map(({ store, times, since, lastAt }) =>
			finding('WEBHOOKS_REMADE', { evidence: { store, count: times, since, lastAt } }),
		);
}

export const webhooks: Check = (input) => {
	const { thresholds } = input;
	const telling = living(input).filter((trigger) => trigger.webhooks !== undefined);
	const silent = telling.flatMap(({ name: trigger, scope, webhooks: care }) => {
		const { missed = 0, arrivedAt, since = '' } = care ?? {};
		if (missed < thresholds.webhooksSilentFrom) return [];
		const evidence = { trigger, scope, count: missed, since: arrivedAt ?? since };
		return [finding('WEBHOOKS_SILENT', { evidence })];
	});
	const again = remade(input);
	if (telling.length === 0 && again.length === 0)
		return notChecked('No trigger uses webhooks, or none has been activated since the last update.');
	return found(
		`Deliveries to ${counted(telling.length, 'trigger')} were compared with what their sweeps have found.`,
		[...silent, ...again],
	);
};
