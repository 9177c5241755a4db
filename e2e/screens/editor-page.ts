import type { Locator, Page } from '@playwright/test'

/** What one does in the editor of a room. */
export class EditorPage {
  constructor(readonly page: Page) {}

  async open(slug: string) {
    await this.page.goto(`/rooms/${slug}`)
  }

  rows = () => this.page.getByRole('group', { name: /^Key \d+/ })
  row = (key: string) =>
    this.page.getByRole('group', { name: new RegExp(`^Key \\d+: ${escaped(key)}$`) })
  newRow = () => this.page.getByRole('group', { name: /not named yet/ })
  keyIn = (row: Locator) => row.getByRole('textbox', { name: 'Key', exact: true })
  valueIn = (row: Locator) => row.getByRole('textbox', { name: 'Value', exact: true })
  value = (key: string) => this.valueIn(this.row(key))
  summary = () => this.page.getByRole('region', { name: /to fix before this can be saved/ })
  outcome = () => this.page.getByRole('region', { name: 'What became of the save' })
  review = () => this.page.getByRole('dialog', { name: /^Review/ })
  reviewButton = () => this.page.getByRole('button', { name: /^Review and save/ })
  alsoHere = () => this.page.getByText(/also ha(s|ve) this room open/)
  conflict = () =>
    this.page.getByRole('dialog', { name: /changed elsewhere|Nothing left to choose/ })
  saveButton = () => this.review().getByRole('button', { name: /^Save \d+ change/ })

  async add(key: string, value: string) {
    await this.page.getByRole('button', { name: 'Add key', exact: true }).click()
    await this.keyIn(this.newRow()).fill(key)
    await this.value(key).fill(value)
  }

  async remove(key: string) {
    await this.row(key)
      .getByRole('button', { name: `Delete ${key}`, exact: true })
      .click()
  }

  async openReview() {
    await this.reviewButton().click()
    await this.review().waitFor()
  }

  /** From the draft to the end of the save, whatever it is. */
  async save() {
    await this.openReview()
    await this.saveButton().click()
    await this.review().waitFor({ state: 'hidden', timeout: 20_000 })
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
