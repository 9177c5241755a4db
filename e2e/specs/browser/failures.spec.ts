import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'

const failure = (page: Page) => page.getByRole('alert').filter({ hasText: 'Something went wrong' })

test('an error thrown by a press becomes a message, and the page goes on', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/fails on purpose/)
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.openLive(slug)
  await editor.value('banner').fill('Bye')
  await page.evaluate(() => {
    window.structuredClone = () => {
      throw new Error('discarding fails on purpose')
    }
  })
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(failure(page)).toContainText('fails on purpose')
  await failure(page).getByRole('button', { name: 'Close' }).click()
  await expect(failure(page)).toBeHidden()
  await expect(editor.value('banner')).toHaveValue('Bye')
})

test('a promise that a press started and that fails becomes a message', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/fails on purpose/)
  const { slug } = await createRoom([['banner', 'Hello']])
  await editor.openLive(slug)
  await page.evaluate(() => {
    Object.defineProperty(document, 'execCommand', {
      value: () => {
        throw new Error('copying fails on purpose')
      },
    })
    Object.defineProperty(navigator, 'clipboard', { value: undefined })
  })
  await editor.row('banner').getByRole('button', { name: 'Copy the value' }).click()
  await expect(failure(page)).toContainText('copying fails on purpose')
})

test('a row that fails to render shows its text, and the other rows stay', async ({
  editor,
  createRoom,
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/fails on purpose/)
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['other', 'x'],
  ])
  await editor.openLive(slug)
  await page.evaluate(() => {
    const { split } = String.prototype
    Object.defineProperty(String.prototype, 'split', {
      configurable: true,
      value(this: string, ...args: Parameters<typeof split>) {
        if (this.endsWith('Bye')) throw new Error('rendering fails on purpose')
        return split.apply(this, args)
      },
    })
    addEventListener('repaired', () => {
      String.prototype.split = split
    })
  })
  await editor.value('banner').fill('Good Bye')
  const failed = page.getByRole('listitem').filter({ hasText: 'This row couldn’t be shown' })
  await expect(failed).toContainText('Good Bye')
  await expect(editor.value('other')).toBeEditable()
  await page.evaluate(() => dispatchEvent(new Event('repaired')))
  await failed.getByRole('button', { name: 'Try again' }).click()
  await expect(editor.value('banner')).toHaveValue('Good Bye')
})

test('the page survives nodes that an extension removes and inserts', async ({
  editor,
  createRoom,
  page,
}) => {
  const { slug } = await createRoom([
    ['banner', 'Hello'],
    ['other', 'x'],
  ])
  await editor.openLive(slug)
  await editor.value('banner').fill('Bye')
  await page.evaluate(() => {
    for (const note of document.querySelectorAll('main p, main label, main h1')) note.remove()
    // React removes this one by itself when the value is what it was.
    for (const button of document.querySelectorAll('main li button'))
      if (button.textContent === 'Revert') button.parentElement?.remove()
    for (const field of document.querySelectorAll('textarea'))
      field.before(document.createElement('grammar-checker'))
  })
  const banner = page.locator('[id="rows.0.value"]')
  await banner.fill('Hello')
  await banner.fill('Bye')
  await editor.addEntry('third', 'new')
  await editor.deleteEntry('other')
  await page.keyboard.press('ControlOrMeta+s')
  await editor.saveButton().click()
  await expect(editor.reviewDialog()).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Something went wrong' })).toBeHidden()
  await expect(banner).toHaveValue('Bye')
})
