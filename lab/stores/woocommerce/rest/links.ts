/** The `_links` of REST objects, with the site's own address. */

export const API = '/wp-json/wc/v3';

const ALL = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

type Link = Readonly<Record<string, unknown>>;

export interface LinkSetting {
	readonly siteUrl: string;
	/** of the object, below the API, e.g. "/orders/30" */
	readonly path: string;
	readonly collection: string;
	readonly methods?: readonly string[];
	readonly up?: string;
	readonly more?: Readonly<Record<string, readonly Link[]>>;
}

export const apiUrl = (siteUrl: string, path: string): string => siteUrl + API + path;

/** self, collection, and what else the object has. */
export function links({ siteUrl, path, collection, methods = ALL, up, more = {} }: LinkSetting): object {
	return {
		self: [{ href: apiUrl(siteUrl, path), targetHints: { allow: methods } }],
		collection: [{ href: apiUrl(siteUrl, collection) }],
		...(up === undefined ? {} : { up: [{ href: apiUrl(siteUrl, up) }] }),
		...more,
	};
}
