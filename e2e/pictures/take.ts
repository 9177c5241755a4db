import { randomUUID } from 'node:crypto'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { consoleUrl } from '../addresses'
import { launchOptions } from '../browser'
import { startServers } from '../servers'

/** Takes the README's pictures anew, into this folder. */
const browser = await chromium.launch(launchOptions)
const servers = await startServers()

const room = '/rooms/fashion-week-01'
try {
  await picture(browser, 'finder', { path: '/rooms', theme: 'light', width: 1200, height: 760 })
  await picture(browser, 'editor', { path: room, theme: 'light', width: 1200, height: 900 }, edit)
  await picture(browser, 'review', { path: room, theme: 'dark', width: 1200, height: 760 }, review)
  await picture(browser, 'phone', { path: room, theme: 'dark', width: 375, height: 760 }, edit)
  await picture(browser, 'history', { path: room, theme: 'light', width: 1200, height: 760 }, past)
} finally {
  await browser.close()
  await servers.stop()
}

type View = { path: string; theme: string; width: number; height: number }

async function picture(
  browser: Browser,
  name: string,
  { path, theme, width, height }: View,
  act?: (page: Page) => Promise<void>,
) {
  const page = await browser.newPage({
    viewport: { width, height },
    locale: 'en-US',
    storageState: servers.editor,
  })
  await page.context().addCookies([{ name: 'theme', value: theme, url: consoleUrl }])
  await page.goto(consoleUrl + path)
  await page.locator('main :is(input, textarea):enabled').first().waitFor()
  await act?.(page)
  await page.screenshot({ path: `${import.meta.dirname}/${name}.png`, animations: 'disabled' })
  await page.close()
}

async function edit(page: Page) {
  const values = page.getByRole('textbox', { name: 'Value' })
  await values.nth(0).fill('今晚九点 全场六折 🎉')
  await page.getByRole('button', { name: 'Delete chat_slow_mode' }).click()
  await page.getByText('was', { exact: false }).first().waitFor()
}

async function review(page: Page) {
  await edit(page)
  await page.getByRole('button', { name: /^Review and save/ }).click()
  await page.getByText('read again just now').waitFor()
}

/** Two saves, one of them partly, and what the history tells of them. */
async function past(page: Page) {
  const partial = '/rooms/practice-partial'
  await save(page, room, [
    { key: 'banner', from: '今晚八点 全场七折 🎉', to: '今晚九点 全场六折 🎉' },
  ])
  await save(page, partial, [
    { key: 'banner', from: 'Practice makes calm', to: 'Practice makes calmer' },
    { key: 'gifts_enabled', from: 'true', to: null },
  ])
  await page.goto(`${consoleUrl}/history`)
  await page
    .getByRole('region', { name: 'Changes' })
    .getByRole('button', { name: 'Show' })
    .last()
    .click()
  await page.getByText('Restore to before this').first().waitFor()
}

async function save(page: Page, path: string, changes: KeyChange[]) {
  const answer = await page.request.patch(`${consoleUrl}/api${path}/metadata`, {
    headers: { 'sec-fetch-site': 'same-origin', 'idempotency-key': randomUUID() },
    data: { changes },
  })
  if (!answer.ok()) throw new Error(`not saved: ${await answer.text()}`)
}
