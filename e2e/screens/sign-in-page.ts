import type { Page } from '@playwright/test'

/** What one does to sign in, on the page for it or in the dialog over an editor. */
export class SignInPage {
  constructor(readonly page: Page) {}

  async open(query = '') {
    await this.page.goto(`/sign-in${query}`)
  }

  email = () => this.page.getByRole('textbox', { name: 'E-mail' })
  password = () => this.page.getByLabel('Password', { exact: true })
  submit = () => this.page.getByRole('button', { name: 'Sign in', exact: true })
  code = () => this.page.getByRole('textbox', { name: 'Code', exact: true })
  backupCode = () => this.page.getByRole('textbox', { name: 'Backup code' })
  confirm = () => this.page.getByRole('button', { name: 'Confirm' })
  dialog = () => this.page.getByRole('dialog', { name: 'Sign in to go on' })

  async signIn({ email, password }: { email: string; password: string }) {
    await this.email().fill(email)
    await this.password().fill(password)
    await this.password().press('Enter')
  }
}
