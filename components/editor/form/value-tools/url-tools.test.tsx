import { fireEvent, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { getRow, renderEditor } from '../../testing/render-editor'
import { renderPart } from '../../testing/render-part'
import { Row } from '../rows/row'

const LOGO = 'https://cdn.example.com/logo.png?v=2'

/** A row with this value and its tools. */
async function renderUrl(url: string) {
  const part = renderPart(() => <Row index={0} isOpen />, {
    entries: [],
    rows: [loaded('logo', url)],
  })
  await screen.findByRole('link', { name: /^Open/ })
  return part
}
const preview = () => screen.queryByRole('button', { name: 'Preview image' })

it('a URL opens in a new tab that learns nothing of this page', async () => {
  await renderUrl(LOGO)
  const link = screen.getByRole('link', { name: 'Open (new tab)' })
  expect(link).toHaveAttribute('href', LOGO)
  expect(link).toHaveAttribute('target', '_blank')
  expect(link).toHaveAttribute('rel', 'noopener noreferrer')
})

it('an image loads when a person asks for it, without a referrer', async () => {
  const { user } = await renderUrl(LOGO)
  expect(screen.queryByRole('img')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Preview image' }))
  const image = screen.getByRole('img', { name: 'Image from cdn.example.com' })
  expect(image).toHaveAttribute('src', LOGO)
  expect(image).toHaveAttribute('referrerpolicy', 'no-referrer')
  await user.click(screen.getByRole('button', { name: 'Hide image' }))
  expect(screen.queryByRole('img')).toBeNull()
})

it('another image does not load because the one before was shown', async () => {
  const { user } = await renderUrl(LOGO)
  await user.click(screen.getByRole('button', { name: 'Preview image' }))
  await user.type(screen.getByRole('textbox', { name: 'Value' }), '3')
  expect(screen.queryByRole('img')).toBeNull()
  expect(preview()).toBeVisible()
})

it('an image of the same row that others replace does not load', async () => {
  const { user, changeByOthers } = renderEditor({ logo: LOGO })
  const row = getRow('logo')
  await user.click(row.value)
  await user.click(await row.findByRole('button', { name: 'Preview image' }))
  await changeByOthers({ logo: 'https://elsewhere.example/a.png' })
  expect(row.value).toHaveValue('https://elsewhere.example/a.png')
  expect(row.queryByRole('img')).toBeNull()
})

it('an image that does not load says so', async () => {
  const { user } = await renderUrl(LOGO)
  await user.click(screen.getByRole('button', { name: 'Preview image' }))
  fireEvent.error(screen.getByRole('img'))
  expect(screen.getByText(/^The image from cdn.example.com couldn’t be loaded\./)).toBeVisible()
})

it.each([
  'http://cdn.example.com/logo.png',
  'https://example.com/offer',
  'https://example.com/?file=logo.png',
])('offers no preview of %s, which is no image or not encrypted', async (url) => {
  await renderUrl(url)
  expect(screen.getByRole('link', { name: /^Open/ })).toHaveAttribute('href', url)
  expect(preview()).toBeNull()
})

it.each([
  'https://cdn.example.com/LOGO.JPEG',
  'https://cdn.example.com/a.webp!small',
  'https://cdn.example.com/%E5%9B%BE.svg#top',
])('offers a preview of %s', async (url) => {
  await renderUrl(url)
  expect(preview()).toBeVisible()
})

it.each([
  'javascript:alert(1)',
  'data:image/png;base64,AAAA',
  'ftp://example.com/a.png',
  'https://',
  'https://example.com/a b',
  ' https://example.com/a.png',
])('%s is no link', async (text) => {
  renderEditor({ link: text, product: '[1]' })
  await getRow('product').findByText('Valid JSON')
  expect(getRow('link').queryByRole('link', { name: /^Open/ })).toBeNull()
})

it('is a link for viewers, too', async () => {
  renderEditor({ logo: LOGO }, { role: 'viewer' })
  expect(await getRow('logo').findByRole('link', { name: /^Open/ })).toHaveAttribute('href', LOGO)
  expect(getRow('logo').getByRole('button', { name: 'Preview image' })).toBeVisible()
})
