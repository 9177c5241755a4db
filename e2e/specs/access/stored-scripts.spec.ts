import type { Page } from '@playwright/test'
import { expect, test } from '../../fixtures'
import { BoardPage } from '../../pages/board-page'
import { renameRoom } from '../../support/live-service'
import { addPerson } from '../../support/people'

const MARKUP = `"'><img src=x onerror=ran=1><script>ran=1</script><svg onload=ran=1>`

declare global {
  var ran: number | undefined
  var violations: string[]
}

/** Collects violations of the policy and of Trusted Types in every document of this page. */
async function watchViolations(page: Page) {
  await page.addInitScript(() => {
    globalThis.violations = []
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      globalThis.violations.push(`${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
}

async function expectNothingRan(page: Page, at: string) {
  const found = await page.evaluate(() => ({ ran: globalThis.ran, violations }))
  expect(found, at).toEqual({ ran: undefined, violations: [] })
}

test('scripts stored in every field run on no screen and violate no policy', async ({
  openPageAs,
  createRoom,
  saveChanges,
  expectedErrors,
}) => {
  // Addresses of no page respond with 404.
  expectedErrors.push(/404/)
  // The id and the name of a room are as short as the Live service allows.
  const { id: room, slug } = await createRoom([['show', MARKUP]], `e2e-<img src=x onerror=ran=1>`)
  await renameRoom(room, '<img src=x onerror=ran=1>')
  await addPerson('viewer', 'markup@example.com', MARKUP)
  const changes = [{ key: '<b>key</b>', from: null, to: MARKUP }]
  const id = await saveChanges(slug, changes, { note: MARKUP })
  const page = await openPageAs('admin')
  await new BoardPage(page).pin(room)
  await watchViolations(page)
  const markup = encodeURIComponent(MARKUP)
  for (const path of [
    '/',
    `/rooms?search=${markup}`,
    `/rooms/${slug}`,
    `/rooms/${slug}?restore=${id}`,
    `/rooms/${slug}/history`,
    `/changes/${id}`,
    `/history?search=${markup}&person=${markup}`,
    '/people',
    '/account',
    '/connection',
    `/nowhere/${markup}`,
    '/_next/nowhere',
    '/favicon.icoX',
    '/icon.svg/x',
  ]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectNothingRan(page, path)
  }
  // The document keeps its policy when a link in it is followed.
  await page.getByRole('link', { name: 'Rooms', exact: true }).first().click()
  await expect(page).toHaveURL(/\/rooms$/)
  expectedErrors.push(/TrustedHTML/)
  await page.evaluate((text) => {
    try {
      document.body.insertAdjacentHTML('beforeend', text)
    } catch {
      // Trusted Types refuse it.
    }
  }, MARKUP)
  expect(await page.evaluate(() => globalThis.ran)).toBeUndefined()
  expect(await page.evaluate(() => violations.length)).toBeGreaterThan(0)
})

test('the review, conflicts, import and palette show stored scripts as text', async ({
  page,
  createRoom,
  editor,
  expectedErrors: _,
}) => {
  const { slug } = await createRoom([['show', MARKUP]])
  await watchViolations(page)
  await editor.open(slug)
  await editor.value('show').fill(`${MARKUP} changed`)
  await editor.reviewButton().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectNothingRan(page, 'review')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('<img src=x onerror=ran=1>')
  await expectNothingRan(page, 'palette')
})
