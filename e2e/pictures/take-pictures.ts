import { randomUUID } from 'node:crypto'
import { type Browser, chromium, type Page } from '@playwright/test'
import type { KeyChange } from '@/lib/shared/metadata/entry'
import { launchOptions } from '../support/browser'
import { startServers } from '../support/servers'
import { consoleUrl } from '../support/test-settings'

/** Takes the screenshots of the README and writes them to this folder. */
const browser = await chromium.launch(launchOptions)
const servers = await startServers()

const room = '/rooms/fashion-week-01'
try {
  await takePicture(browser, 'rooms', { path: '/rooms', theme: 'light', width: 1200, height: 760 })
  await takePicture(
    browser,
    'editor',
    { path: room, theme: 'light', width: 1200, height: 900 },
    editRoom,
  )
  await takePicture(
    browser,
    'review',
    { path: room, theme: 'dark', width: 1200, height: 760 },
    openReview,
  )
  await takePicture(
    browser,
    'phone',
    { path: room, theme: 'dark', width: 375, height: 760 },
    editRoom,
  )
  await takePicture(
    browser,
    'history',
    { path: room, theme: 'light', width: 1200, height: 760 },
    openHistory,
  )
} finally {
  await browser.close()
  await servers.stop()
}

type View = { path: string; theme: string; width: number; height: number }

async function takePicture(
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

async function editRoom(page: Page) {
  const values = page.getByRole('textbox', { name: 'Value' })
  await values.nth(0).fill('今晚九点 全场六折 🎉')
  await page.getByRole('button', { name: 'Delete chat_slow_mode' }).click()
  await page.getByText('was', { exact: false }).first().waitFor()
}

async function openReview(page: Page) {
  await editRoom(page)
  await page.getByRole('button', { name: /^Review changes/ }).click()
  await page.getByText('Checked against the live room just now').waitFor()
}

/** Makes a complete and a partial save and expands the first one in the history. */
async function openHistory(page: Page) {
  const partial = '/rooms/practice-partial'
  await saveChanges(page, room, [
    { key: 'banner', from: '今晚八点 全场七折 🎉', to: '今晚九点 全场六折 🎉' },
  ])
  await saveChanges(page, partial, [
    { key: 'banner', from: 'Practice makes calm', to: 'Practice makes calmer' },
    { key: 'gifts_enabled', from: 'true', to: null },
  ])
  await page.goto(`${consoleUrl}/history`)
  await page
    .getByRole('region', { name: 'Changes' })
    .getByRole('button', { name: 'Show' })
    .last()
    .click()
  await page.getByText('Undo this change').first().waitFor()
}

async function saveChanges(page: Page, path: string, changes: KeyChange[]) {
  const response = await page.request.patch(`${consoleUrl}/api${path}/metadata`, {
    headers: { 'sec-fetch-site': 'same-origin', 'idempotency-key': randomUUID() },
    data: { changes },
  })
  if (!response.ok()) throw new Error(`not saved: ${await response.text()}`)
}
