import type { Page } from '@playwright/test'

/** The people page, for administrators. */
export class PeoplePage {
  constructor(readonly page: Page) {}

  async open() {
    await this.page.goto('/people')
  }

  row = (email: string) => this.page.getByRole('row').filter({ hasText: email })
  addButton = () => this.page.getByRole('button', { name: 'Add a person' })
  addForm = () => this.page.getByRole('form', { name: 'Add a person' })
  oneTimePassword = (name: string) => this.page.getByRole('region', { name: `${name} was added` })
  button = (name: string) => this.page.getByRole('button', { name })

  /** Opens the menu of a row and presses one of its actions. */
  async pressMore(email: string, action: RegExp) {
    await this.row(email)
      .getByLabel(/^More actions/)
      .click()
    await this.row(email).getByRole('button', { name: action }).click()
  }

  async addPerson({ name, email, role }: { name: string; email: string; role: string }) {
    await this.addButton().click()
    await this.addForm().getByRole('textbox', { name: 'Name' }).fill(name)
    await this.addForm().getByRole('textbox', { name: 'Email' }).fill(email)
    await this.addForm().getByRole('radio', { name: role }).check()
    await this.addForm().getByRole('button', { name: 'Add', exact: true }).click()
  }

  /** Opens the dialog from the person's row, chooses the role and confirms. */
  async changeRole(name: string, role: string) {
    await this.button(`Change the role of ${name}`).click()
    await this.page.getByRole('radio', { name: role }).check()
    await this.page.getByRole('button', { name: 'Change role', exact: true }).click()
  }

  /** Does the same for a person whose name is not the only one of its kind. */
  async changeRoleOf(email: string, role: string) {
    await this.row(email)
      .getByRole('button', { name: /^Change the role/ })
      .click()
    await this.page.getByRole('radio', { name: role }).check()
    await this.page.getByRole('button', { name: 'Change role', exact: true }).last().click()
  }
}
