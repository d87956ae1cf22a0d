/** n8n's editor in a headless Chromium, used as a person uses it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Locator, type Page } from 'playwright-core';

/** No browser of the tests looks anything up outside: only loopback resolves. */
const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-dev-shm-usage',
	'--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];
const PATIENCE_MS = 60_000;

const part = (name: string): string => `[data-test-id="${name}"]`;
const exactly = (text: string): RegExp => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

export interface SignIn {
	readonly url: string;
	readonly email: string;
	readonly password: string;
}

/** "Import from file" is in the menu of the workflow: open the menu, choose the entry, choose the file. */
const CLICKS_OF_AN_IMPORT = 3;

export class Editor {
	/** what a person would have clicked since the last `startCounting`; a double click is one */
	clicks = 0;
	/** fields filled in since then */
	fields = 0;

	private constructor(
		private readonly url: string,
		private readonly context: BrowserContext,
		readonly page: Page,
		private readonly profile: string,
	) {}

	/** Opens a browser and signs in. @param executable the Chromium to use */
	static async open(executable: string, { url, email, password }: SignIn): Promise<Editor> {
		const profile = mkdtempSync(join(tmpdir(), 'storeledger-chromium-'));
		const context = await chromium.launchPersistentContext(profile, {
			executablePath: executable,
			headless: true,
			viewport: { width: 1500, height: 900 },
			args: FLAGS,
		});
		const page = await context.newPage();
		page.setDefaultTimeout(PATIENCE_MS);
		await page.goto(`${url}/signin`);
		await page.fill('input[type="email"]', email);
		await page.fill('input[type="password"]', password);
		await page.click(part('form-submit-button'));
		await page.waitForURL((address) => !address.pathname.includes('signin'));
		return new Editor(url, context, page, profile);
	}

	async close(): Promise<void> {
		await this.context.close();
		rmSync(this.profile, { recursive: true, force: true });
	}

	/** A new workflow from a file, as "Import from file" makes it. */
	async importWorkflow(file: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.locator(`input${part('workflow-import-input')}`).setInputFiles(file);
		this.clicks += CLICKS_OF_AN_IMPORT;
		await this.page.locator(part('canvas-node')).first().waitFor();
	}

	node(name: string): Locator {
		return this.page.locator(`${part('canvas-node')}[data-node-name="${name}"]`);
	}

	/** The names of the nodes whose icon did not load. */
	async nodesWithoutIcon(): Promise<string[]> {
		return await this.page.$$eval(part('canvas-node'), (nodes) =>
			nodes
				.filter((node) => {
					const icon = node.querySelector('img');
					return icon !== null && icon.naturalWidth === 0;
				})
				.map((node) => node.getAttribute('data-node-name') ?? ''),
		);
	}

	/** The names of the nodes that this n8n does not have: it shows a question mark for them. */
	async unknownNodes(): Promise<string[]> {
		return await this.page.$$eval(`${part('canvas-node')}`, (nodes) =>
			nodes
				.filter((node) => node.querySelector('[data-icon="circle-help"], [data-icon="question"]') !== null)
				.map((node) => node.getAttribute('data-node-name') ?? ''),
		);
	}

	async openNode(name: string): Promise<void> {
		this.clicks++;
		await this.node(name).dblclick();
		await this.page.locator(part('node-parameters')).waitFor();
	}

	async closeNode(): Promise<void> {
		this.clicks++;
		await this.page.click(part('ndv-close-button'));
		await this.page.locator(part('node-parameters')).waitFor({ state: 'detached' });
	}

	startCounting(): void {
		this.clicks = 0;
		this.fields = 0;
	}

	/** The names of the nodes with a red mark: something in them is missing. */
	async nodesWithIssues(): Promise<string[]> {
		return await this.page.$$eval(part('canvas-node'), (nodes) =>
			nodes
				.filter((node) => node.querySelector('[data-test-id="node-issues"]') !== null)
				.map((node) => node.getAttribute('data-node-name') ?? ''),
		);
	}

	/**
	 * Creates the credential that the open node lacks, as a person does who has the keys at hand.
	 * @param data by the names of the fields; choices stay as they are
	 * @param connect signs in at the platform's page, which opens in a window of its own
	 */
	async createCredential(data: Readonly<Record<string, string>>, connect: boolean): Promise<void> {
		this.clicks++;
		await this.page
			.locator(`${part('node-credentials-empty-state')} button`)
			.first()
			.click();
		const dialog = this.page.locator(part('credential-edit-dialog'));
		await dialog.waitFor();
		for (const [name, value] of Object.entries(data)) {
			const field = dialog.locator(`${part(`parameter-input-${name}`)} input:not([readonly])`).first();
			if (value === '' || (await field.count()) === 0) continue;
			this.fields++;
			await field.fill(value);
		}
		this.clicks++;
		// the window of the platform closes by itself, and so does the dialog when the credential works
		if (connect)
			await dialog
				.getByText(/^\s*connect/i)
				.last()
				.click();
		else await this.page.click(part('credential-save-button'));
		await dialog.waitFor({ state: 'detached' });
	}

	/** What the output panel of the open node says: its outputs, with how many items each has. */
	async outputPanel(): Promise<string> {
		const panel = this.page.locator(part('output-panel'));
		await panel
			.getByText(/\(\d+ items?\)/)
			.first()
			.waitFor();
		return await panel.innerText();
	}

	/** n8n's id of the open workflow, once it was run or saved. */
	get workflowId(): string {
		return /\/workflow\/([^/?]+)/.exec(this.page.url())?.[1] ?? '';
	}

	/** The credential that is chosen in the open node. */
	async credential(): Promise<string> {
		return await this.page
			.locator(`${part('node-credentials-select')} input`)
			.first()
			.inputValue();
	}

	/** Waits for the rows of a collection in the open node; returns how many there are. */
	async rows(parameter: string, atLeast: number): Promise<number> {
		const rows = this.page.locator(part(`parameter-input-${parameter}`));
		await rows.nth(atLeast - 1).waitFor();
		return await rows.count();
	}

	/** The value a parameter shows. */
	async value(parameter: string, row = 0): Promise<string> {
		return await this.input(parameter, row).inputValue();
	}

	/** The entries of a drop-down of the open node, as it shows them. */
	async entries(parameter: string, row = 0): Promise<string[]> {
		const items = await this.openList(parameter, row);
		const texts = await items.allTextContents();
		// a list closes when something else is clicked
		await this.page.locator(part('node-title-container')).click();
		await items.first().waitFor({ state: 'hidden' });
		return texts.map((text) => text.trim());
	}

	/** Chooses the entry that begins with `text` and goes on with `more`, as a person does: types, then clicks. */
	async choose(parameter: string, row: number, text: string, more = ''): Promise<void> {
		this.clicks += 2;
		const items = await this.openList(parameter, row);
		await this.page.keyboard.type(text);
		await items
			.filter({ hasText: exactly(text + more) })
			.first()
			.click();
		await items.first().waitFor({ state: 'hidden' });
	}

	async fill(parameter: string, value: string): Promise<void> {
		this.fields++;
		await this.input(parameter, 0).fill(value);
		await this.page.keyboard.press('Enter');
	}

	/** Runs the workflow from one of its triggers, and waits until these nodes have succeeded. */
	async run(trigger: string, until: readonly string[]): Promise<void> {
		this.clicks++;
		await this.node(trigger).hover();
		await this.page
			.locator(part(`execute-workflow-button-${trigger}`))
			.first()
			.click();
		for (const name of until)
			await this.node(name).locator(part('canvas-node-status-success')).first().waitFor();
	}

	async screenshot(file: string): Promise<void> {
		await this.page.screenshot({ path: file });
	}

	private input(parameter: string, row: number): Locator {
		return this.page
			.locator(part(`parameter-input-${parameter}`))
			.nth(row)
			.locator('input')
			.first();
	}

	private async openList(parameter: string, row: number): Promise<Locator> {
		const select = this.page.locator(part(`parameter-input-${parameter}`)).nth(row);
		await select.scrollIntoViewIfNeeded();
		const items = this.page.locator(`${part('parameter-input-item')}:visible`);
		// while the editor still loads the entries a click opens nothing
		for (let tries = 0; tries < 20 && !(await items.first().isVisible()); tries++) {
			await select.click();
			await items
				.first()
				.waitFor({ timeout: 2_000 })
				.catch(() => undefined);
		}
		await items.first().waitFor();
		return items;
	}
}
