import type { LedgerOptions } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { contactWish } from '../../../../connectors/ledgers/xero/customers';
import { TAX_CODES } from './support/companies';
import { document } from './support/documents';
import { FakeOrganisation, refused, type Row } from './support/organisation';

const lines = [{ amount: '20.00', code: TAX_CODES.uk.zero }];
const sale = (more: Parameters<typeof document>[1] = {}): LedgerDocument =>
	document('Invoice', { lines, ...more });
const of = (id: string, name: string, email?: string): LedgerDocument =>
	sale({
		postingKey: `xero/t/${id}/Sale`,
		customer: { id, name, ...(email === undefined ? {} : { email }) },
	});

async function contactsOf(
	organisation: FakeOrganisation,
	documents: readonly LedgerDocument[],
	options: Partial<LedgerOptions> = {},
): Promise<readonly unknown[]> {
	const outcomes = await organisation.open(options).prepare(documents, new Map());
	return outcomes.map((outcome) =>
		outcome.ok
			? (outcome.value.body.Contact as Row).ContactID
			: outcome.findings.map(({ code }) => code).join(),
	);
}
const created = (organisation: FakeOrganisation): unknown[] =>
	organisation.writes.filter(({ path }) => path === 'Contacts').flatMap(({ elements }) => elements);

describe('the contact of a document', () => {
	it('is one for the shop, made once, and remembered', async () => {
		const organisation = new FakeOrganisation();
		const [first, second] = await contactsOf(organisation, [sale(), of('7', 'Ann Lee')]);
		expect(first).toBe(second);
		expect(created(organisation)).toEqual([
			{ Name: 'mug-co.myshopify.com', ContactNumber: expect.stringMatching(/^SL-[0-9a-f]{32}$/) },
		]);
		const reads = organisation.questions('Contacts').length;
		expect(await contactsOf(organisation, [sale()])).toEqual([first]);
		expect(organisation.questions('Contacts')).toHaveLength(reads);
	});

	it('is found by its number when somebody has renamed it', async () => {
		const organisation = new FakeOrganisation();
		const { key } = contactWish(sale(), 'oneForShop');
		organisation.tables.Contacts = [
			{ ContactID: 'c1', ContactNumber: key, Name: 'Our web shop', ContactStatus: 'ACTIVE' },
		];
		expect(await contactsOf(organisation, [sale()])).toEqual(['c1']);
		expect(created(organisation)).toEqual([]);
	});

	it('is one with the name; not one that is archived', async () => {
		const organisation = new FakeOrganisation();
		const row = { ContactID: 'c1', Name: 'mug-co.myshopify.com', ContactStatus: 'ARCHIVED' };
		organisation.tables.Contacts = [row, { ...row, ContactID: 'c2', ContactStatus: 'ACTIVE' }];
		expect(await contactsOf(organisation, [sale()])).toEqual(['c2']);
	});

	it('each customer has one, and persons of one name do not share it', async () => {
		const organisation = new FakeOrganisation();
		const ids = await contactsOf(
			organisation,
			[
				of('7', 'Ann Lee', 'ann@example.com'),
				of('8', 'Ann Lee', 'lee@example.com'),
				of('9', ''),
				of('7', 'Ann Lee', 'ann@example.com'),
			],
			{ customers: 'each' },
		);
		expect(new Set(ids).size).toBe(3);
		expect(ids[3]).toBe(ids[0]);
		expect(created(organisation).map((body) => (body as Row).Name)).toEqual([
			'Ann Lee',
			'mug-co.myshopify.com',
			'Ann Lee (8)',
		]);
	});

	it('a name that Xero says is taken leads to the next one', async () => {
		const organisation = new FakeOrganisation();
		organisation.onElement = (_, element) =>
			element.Name === 'mug-co.myshopify.com'
				? {
						...element,
						...refused('The contact name mug-co.myshopify.com is already assigned to another contact.'),
					}
				: undefined;
		const [id] = await contactsOf(organisation, [sale()]);
		expect(id).toMatch(/^e0000000/);
		expect(created(organisation).map((body) => (body as Row).Name)).toEqual([
			'mug-co.myshopify.com',
			'mug-co.myshopify.com (shop)',
		]);
	});

	it('is never made where that is not allowed, nor held against others', async () => {
		const organisation = new FakeOrganisation();
		expect(await contactsOf(organisation, [sale()], { createMissing: false })).toEqual(['CUSTOMER_MISSING']);
		expect(organisation.writes).toEqual([]);
		organisation.onElement = (_, element) => ({ ...element, ...refused('Email address must be valid') });
		expect(await contactsOf(organisation, [sale()])).toEqual(['REJECTED_BY_LEDGER']);
	});

	it('no personal data in keys and findings', () => {
		const wish = contactWish(of('7', 'Ann Lee', 'ann@example.com'), 'each');
		expect(`${wish.key} ${wish.description}`).not.toMatch(/ann|lee/i);
		expect(wish.key.length).toBeLessThanOrEqual(50);
	});
});
