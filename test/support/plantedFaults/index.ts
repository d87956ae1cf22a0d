/** All planted faults, as the docs list them. */
import { ANOMALY_FAULTS } from './anomalies';
import type { PlantedFault } from './fault';
import { CUSTOMER_FAULTS, PRODUCT_FAULTS } from './products';
import { SYNC_FAULTS } from './sync';

export { ALL_FOUND, outcomeOf, type Outcome, type PlantedFault, type Told } from './fault';

export const PLANTED_FAULTS: readonly PlantedFault[] = [
	...SYNC_FAULTS,
	...PRODUCT_FAULTS,
	...CUSTOMER_FAULTS,
	...ANOMALY_FAULTS,
];
