import type { Page } from '@playwright/test'

/** The page "My account". */
export class AccountPage {
  constructor(readonly page: Page) {}

  async open() {
    await this.page.goto('/account')
  }

  private section = (name: string) => this.page.getByRole('region', { name, exact: true })
  passwordSection = () => this.section('Password')
  sessionsSection = () => this.section('Sessions')
  twoFactorSection = () => this.section('Two-step verification')
  appearanceSection = () => this.section('Language and appearance')
  newPasswordField = () => this.passwordSection().getByLabel('New password', { exact: true })
  changePasswordButton = () =>
    this.passwordSection().getByRole('button', { name: 'Change password' })

  async changePassword(from: string, to: string) {
    await this.passwordSection()
      .getByLabel(/^(Current|One-time) password$/)
      .fill(from)
    await this.newPasswordField().fill(to)
    await this.changePasswordButton().click()
  }

  /** Ends at the step that shows the QR code and the backup codes. */
  async startTwoFactorSetup(password: string) {
    await this.twoFactorSection().getByRole('button', { name: 'Set up' }).click()
    await this.twoFactorSection().getByLabel('Your password', { exact: true }).fill(password)
    await this.twoFactorSection().getByRole('button', { name: 'Continue' }).click()
  }

  /** The secret that this step shows as text. */
  async readTwoFactorSecret(): Promise<string> {
    const shown = await this.twoFactorSection().getByRole('code').textContent()
    return (shown ?? '').replaceAll(' ', '')
  }

  async confirmTwoFactorSetup(code: string) {
    await this.twoFactorSection().getByRole('textbox', { name: 'Code' }).fill(code)
    await this.twoFactorSection().getByRole('button', { name: 'Turn on' }).click()
  }
}
