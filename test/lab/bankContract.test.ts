/** The contract of a bank over every connector that is registered. A new one joins by its folders alone. */
import { BANK_CONNECTORS } from '../../connectors/registry.generated';
import { BANKS } from '../../lab/registry.generated';
import { BANK_FACES } from '../../nodes/shared/banks/faces.generated';
import { bankContract } from '../support/bankContract';

test.each(BANK_CONNECTORS.map(({ id }) => id))(
	'%s has a counterpart in the lab and a face for the nodes',
	(id) => {
		expect(Object.keys(BANKS)).toContain(id);
		expect(Object.keys(BANK_FACES)).toContain(id);
	},
);

for (const connector of BANK_CONNECTORS) {
	const face = BANK_FACES[connector.id];
	const kind = BANKS[connector.id];
	if (face !== undefined && kind !== undefined) bankContract({ connector, face, kind });
}
