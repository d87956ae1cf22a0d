/** The contract of a gateway over every connector that is registered. A new one joins by its folders alone. */
import { GATEWAY_CONNECTORS } from '../../connectors/registry.generated';
import { GATEWAY_FACES } from '../../nodes/shared/gateways/faces.generated';
import { gatewayContract, isShown } from '../support/gatewayContract';

test('there are gateways', () => {
	expect(GATEWAY_CONNECTORS.length).toBeGreaterThan(0);
});

test.each(GATEWAY_CONNECTORS.map((connector) => [connector.id, connector] as const))(
	'%s has a face for the nodes and is shown by the lab',
	(id, connector) => {
		const face = GATEWAY_FACES[id];
		expect(face).toBeDefined();
		expect(face !== undefined && isShown({ connector, face })).toBe(true);
	},
);

for (const connector of GATEWAY_CONNECTORS) {
	const face = GATEWAY_FACES[connector.id];
	if (face !== undefined && isShown({ connector, face })) gatewayContract({ connector, face });
}
