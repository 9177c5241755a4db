import type { Page } from '@playwright/test'

/** What an administrator does on the page of people. */
export class PeoplePage {
  constructor(readonly page: Page) {}

  async open() {
    await this.page.goto('/people')
  }

  row = (email: string) => this.page.getByRole('row').filter({ hasText: email })
  addButton = () => this.page.getByRole('button', { name: 'Add a person' })
  form = () => this.page.getByRole('form', { name: 'Add a person' })
  oneTime = (name: string) => this.page.getByRole('region', { name: `${name} is added` })
  act = (name: string) => this.page.getByRole('button', { name })

  async add({ name, email, role }: { name: string; email: string; role: string }) {
    await this.addButton().click()
    await this.form().getByRole('textbox', { name: 'Name' }).fill(name)
    await this.form().getByRole('textbox', { name: 'E-mail' }).fill(email)
    await this.form().getByRole('radio', { name: role }).check()
    await this.form().getByRole('button', { name: 'Add', exact: true }).click()
  }

  /** From the row's button to the end. */
  async changeRole(name: string, role: string) {
    await this.act(`Change the role of ${name}`).click()
    await this.page.getByRole('radio', { name: role }).check()
    await this.page.getByRole('button', { name: 'Change role', exact: true }).click()
  }
}
