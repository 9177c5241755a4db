import type { Page } from '@playwright/test'

/** What one does in the finder. */
export class FinderPage {
  constructor(readonly page: Page) {}

  async open(search = '') {
    await this.page.goto(search ? `/rooms?search=${encodeURIComponent(search)}` : '/rooms')
  }

  /** From any page, as a person goes there. */
  async back() {
    await this.page
      .getByRole('navigation', { name: 'Pages of the console' })
      .getByRole('link', { name: 'Rooms', exact: true })
      .click()
  }

  search = () => this.page.getByRole('searchbox', { name: 'Search rooms' })
  rooms = () => this.page.getByRole('region', { name: 'Rooms', exact: true }).getByRole('listitem')
  room = (name: string) => this.page.getByRole('link', { name, exact: true })
  recent = (name: string) =>
    this.page.getByRole('region', { name: 'Pinned and opened lately' }).getByRole('link', { name })
  refresh = () => this.page.getByRole('button', { name: 'Refresh the list' })
  more = () => this.page.getByRole('button', { name: 'Load more' })
  openById = (id: string) =>
    this.page.getByRole('link', { name: `Open ${id} · the room with exactly this id` })
}
