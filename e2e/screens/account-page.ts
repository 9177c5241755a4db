import type { Page } from '@playwright/test'

/** What one does with one's own account. */
export class AccountPage {
  constructor(readonly page: Page) {}

  async open() {
    await this.page.goto('/account')
  }

  private part = (name: string) => this.page.getByRole('region', { name, exact: true })
  passwords = () => this.part('Password')
  sessions = () => this.part('Sessions')
  factor = () => this.part('Second factor')
  looks = () => this.part('Language and looks')
  newPassword = () => this.passwords().getByLabel('New password', { exact: true })
  changeButton = () => this.passwords().getByRole('button', { name: 'Change password' })

  async changePassword(from: string, to: string) {
    await this.passwords()
      .getByLabel(/^(Current|One-time) password$/)
      .fill(from)
    await this.newPassword().fill(to)
    await this.changeButton().click()
  }

  /** Up to the codes that are shown once. */
  async beginFactor(password: string) {
    await this.factor().getByRole('button', { name: 'Set up' }).click()
    await this.factor().getByLabel('Your password', { exact: true }).fill(password)
    await this.factor().getByRole('button', { name: 'Go on' }).click()
  }

  async confirmFactor(code: string) {
    await this.factor().getByRole('textbox', { name: 'Code' }).fill(code)
    await this.factor().getByRole('button', { name: 'Turn on' }).click()
  }
}
