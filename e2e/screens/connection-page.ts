import type { Page } from '@playwright/test'

/** What one does on the page of the connection. */
export class ConnectionPage {
  constructor(readonly page: Page) {}

  async open() {
    await this.page.goto('/connection')
  }

  part = (name: string) => this.page.getByRole('region', { name, exact: true })
  testButton = () => this.page.getByRole('button', { name: 'Test the connection' })
  errors = () => this.part('Last errors').getByRole('listitem')
  table = (picture: string) => this.part(picture).getByRole('table')

  async openTable(picture: string) {
    await this.part(picture).getByText('As a table').click()
  }
}
