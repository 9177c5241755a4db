import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fill, getRow, renderEditor } from '../testing/render-editor'

const bytesOf = (count: number) => 'v'.repeat(count)
/** A room with this number of keys whose values have this many bytes each. */
const roomOf = (keys: number, bytes: number) =>
  Object.fromEntries(Array.from({ length: keys }, (_, at) => [`key${at}`, bytesOf(bytes)]))

const keyMeter = () => screen.getByRole('meter', { name: /keys$/ })
const byteMeter = () => screen.getByRole('meter', { name: /bytes of values$/ })
const review = () => screen.getByRole('button', { name: /^Review changes/ })

describe('the counter of a field', () => {
  it.each([
    ['an English letter', 'a', 1],
    ['a Chinese character', '中', 3],
    ['an emoji', '🎉', 4],
    ['a family of four', '👨‍👩‍👧‍👦', 25],
    ['a line break', '\n', 1],
  ])('counts %s in bytes', (_, text, bytes) => {
    renderEditor({ banner: text })
    expect(getRow('banner').getByText(`${bytes} of 2,048 bytes`)).toBeVisible()
  })

  it('counts the key too, and follows what is typed', async () => {
    const { user } = renderEditor({ 中文: '' })
    expect(getRow('中文').getByText('6 of 50 bytes')).toBeVisible()
    await user.type(getRow('中文').key, '🎉')
    expect(getRow('中文🎉').getByText('10 of 50 bytes')).toBeVisible()
  })

  it.each([
    [1_843, ''],
    [1_844, '204 bytes left'],
    [2_047, '1 byte left'],
    [2_048, '0 bytes left'],
  ])('warns at %i bytes of a value: "%s"', (bytes, warning) => {
    renderEditor({ banner: bytesOf(bytes) })
    const used = getRow('banner').getByText(`${bytes.toLocaleString('en')} of 2,048 bytes`)
    expect(used.parentElement?.textContent).toMatch(new RegExp(`bytes${warning}$`))
    expect(getRow('banner').value).toBeValid()
  })

  it.each([
    [44, ''],
    [45, '5 bytes left'],
    [50, '0 bytes left'],
  ])('warns at %i bytes of a key: "%s"', (bytes, warning) => {
    renderEditor({ [bytesOf(bytes)]: 'x' })
    const used = getRow(bytesOf(bytes)).getByText(`${bytes} of 50 bytes`)
    expect(used.parentElement?.textContent).toMatch(new RegExp(`bytes${warning}$`))
  })

  it('shows a value over the limit as an error at its own row and keeps the text', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    const long = '中'.repeat(683)
    await fill(user, getRow('banner').value, long)
    const { value, ...row } = getRow('banner')
    expect(row.getByText('1 byte too many')).toBeVisible()
    expect(value).toBeInvalid()
    expect(value).toHaveValue(long)
    expect(value).toHaveAccessibleDescription(
      /^This value is 1 byte too long: 2,049 of 2,048 bytes\. Shorten it\./,
    )
    expect(getRow('goal').value).toBeValid()
  })

  it('shows a key over the limit as an error at its own row', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    await fill(user, getRow('goal').key, '中'.repeat(17))
    const { key, ...row } = getRow('中'.repeat(17))
    expect(row.getByText('1 byte too many')).toBeVisible()
    expect(key).toBeInvalid()
    expect(key).toHaveAccessibleDescription(
      /^This key is 1 byte too long: 51 of 50 bytes\. Shorten it\./,
    )
    expect(getRow('banner').key).toBeValid()
  })

  it('leaves a value alone that an app made too long, until it is edited', async () => {
    const { user } = renderEditor({ banner: bytesOf(2_049) })
    expect(getRow('banner').value).toBeValid()
    expect(getRow('banner').getByText('1 byte too many')).toBeVisible()
    await user.type(getRow('banner').value, 'x')
    expect(getRow('banner').value).toBeInvalid()
  })
})

describe('the counter for screen readers', () => {
  afterEach(() => vi.useRealTimers())

  const announced = () => document.getElementById('live-polite')?.textContent

  it('announces what is left near the limit, once typing pauses', async () => {
    const { user } = renderEditor({ banner: bytesOf(2_040), goal: '5' })
    vi.useFakeTimers()
    const typing = user.type(getRow('banner').value, 'abc')
    await vi.advanceTimersByTimeAsync(500)
    await typing
    expect(announced()).toBe('')
    await act(() => vi.advanceTimersByTimeAsync(2_000))
    expect(announced()).toBe('5 bytes left')
  })

  it('announces nothing far from the limit', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    vi.useFakeTimers()
    const typing = user.type(getRow('banner').value, 'abc')
    await vi.advanceTimersByTimeAsync(3_000)
    await typing
    expect(announced()).toBe('')
  })
})

describe('the meters of the room', () => {
  it('count keys, and the bytes of values but not of keys', async () => {
    const { user } = renderEditor({ banner: '中文', goal: '🎉' })
    expect(keyMeter()).toHaveTextContent('2 of 10 keys')
    expect(byteMeter()).toHaveTextContent('10 of 16,384 bytes of values')
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await user.type(getRow('').key, 'poll')
    await user.type(getRow('poll').value, '中')
    await waitFor(() => expect(byteMeter()).toHaveAttribute('aria-valuenow', '13'))
    expect(keyMeter()).toHaveAttribute('aria-valuenow', '3')
    expect(byteMeter()).toHaveAttribute('aria-valuemax', '16384')
    await user.click(getRow('banner').getByRole('button', { name: 'Delete banner' }))
    await waitFor(() => expect(byteMeter()).toHaveAttribute('aria-valuenow', '7'))
    expect(keyMeter()).toHaveAttribute('aria-valuenow', '2')
  })

  it('show the share of each key, and lead to its value', async () => {
    const { user } = renderEditor({ banner: bytesOf(2_048), goal: bytesOf(1_638) })
    const bar = within(screen.getByRole('toolbar', { name: 'Bytes per key' }))
    expect(bar.getByRole('button', { name: /^banner/ })).toHaveAccessibleName(
      'banner: 2,048 bytes, 13% of the room',
    )
    await user.click(bar.getByRole('button', { name: /^goal/ }))
    await waitFor(() => expect(getRow('goal').value).toHaveFocus())
  })

  it('are one tab stop with arrow keys inside', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    const bar = within(screen.getByRole('toolbar', { name: 'Bytes per key' }))
    const [banner, goal] = bar.getAllByRole('button')
    act(() => banner?.focus())
    await user.keyboard('{ArrowRight}')
    expect(goal).toHaveFocus()
    await user.keyboard('{ArrowRight}')
    expect(goal).toHaveFocus()
    await user.tab()
    expect(getRow('banner').key).toHaveFocus()
  })

  it.each([
    [8, ''],
    [9, '1 left'],
    [10, 'full'],
    [11, '1 too many'],
  ])('warn at %i of 10 keys: "%s"', (keys, warning) => {
    renderEditor(roomOf(keys, 1))
    expect(keyMeter().parentElement?.textContent).toBe(`${keys} of 10 keys${warning}`)
    expect(keyMeter()).toHaveAttribute('aria-valuenow', String(Math.min(keys, 10)))
  })

  it.each([
    [1_843, ''],
    [1_844, '1,632 left'],
    [2_048, 'full'],
    [2_049, '8 too many'],
  ])('warn at eight values of %i bytes: "%s"', (bytes, warning) => {
    renderEditor(roomOf(8, bytes))
    const used = `${(bytes * 8).toLocaleString('en')} of 16,384 bytes of values`
    expect(byteMeter().parentElement?.textContent).toBe(`${used}${warning}`)
  })
})

describe('a draft over the limits of the room', () => {
  it('is not reviewed and says by how much it is over', async () => {
    const { user } = renderEditor(roomOf(8, 2_048))
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await fill(user, getRow('').key, 'key8')
    await fill(user, getRow('key8').value, '中')
    await user.click(review())
    const summary = await screen.findByRole('region', { name: 'Fix 1 problem to save' })
    expect(summary).toHaveTextContent(/16,387 bytes, 3 over the limit of 16,384/)
    expect(screen.queryByRole('dialog')).toBeNull()
    await user.clear(getRow('key8').value)
    expect(screen.queryByRole('region', { name: /^Fix/ })).toBeNull()
  })

  it('with an eleventh key says how many to remove', async () => {
    const { user } = renderEditor(roomOf(10, 1))
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await fill(user, getRow('').key, 'eleventh')
    await user.click(review())
    const summary = await screen.findByRole('region', { name: 'Fix 1 problem to save' })
    expect(summary).toHaveTextContent('The room would have 11 keys, and the limit is 10.')
  })

  it('lists a problem of a field with a link to its row', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    await fill(user, getRow('goal').value, bytesOf(2_049))
    await user.click(review())
    await user.click(await screen.findByRole('button', { name: /^Key 2: goal/ }))
    await waitFor(() => expect(getRow('goal').value).toHaveFocus())
  })
})
