import { expect, type Page } from '@playwright/test'

/** The on-air board. */
export class BoardPage {
  constructor(readonly page: Page) {}

  /** Opens the board and waits until it receives live updates. */
  async open() {
    await this.page.goto('/')
    await expect(this.connection().getByText('Live', { exact: true })).toBeVisible()
  }

  /** Replaces the pinned rooms of the person of this page through the API. */
  async pin(...rooms: string[]) {
    const response = await this.page.request.put('/api/account/pins', {
      headers: { 'sec-fetch-site': 'same-origin' },
      data: { rooms },
    })
    if (!response.ok()) throw new Error(await response.text())
  }

  stat = (name: string) => this.page.getByRole('region', { name, exact: true })
  attention = () => this.stat('Needs attention')
  drafts = () => this.stat('My drafts')
  today = () => this.stat('Changes today')
  connection = () => this.stat('Connection')
  badge = () => this.page.getByRole('banner').getByRole('link', { name: /needs? attention$/ })
  pinnedRooms = () => this.page.getByRole('region', { name: 'Pinned rooms' })
  cards = () => this.pinnedRooms().getByRole('listitem')
  card = (name: string) => this.cards().filter({ hasText: name })
  pinButton = (name: string) => this.page.getByRole('button', { name: `Pin ${name}` })
}
