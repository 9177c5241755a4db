import type { Page } from '@playwright/test'

/** The links to the pages of the console, in the header of every page. */
export const navigationOf = (page: Page) =>
  page.getByRole('navigation', { name: 'Main navigation' })

export const administrationMenu = (page: Page) => navigationOf(page).getByText('Administration')

/** Uses the menu of administration on any page. */
export async function openAdministrationPage(page: Page, name: string) {
  await administrationMenu(page).click()
  await navigationOf(page).getByRole('link', { name, exact: true }).click()
}
