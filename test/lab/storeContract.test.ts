/** The contract of a store over every connector that is registered. A new one joins by its folders alone. */
import { STORE_CONNECTORS } from '../../connectors/registry.generated';
import { STORES } from '../../lab/registry.generated';
import { STORE_FACES } from '../../nodes/shared/stores/faces.generated';
import { storeContract } from '../support/storeContract';

test.each(STORE_CONNECTORS.map(({ id }) => id))(
	'%s has a counterpart in the lab and a face for the nodes',
	(id) => {
		expect(Object.keys(STORES)).toContain(id);
		expect(Object.keys(STORE_FACES)).toContain(id);
	},
);

for (const connector of STORE_CONNECTORS) {
	const face = STORE_FACES[connector.id];
	if (face !== undefined && Object.hasOwn(STORES, connector.id)) storeContract({ connector, face });
}
