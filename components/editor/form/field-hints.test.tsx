import { describe, expect, it } from 'vitest'
import { getRow, renderEditor } from '../testing/render-editor'

describe('hidden characters', () => {
  it('are counted, shown by name and removed on request', async () => {
    const { user } = renderEditor({ banner: ' zero\u200bwidth' })
    const row = getRow('banner')
    expect(await row.findByText('1 invisible character, 1 leading space')).toBeVisible()
    await user.click(row.getByRole('button', { name: 'Show' }))
    expect(row.getByText('ZWSP')).toBeVisible()
    await user.click(row.getByRole('button', { name: 'Remove' }))
    expect(row.value).toHaveValue('zerowidth')
    expect(row.queryByText(/invisible character/)).toBeNull()
  })

  it('in a new key are an error', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    await user.type(getRow('banner').key, '\u200b')
    const { key } = getRow('banner\u200b')
    expect(key).toBeInvalid()
    expect(key).toHaveAccessibleDescription(/^This key contains an invisible character\./)
  })

  it('inside an emoji are part of a picture and give no hint', async () => {
    renderEditor({ banner: '👨‍👩‍👧‍👦', goal: 'five ' })
    await getRow('goal').findByText('1 trailing space')
    expect(getRow('banner').queryByText(/invisible character/)).toBeNull()
  })

  it('are shown to viewers without being offered for removal', async () => {
    renderEditor({ banner: 'zero\u200bwidth' }, { role: 'viewer' })
    expect(await getRow('banner').findByText('ZWSP')).toBeVisible()
    expect(getRow('banner').queryByRole('button', { name: 'Remove' })).toBeNull()
  })
})

describe('JSON in a value', () => {
  it('is formatted on request, and the format can be undone', async () => {
    const { user } = renderEditor({ product: '{"id":144115233775727695}' })
    const row = getRow('product')
    await user.click(await row.findByRole('button', { name: 'Format' }))
    expect(row.value).toHaveValue('{\n  "id": 144115233775727695\n}')
    expect(row.queryByRole('button', { name: 'Format' })).toBeNull()
    await user.click(row.getByRole('button', { name: 'Undo format' }))
    expect(row.value).toHaveValue('{"id":144115233775727695}')
    expect(row.queryByText('changed')).toBeNull()
  })

  it('names line and column where it breaks', async () => {
    const { user } = renderEditor({ product: '{"id":1}' })
    const row = getRow('product')
    expect(await row.findByText('Valid JSON')).toBeVisible()
    await user.type(row.value, '{Backspace},')
    expect(row.getByText('Invalid JSON at line 1, column 9')).toBeVisible()
    expect(row.value).toBeValid()
  })

  it('is checked but not formatted for viewers', async () => {
    renderEditor({ product: '{"id":1}' }, { role: 'viewer' })
    expect(await getRow('product').findByText('Valid JSON')).toBeVisible()
    expect(getRow('product').queryByRole('button', { name: 'Format' })).toBeNull()
  })

  it('is not looked for in other values', async () => {
    renderEditor({ banner: 'hello', product: '[1]' })
    await getRow('product').findByText('Valid JSON')
    expect(getRow('banner').queryByText(/JSON/)).toBeNull()
  })
})

it('turns off what keyboards and browsers improve in keys and values', () => {
  renderEditor({ banner: 'hello' })
  for (const field of [getRow('banner').key, getRow('banner').value]) {
    expect(field).toHaveAttribute('autocapitalize', 'off')
    expect(field).toHaveAttribute('autocorrect', 'off')
    expect(field).toHaveAttribute('autocomplete', 'off')
    expect(field).toHaveAttribute('spellcheck', 'false')
  }
})

it('names the curly quote that breaks JSON', async () => {
  renderEditor({ poll: '{“id”: 1}' })
  expect(await getRow('poll').findByText(/Invalid JSON at line 1, column 2/)).toHaveTextContent(
    'curly quote “',
  )
})
