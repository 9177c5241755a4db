import type { Page } from '@playwright/test'

/** The sign-in form, on its own page or in the dialog over the editor. */
export class SignInPage {
  constructor(readonly page: Page) {}

  async open(query = '') {
    await this.page.goto(`/sign-in${query}`)
  }

  emailField = () => this.page.getByRole('textbox', { name: 'Email' })
  passwordField = () => this.page.getByLabel('Password', { exact: true })
  submitButton = () => this.page.getByRole('button', { name: 'Sign in', exact: true })
  codeField = () => this.page.getByRole('textbox', { name: 'Code', exact: true })
  backupCodeField = () => this.page.getByRole('textbox', { name: 'Backup code' })
  confirmButton = () => this.page.getByRole('button', { name: 'Confirm' })
  dialog = () => this.page.getByRole('dialog', { name: 'Sign in to continue' })

  async signIn({ email, password }: { email: string; password: string }) {
    await this.emailField().fill(email)
    await this.passwordField().fill(password)
    await this.passwordField().press('Enter')
  }
}
