/** Sessions with the gateway of a node's choice, over n8n's request helper. */
import {
	NodeOperationError,
	type IAllExecuteFunctions,
	type ICredentialDataDecryptedObject,
} from 'n8n-workflow';
import type { GatewayPolicy, GatewaySession } from '../../../core/gateway/connector';
import type { Http } from '../../../core/transport/http';
import { systemClock } from '../clock';
import { httpOf } from '../http';
import { STORE_FACES } from '../stores/faces.generated';
import type { GatewayFace } from './face';
import { GATEWAY_FACES } from './faces.generated';
import { OTHER_NAME, USUAL_NAME } from './properties';

type Context = Pick<IAllExecuteFunctions, 'helpers' | 'getNode' | 'getCredentials' | 'getTimezone'>;

/** @throws NodeOperationError when the node names a gateway that there is none for */
export function gatewayFace(context: Pick<Context, 'getNode'>): GatewayFace {
	const id = String(context.getNode().parameters.gateway ?? '');
	const chosen = id === '' ? Object.values(GATEWAY_FACES)[0] : GATEWAY_FACES[id];
	if (chosen !== undefined) return chosen;
	throw new NodeOperationError(context.getNode(), `There is no gateway "${id}". Choose one in the node.`);
}

/** The network, signed by n8n or, for types of credential that n8n's helper does not sign with, here. */
function gatewayHttp(context: Context, face: GatewayFace, data: ICredentialDataDecryptedObject): Http {
	// a gateway that lives in the shop takes the shop's credential, with what is known of it
	const ofStore = Object.values(STORE_FACES)
		.flatMap(({ credentials }) => credentials)
		.find(({ type }) => type === face.credential);
	const http = httpOf(context, face.credential, ofStore?.requestOptions, ofStore?.isPermanent);
	const { sign } = face;
	if (sign === undefined) return http;
	return async (request) => {
		if (request.anonymous === true) return await http(request);
		const headers = { ...request.headers, ...sign(data, request) };
		return await http({ ...request, headers, anonymous: true });
	};
}

/** @param parameter reads a parameter of the node */
export function gatewayNameOf(parameter: (name: string) => unknown): string | undefined {
	const chosen = String(parameter('gatewayName') ?? '').trim();
	const name = chosen === OTHER_NAME ? String(parameter('otherGatewayName') ?? '').trim() : chosen;
	return name === '' || name === USUAL_NAME ? undefined : name;
}

export interface OpenGateway {
	readonly face: GatewayFace;
	readonly session: GatewaySession;
}

/**
 * A session with the gateway that the node names. Where no time zone is entered the account's own is asked for.
 * @param parameter reads a parameter of the node
 */
export async function openGateway(
	context: Context,
	parameter: (name: string) => unknown,
): Promise<OpenGateway> {
	const face = gatewayFace(context);
	const data = await context.getCredentials(face.credential);
	const http = gatewayHttp(context, face, data);
	const open = (policy: GatewayPolicy): GatewaySession =>
		face.connector.open(http, face.settings(data), policy, systemClock);
	const gatewayName = gatewayNameOf(parameter);
	const name = gatewayName === undefined ? {} : { gatewayName };
	const entered = String(parameter('timeZone') ?? '').trim();
	if (entered !== '') return { face, session: open({ timeZone: entered, ...name }) };
	const { timeZone = context.getTimezone() } = await open({ timeZone: 'UTC', ...name }).account();
	return { face, session: open({ timeZone, ...name }) };
}
