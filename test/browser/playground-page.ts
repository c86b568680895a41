import type { BrowserContext, Locator, Page } from 'playwright-core';

/** One browser tab with the playground, used as a person uses it: by its editors, buttons and its role picker. */
export class PlaygroundPage {
  private constructor(private readonly page: Page) {}

  /** Resolves when the page has its schema. */
  static async open(context: BrowserContext, url: string): Promise<PlaygroundPage> {
    const page = await context.newPage();
    const introspected = page.waitForResponse((response) => response.url().endsWith('/graphql'));
    await page.goto(`${url}/playground`);
    await page.getByRole('button', { name: 'Execute query' }).waitFor();
    await introspected;
    return new PlaygroundPage(page);
  }

  title(): Promise<string> {
    return this.page.title();
  }

  get role(): Locator {
    return this.page.getByLabel('Act as');
  }

  /** The names of the open operations. */
  tabs(): Promise<string[]> {
    return this.page.getByRole('tab').allInnerTexts();
  }

  /** Shows the tab of an operation. */
  async show(operation: string): Promise<void> {
    await this.page.getByRole('tab', { name: operation }).click();
  }

  /** Replaces the operation in the editor, and runs it. */
  async run(operation: string): Promise<void> {
    await this.page.locator('.graphiql-query-editor .monaco-editor').click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(operation);
    await this.page.getByRole('button', { name: 'Execute query' }).click();
  }

  /** Waits until the response holds the text, and answers the whole response. */
  async responseWith(text: string): Promise<string> {
    const response = this.page.locator('.result-window .view-lines');
    await response.getByText(text).first().waitFor();
    return (await response.innerText()).replaceAll('\u00a0', ' ');
  }
}
