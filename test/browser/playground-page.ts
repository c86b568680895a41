import type { BrowserContext, Locator, Page, Response, WebSocket } from 'playwright-core';

/** One browser tab with the playground, used as a person uses it: by its editors, buttons and its role picker. */
export class PlaygroundPage {
  private constructor(private readonly page: Page) {}

  /** Resolves when the page has its schema and its editors. */
  static async open(context: BrowserContext, url: string): Promise<PlaygroundPage> {
    const page = await context.newPage();
    const introspected = page.waitForResponse(isIntrospection);
    await page.goto(`${url}/playground`);
    const playground = new PlaygroundPage(page);
    await playground.rolePicker.and(page.locator(':enabled')).waitFor();
    await introspected;
    return playground;
  }

  title(): Promise<string> {
    return this.page.title();
  }

  /** The names of the open operations. */
  operations(): Promise<string[]> {
    return this.page.getByRole('tab').allInnerTexts();
  }

  /** The roles that can be picked. */
  roles(): Promise<string[]> {
    return this.rolePicker.getByRole('option').allInnerTexts();
  }

  /** Shows the tab of an operation, and acts as a role in it. */
  async choose(operation: string, role: string): Promise<void> {
    await this.page.getByRole('tab', { name: operation }).click();
    await this.page.locator('.graphiql-query-editor').getByText(operation).first().waitFor();
    await this.rolePicker.selectOption({ label: role });
  }

  /** Replaces the operation in the editor. */
  async write(operation: string): Promise<void> {
    await this.page.locator('.graphiql-query-editor .monaco-editor').click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(operation);
  }

  /** Runs what the editor holds; a subscription when its websocket has sent the request. */
  async run({ live = false } = {}): Promise<void> {
    const sent = live && this.page.waitForEvent('websocket').then(subscribed);
    await this.page.getByRole('button', { name: 'Execute query' }).click();
    await sent;
  }

  /** Waits until the response holds the text, and answers the whole response. */
  async responseWith(text: string | RegExp): Promise<string> {
    const response = this.page.locator('.result-window .view-lines');
    await response.getByText(text).first().waitFor();
    return (await response.innerText()).replaceAll('\u00a0', ' ');
  }

  private get rolePicker(): Locator {
    return this.page.getByLabel('Act as');
  }
}

function isIntrospection(response: Response): boolean {
  return Boolean(response.request().postData()?.includes('IntrospectionQuery'));
}

async function subscribed(socket: WebSocket): Promise<void> {
  await socket.waitForEvent('framesent', ({ payload }) => String(payload).includes('"subscribe"'));
}
