/** Sessions with the shop of a node's credential, over n8n's request helper. */
import type { IAllExecuteFunctions, ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { StorePolicy, StoreSession } from '../../../core/store/connector';
import type { Http } from '../../../core/transport/http';
import { systemClock } from '../clock';
import { httpOf } from '../http';
import type { StoreCredential, StoreFace } from './face';

type Context = Pick<IAllExecuteFunctions, 'helpers' | 'getNode' | 'getCredentials'>;

/** The type of credential that the node's parameter "Authentication" names: our own where there is no choice. */
export function chosenCredential(face: StoreFace, authentication: unknown): StoreCredential {
	return face.credentials.find((one) => one.authentication === authentication) ?? face.credentials[0];
}

export interface UsedCredential {
	readonly credential: StoreCredential;
	/** its fields; secret */
	readonly data: ICredentialDataDecryptedObject;
}

/** The credential of the node. Its type stands in the node itself, so that this works in every context alike. */
export async function usedCredential(
	context: Pick<Context, 'getNode' | 'getCredentials'>,
	face: StoreFace,
): Promise<UsedCredential> {
	const credential = chosenCredential(face, context.getNode().parameters.authentication);
	return { credential, data: await context.getCredentials(credential.type) };
}

/** Requests that are signed here: n8n's helper sends them as they are. */
function signedHttp(http: Http, credential: StoreCredential, data: ICredentialDataDecryptedObject): Http {
	return async (request) => {
		if (request.anonymous === true) return await http(request);
		const headers = { ...request.headers, ...credential.sign?.(data, request) };
		return await http({ ...request, headers, anonymous: true });
	};
}

/** A session with the shop of the node's credential. */
export async function openStore(
	context: Context,
	face: StoreFace,
	policy: StorePolicy,
): Promise<StoreSession> {
	const { credential, data } = await usedCredential(context, face);
	const helped = httpOf(context, credential.type, credential.requestOptions, credential.isPermanent);
	const http = credential.sign === undefined ? helped : signedHttp(helped, credential, data);
	return face.connector.open(http, credential.settings(data), policy, systemClock);
}
