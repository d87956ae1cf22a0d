/** The three ways in which BigCommerce writes times. All are in UTC here; V2's may come in other zones. */

/** RFC 2822, of V2: "Tue, 05 Mar 2019 21:40:11 +0000". */
export const rfc2822 = (at: string | number): string => new Date(at).toUTCString().replace('GMT', '+0000');

/** RFC 3339 with an offset, of V3: "2022-06-16T16:44:15+00:00". */
export const rfc3339 = (at: string | number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

/** "2018-05-07T20:14:17Z" */
export const iso = (at: string | number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
