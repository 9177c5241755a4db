import type { Locator } from '@playwright/test'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { createApiContext, signInAsFirstAdmin } from './people'

type Keys = readonly (Partial<KeyDescription> & Pick<KeyDescription, 'name' | 'type'>)[]

/** Adds descriptions to the key catalogue as an administrator; other tests keep theirs. */
export const addDescriptions = (keys: Keys) => replaceKeys((current) => [...current, ...keys])

/** Removes the descriptions with these names. */
export const removeDescriptions = (names: readonly string[]) =>
  replaceKeys((current) => current.filter(({ name }) => !names.includes(name)))

/**
 * Presses a button of the page that stores the catalogue, again if another test has stored it
 * meanwhile. The browser logs each such conflict as an error.
 */
export async function pressUntilStored(button: Locator): Promise<void> {
  const page = button.page()
  for (let isStale = true; isStale; ) {
    const stored = page.waitForResponse(
      (response) =>
        response.request().method() === 'PUT' && response.url().endsWith('/api/catalogue'),
    )
    await button.click()
    isStale = (await stored).status() === 409
    if (isStale) await page.getByRole('button', { name: 'Load the newest version' }).click()
  }
}

/** Another test may replace the same version at the same time. */
async function replaceKeys(change: (current: Keys) => Keys): Promise<void> {
  const api = await createApiContext(await signInAsFirstAdmin())
  for (let isDone = false; !isDone; ) {
    const { version, keys } = (await (await api.get('/api/catalogue')).json()) as {
      version: number
      keys: Keys
    }
    const response = await api.put('/api/catalogue', { data: { version, keys: change(keys) } })
    if (!response.ok() && response.status() !== 409) throw new Error(await response.text())
    isDone = response.ok()
  }
  await api.dispose()
}
