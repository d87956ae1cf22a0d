/** What may be asked is what the specification lists, no more and no less; what the lab cannot do it says itself. */
import { builtIn } from '../../../lab/daybook/builtIn';
import { NOT_SIMULATED, PARAMETERS, UNLISTED } from '../../../lab/stores/bigcommerce/http/parameters';
import { describeWithShared } from '../../support/shared';
import { Specification } from './specification';
import { openStore } from './support';

const store = openStore(builtIn());

describeWithShared('parameters', () => {
	const specification = new Specification();

	test.each(Object.keys(PARAMETERS))('%s', (path) => {
		const known = [...(PARAMETERS[path] ?? []), ...(NOT_SIMULATED[path] ?? [])];
		expect(known.toSorted()).toEqual([...specification.parameters(path)].toSorted());
	});

	test('what is not listed is not listed', () => {
		for (const [path, names] of Object.entries(UNLISTED))
			for (const name of names) expect(specification.parameters(path)).not.toContain(name);
	});
});

test.each([
	['/v2/orders?colour=red', 400, "The field 'colour' is not supported by this resource."],
	['/v2/orders?Limit=3', 400, "The field 'Limit' is not supported by this resource."],
	['/v2/store?limit=3', 400, "The field 'limit' is not supported by this resource."],
	['/v2/orders?limit=0', 400, "The field 'limit' is invalid."],
	['/v2/orders?limit=251', 400, "The field 'limit' is invalid."],
	['/v2/orders?limit=2&limit=3', 400, "The field 'limit' is invalid."],
	['/v2/orders?page=0', 400, "The field 'page' is invalid."],
	['/v2/orders?min_id=-1', 400, "The field 'min_id' is invalid."],
	['/v2/orders?status_id=99', 400, "The field 'status_id' is invalid."],
	['/v2/orders?is_deleted=maybe', 400, "The field 'is_deleted' is invalid."],
	['/v2/orders?min_total=1,50', 400, "The field 'min_total' is invalid."],
	['/v2/orders?sort=total_inc_tax', 400, "The field 'sort' is invalid."],
	['/v2/orders?sort=id:up', 400, "The field 'sort' is invalid."],
	['/v2/orders?min_date_modified=yesterday', 400, "The field 'min_date_modified' is invalid."],
	['/v2/orders?min_date_modified=2026-13-45', 400, "The field 'min_date_modified' is invalid."],
	// a plus sign that was not encoded has become a blank
	[
		'/v2/orders?min_date_modified=2026-09-15T00:00:00+01:00',
		400,
		"The field 'min_date_modified' is invalid.",
	],
	['/v2/orders?include=products', 400, "The field 'include' is invalid."],
	[
		'/v2/orders?include=consignments',
		400,
		"To include consignments, specify 'consignment_structure=object'.",
	],
	['/v2/orders/1001/taxes?details=yes', 400, "The field 'details' is invalid."],
])('V2 refuses %s', async (path, status, message) => {
	expect(await store.ask(path)).toMatchObject({ status, body: [{ status, message }] });
});

test.each([
	['/v3/customers?colour=red', 'The filter(s): colour are not valid filter parameter(s).'],
	['/v3/customers?limit=1000', "The field 'limit' is invalid."],
	['/v3/orders/payment_actions/refunds?order_id:in=1,x', "The field 'order_id:in' is invalid."],
	['/v3/orders/payment_actions/refunds?created:min=x', "The field 'created:min' is invalid."],
	['/v3/catalog/products?direction=up', "The field 'direction' is invalid."],
	['/v3/settings/store/profile?channel_id=77', "The field 'channel_id' is invalid."],
])('V3 refuses %s', async (path, title) => {
	const { status, body } = await store.ask(path);
	expect([status, body.status, body.title]).toEqual([422, 422, title]);
	expect(body.type).toMatch(/^https:/);
});

test.each([
	['POST', '/v2/orders/1001/shipments'],
	['GET', '/v2/coupons'],
	['GET', '/v3/orders/1001/metafields'],
	['GET', '/v3/catalog/products?keyword=tea'],
	['POST', '/v2/orders'],
	['POST', '/v3/orders/1001/payment_actions/refunds'],
	['PUT', '/v3/tax/settings'],
])('%s %s is not simulated, and the lab says so', async (method, path) => {
	const { status, body } = await store.ask(path, { method, body: {} });
	expect(status).toBe(501);
	expect(JSON.stringify(body)).toContain('LAB_NOT_SIMULATED');
});
