import { expect, type Locator, type Page } from '@playwright/test'

/** The metadata editor of a room. */
export class EditorPage {
  constructor(readonly page: Page) {}

  async open(slug: string) {
    await this.page.goto(`/rooms/${slug}`)
  }

  /** Opens a room and waits until it receives live updates. */
  async openLive(slug: string) {
    await this.open(slug)
    await this.liveStatus().waitFor()
  }

  rows = () => this.page.getByRole('group', { name: /^Key \d+/ })
  row = (key: string) =>
    this.page.getByRole('group', { name: new RegExp(`^Key \\d+: ${escapeRegExp(key)}$`) })
  newRow = () => this.page.getByRole('group', { name: /no key yet/ })
  keyField = (row: Locator) => row.getByRole('textbox', { name: 'Key', exact: true })
  valueField = (row: Locator) => row.getByRole('textbox', { name: 'Value', exact: true })
  value = (key: string) => this.valueField(this.row(key))
  errorSummary = () => this.page.getByRole('region', { name: /^Fix \d+ problems? to save/ })
  outcome = () => this.page.getByRole('region', { name: 'Save result' })
  reviewDialog = () => this.page.getByRole('dialog', { name: /^Review/ })
  reviewButton = () => this.page.getByRole('button', { name: /^Review changes/ })
  liveStatus = () => this.page.getByText('Live', { exact: true })
  presenceNotice = () => this.page.getByText(/(is|are) also here/)
  conflictDialog = () => this.page.getByRole('dialog', { name: /conflict/ })
  saveButton = () => this.reviewDialog().getByRole('button', { name: /^Save \d+ change/ })

  lastChange = (key: string) => this.row(key).getByRole('link').filter({ hasText: /.+/ })
  historyLink = () => this.page.locator('#history')
  /** The panel beside the form; without a key it shows the history of all keys. */
  historyPanel = (key?: string) =>
    this.page.getByRole('complementary', {
      name: key === undefined ? 'History of this room' : `History of ${key}`,
    })

  /** Leaves the room for the page of its history. */
  async openFullHistory() {
    await this.historyLink().click()
    await this.historyPanel().getByRole('link', { name: 'Full history' }).click()
  }

  undoSaveButton = () =>
    this.page.getByRole('button', { name: /^(?:Undo this save|撤销这次保存)$/ })
  undoDialog = () => this.page.getByRole('dialog', { name: /^(?:Undo changes|撤销更改)/ })
  confirmUndoButton = () =>
    this.undoDialog().getByRole('button', { name: /^(?:Undo \d|在.*中撤销)/ })

  keptDrafts = () => this.page.getByRole('region', { name: 'Kept drafts' })
  offeredDrafts = () => this.keptDrafts().getByRole('listitem')

  async restoreDraft() {
    await this.keptDrafts().getByRole('button', { name: 'Restore' }).first().click()
  }

  importDialog = () => this.page.getByRole('dialog', { name: 'Import' })
  importField = () => this.importDialog().getByRole('textbox', { name: /^Lines of key=value/ })
  importButton = () => this.importDialog().getByRole('button', { name: /^(?:Add|Change)/ })
  importedLines = () =>
    this.importDialog()
      .getByRole('table')
      .getByRole('row')
      .filter({ has: this.page.locator('td') })

  async openImport() {
    await this.page.getByRole('button', { name: 'Import…' }).click()
    await expect(this.importField()).toBeFocused()
  }

  /** Pastes from the clipboard, which keeps line ends that `fill` would replace. */
  async pasteImport(text: string) {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
    await this.importField().press('ControlOrMeta+v')
  }

  async addEntry(key: string, value: string) {
    await this.page.getByRole('button', { name: 'Add key', exact: true }).click()
    await this.keyField(this.newRow()).fill(key)
    await this.value(key).fill(value)
  }

  async deleteEntry(key: string) {
    await this.row(key)
      .getByRole('button', { name: `Delete ${key}`, exact: true })
      .click()
  }

  async openReview() {
    await this.reviewButton().click()
    await this.reviewDialog().waitFor()
  }

  /** Reviews and saves the draft, then waits for any outcome. */
  async save() {
    await this.openReview()
    await this.saveButton().click()
    await this.reviewDialog().waitFor({ state: 'hidden', timeout: 20_000 })
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
