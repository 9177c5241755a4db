import type { Locator, Page } from '@playwright/test'

/** The history of one room or of all rooms. */
export class HistoryPage {
  constructor(readonly page: Page) {}

  /** Without a slug, opens the history of all rooms. */
  async open(slug?: string, query = '') {
    await this.page.goto(`${slug === undefined ? '' : `/rooms/${slug}`}/history${query}`)
  }

  list = () => this.page.getByRole('region', { name: 'Changes by day' })
  entries = () => this.list().getByRole('article')
  /** The change that contains this text, such as its note. */
  entry = (text: string | RegExp) => this.entries().filter({ hasText: text })
  changedKeys = (entry: Locator) => entry.getByRole('list', { name: 'Changed keys' })
  foldedButton = () => this.list().getByRole('button', { name: /earlier changes of/ })
  compareDialog = () => this.page.getByRole('dialog', { name: 'Compare versions or rooms' })
  diffOf = (entry: Locator) => entry.getByRole('list', { name: 'Values before and after' })
  activeFilters = () => this.page.getByRole('list', { name: 'Active filters' })
  timeline = () => this.page.getByRole('region', { name: 'Changes over time' })
  timelineMarks = () => this.timeline().getByRole('toolbar').getByRole('link')
  needsAttention = () => this.page.getByRole('region', { name: 'Needs attention' })
  loadMoreButton = () => this.page.getByRole('button', { name: 'Show earlier changes' })

  async expand(entry: Locator) {
    await entry.getByRole('button', { name: 'Show' }).click()
  }

  async openLink(entry: Locator, link: string) {
    await this.expand(entry)
    await entry.getByRole('link', { name: link }).click()
  }

  /** Fills the filter form, by the labels of its fields, and submits it. */
  async applyFilters(choices: Record<string, string>) {
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
