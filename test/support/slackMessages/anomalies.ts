/** Thousands of anomalies, with thousands of orders behind each. */
import fc from 'fast-check';
import { anomaliesMessage, type Anomaly } from '../../../core/anomalies';
import { badFinding } from './findings';
import { badText, count, day, many } from './texts';

const period = fc.record({ from: day, to: day });

export const badAnomaly: fc.Arbitrary<Anomaly> = fc
	.record({
		finding: badFinding,
		period,
		subject: badText,
		orders: fc.array(fc.record({ number: badText, id: badText }), { maxLength: 25 }),
		count,
	})
	.map(({ finding, ...rest }) => ({ ...finding, type: 'Anomaly', ...rest }));

export const anomalyMessages = fc
	.tuple(many(badAnomaly, 3_000), period)
	.map(([anomalies, of]) => anomaliesMessage(anomalies, of));
