import type { Locator, Page } from '@playwright/test'

/** What one does in the history of a room, or of all. */
export class HistoryPage {
  constructor(readonly page: Page) {}

  /** Without a room: the history of all. */
  async open(slug?: string, query = '') {
    await this.page.goto(`${slug === undefined ? '' : `/rooms/${slug}`}/history${query}`)
  }

  list = () => this.page.getByRole('region', { name: 'Changes by day' })
  entries = () => this.list().getByRole('article')
  /** The entry that holds this text, such as its note. */
  entry = (text: string | RegExp) => this.entries().filter({ hasText: text })
  diffOf = (entry: Locator) => entry.getByRole('list', { name: 'Texts before and after' })
  chips = () => this.page.getByRole('list', { name: 'Filters in force' })
  timeline = () => this.page.getByRole('region', { name: 'Changes over time' })
  marks = () => this.timeline().getByRole('toolbar').getByRole('link')
  waiting = () => this.page.getByRole('region', { name: 'Needs somebody' })
  more = () => this.page.getByRole('button', { name: 'Show earlier changes' })

  async show(entry: Locator) {
    await entry.getByRole('button', { name: 'Show' }).click()
  }

  async follow(entry: Locator, link: string) {
    await this.show(entry)
    await entry.getByRole('link', { name: link }).click()
  }

  /** Sets fields of the filter form by their labels, and applies them. */
  async narrow(choices: Record<string, string>) {
    const form = this.page.getByRole('button', { name: 'Apply filters' })
    if (!(await form.isVisible())) await this.page.getByText('Filters', { exact: true }).click()
    for (const [label, choice] of Object.entries(choices)) {
      const field = this.page.getByLabel(label, { exact: true })
      if (/^\d{4}-/.test(choice)) await field.fill(choice)
      else await field.selectOption(choice)
    }
    await form.click()
  }

  async download(format: 'CSV' | 'JSON'): Promise<{ name: string; text: string }> {
    const started = this.page.waitForEvent('download')
    await this.page.getByRole('link', { name: format }).click()
    const download = await started
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk)
    return {
      name: download.suggestedFilename(),
      text: Buffer.concat(chunks).toString('utf8'),
    }
  }
}
