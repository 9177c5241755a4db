import type { Page } from '@playwright/test'
import { navigationOf } from './navigation'

/** The rooms page, with room search. */
export class RoomsPage {
  constructor(readonly page: Page) {}

  async open(searchField = '') {
    await this.page.goto(
      searchField ? `/rooms?search=${encodeURIComponent(searchField)}` : '/rooms',
    )
  }

  /** Uses the link in the navigation of any page. */
  async openFromNavigation() {
    await navigationOf(this.page).getByRole('link', { name: 'Rooms', exact: true }).click()
  }

  search = () => this.page.getByRole('searchbox', { name: 'Search rooms' })
  roomItems = () =>
    this.page.getByRole('region', { name: 'Rooms', exact: true }).getByRole('listitem')
  roomLink = (name: string) => this.page.getByRole('link', { name, exact: true })
  recentRooms = () => this.page.getByRole('region', { name: 'Pinned and recent' })
  recentRoomLink = (name: string) => this.recentRooms().getByRole('link', { name })
  refreshButton = () => this.page.getByRole('button', { name: 'Refresh list' })
  loadMoreButton = () => this.page.getByRole('button', { name: 'Load more' })
  openByIdLink = (id: string) =>
    this.page.getByRole('link', { name: `Open room ID “${id}” · exact ID` })
}
