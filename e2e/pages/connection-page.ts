import type { Page } from '@playwright/test'

/** The connection page, for administrators. */
export class ConnectionPage {
  constructor(readonly page: Page) {}

  async open() {
    await this.page.goto('/connection')
  }

  section = (name: string) => this.page.getByRole('region', { name, exact: true })
  testButton = () => this.page.getByRole('button', { name: 'Test connection' })
  recentErrors = () => this.section('Recent errors').getByRole('listitem')
  chartTable = (chart: string) => this.section(chart).getByRole('table')

  async openChartTable(chart: string) {
    await this.section(chart).getByText('Show as table').click()
  }
}
