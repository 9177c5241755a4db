import { act, screen } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { describe, expect, it } from 'vitest'
import type { KeyDescription } from '@/lib/shared/catalogue/key-description'
import { describeKey } from '@/lib/shared/catalogue/testing/descriptions'
import type { DraftRow } from '@/lib/shared/changes/draft'
import { loaded, row } from '@/lib/shared/changes/testing/draft-rows'
import { knownKeyParts } from '../form/fields/value-parts'
import { Row } from '../form/rows/row'
import { renderPart } from '../testing/render-part'
import { type KnownKeys, KnownKeysProvider } from './known-keys-context'

const gifts = describeKey('gifts_enabled', {
  type: 'boolean',
  severity: 'block',
  description: 'Shows the gift button',
  example: 'true',
})

/** A row of the editor once the catalogue has loaded. */
function renderRow(draftRow: DraftRow, ...keys: KeyDescription[]) {
  let value = () => ''
  const part = renderPart(
    (editor) => {
      value = () => editor.getValues('rows.0.value')
      return (
        <KnownKeysProvider value={{ keys, parts: knownKeyParts }}>
          <Row index={0} isOpen />
        </KnownKeysProvider>
      )
    },
    { entries: draftRow.base ? [draftRow.base] : [], rows: [draftRow] },
  )
  return { ...part, value: () => value() }
}
const textArea = () => screen.getByRole('textbox', { name: 'Value' })
const button = (name: string | RegExp) => screen.getByRole('button', { name })

describe('a value that its control can show', () => {
  it('is a switch if it is true or false', async () => {
    const { user, value } = renderRow(loaded('gifts_enabled', 'true'), gifts)
    const control = screen.getByRole('switch', { name: 'Value' })
    expect(control).toBeChecked()
    await user.click(control)
    expect(value()).toBe('false')
    await user.keyboard(' ')
    expect(value()).toBe('true')
  })

  it('is chosen from the choices', async () => {
    const theme = describeKey('theme', { type: 'choice', choices: ['spring', 'autumn'] })
    const { user, value } = renderRow(loaded('theme', 'autumn'), theme)
    await user.selectOptions(screen.getByRole('combobox', { name: 'Value' }), 'spring')
    expect(value()).toBe('spring')
  })

  it('is typed as it is if it is a number, and says when it is none', async () => {
    const goal = describeKey('goal', { type: 'number' })
    const { user, value } = renderRow(loaded('goal', '19.90'), goal)
    expect(textArea()).toHaveValue('19.90')
    expect(textArea()).toHaveAttribute('inputmode', 'decimal')
    const field = textArea()
    await user.type(field, ',5')
    expect(value()).toBe('19.90,5')
    expect(textArea()).toBe(field)
    expect(field).toHaveFocus()
    expect(screen.getByText('Not a number')).toBeVisible()
  })

  it('is a time in the time zone of the machine, and stays as it is until it is changed', () => {
    const next = describeKey('next', { type: 'date-time' })
    const { value } = renderRow(loaded('next', '2026-03-01T20:00:00+08:00'), next)
    expect(screen.getByLabelText('Value')).toHaveAttribute('type', 'datetime-local')
    expect(value()).toBe('2026-03-01T20:00:00+08:00')
  })

  it('can be edited as text at any time', async () => {
    const { user, value } = renderRow(loaded('gifts_enabled', 'true'), gifts)
    await user.click(button('Edit gifts_enabled as text'))
    expect(textArea()).toHaveValue('true')
    await user.type(textArea(), ' ')
    expect(value()).toBe('true ')
  })
})

describe('a value that its control cannot show', () => {
  it.each([
    [gifts, 'flase', 'Neither true nor false'],
    [gifts, 'True', 'Neither true nor false'],
    [describeKey('k', { type: 'number' }), '5,5', 'Not a number'],
    [describeKey('k', { type: 'choice', choices: ['a', 'b'] }), 'c', 'Not one of a · b'],
    [describeKey('k', { type: 'colour' }), 'red', 'Not a colour such as #ff6600'],
    [describeKey('k', { type: 'url' }), 'example.com', 'Not a URL with http or https'],
    [describeKey('k', { type: 'json' }), '{"a": 1', 'Not valid JSON'],
    [describeKey('k', { byteLimit: 2 }), 'abc', '1 byte over its limit of 2'],
  ])('of %j stays the text %s and says why', (description, text, message) => {
    const { value } = renderRow(loaded(description.name, text), description)
    expect(textArea()).toHaveValue(text)
    expect(screen.getByText(message)).toBeVisible()
    expect(value()).toBe(text)
  })

  it('of a colour with transparency stays text, because its control would lose it', () => {
    renderRow(loaded('k', '#ff660080'), describeKey('k', { type: 'colour' }))
    expect(textArea()).toHaveValue('#ff660080')
    expect(screen.queryByText(/^Not a colour/)).toBeNull()
  })

  it('says where JSON does not fit its schema', () => {
    const schema = { properties: { price: { type: 'number' } } }
    renderRow(loaded('k', '{"price": "19"}'), describeKey('k', { type: 'json', schema }))
    expect(screen.getByText('Doesn’t fit its schema at /price (type)')).toBeVisible()
  })
})

/** A row whose catalogue arrives when the function that it reports is called. */
function LateCatalogue({ onMount }: { onMount: (set: (known: KnownKeys) => void) => void }) {
  const [known, setKnown] = useState<KnownKeys | null>(null)
  useEffect(() => onMount(setKnown), [onMount])
  return (
    <KnownKeysProvider value={known}>
      <Row index={0} isOpen />
    </KnownKeysProvider>
  )
}

it('text that someone is typing in stays text when the catalogue arrives', async () => {
  let setKnown: (known: KnownKeys) => void = () => undefined
  const draftRow = loaded('gifts_enabled', 'true')
  const { user } = renderPart(
    () => (
      <LateCatalogue
        onMount={(set) => {
          setKnown = set
        }}
      />
    ),
    { entries: [], rows: [draftRow] },
  )
  const before = textArea()
  await user.click(before)
  act(() => setKnown({ keys: [gifts], parts: knownKeyParts }))
  expect(textArea()).toBe(before)
  expect(before).toHaveFocus()
  await user.tab()
  expect(textArea()).toBe(before)
  await user.click(button('Edit gifts_enabled with its control'))
  expect(screen.getByRole('switch', { name: 'Value' })).toBeChecked()
})

describe('help', () => {
  it('shows description, example and rules of a key on request', async () => {
    const { user } = renderRow(loaded('gifts_enabled', 'true'), gifts)
    const about = button('About gifts_enabled')
    expect(about).toHaveTextContent('Shows the gift button')
    await user.click(about)
    expect(about).toHaveAttribute('aria-expanded', 'true')
    expect(screen.getByText('A value that fails its check can’t be saved.')).toBeVisible()
  })

  it('marks a key that the catalogue does not know', () => {
    renderRow(loaded('other', 'x'), gifts)
    expect(screen.getByText('Not in the key catalogue')).toBeVisible()
    expect(textArea()).toHaveValue('x')
  })
})

describe('a new key', () => {
  const keys = [gifts, describeKey('gift_goal'), describeKey('app_*'), describeKey('banner')]

  it('is suggested by what is typed, without patterns', async () => {
    const { user } = renderRow(row('gift', ''), ...keys)
    const names = () =>
      screen.getAllByRole('button', { name: /^Use the key/ }).map(({ textContent }) => textContent)
    expect(names()).toEqual(['gifts_enabled', 'gift_goal'])
    await user.clear(screen.getByRole('textbox', { name: 'Key' }))
    expect(names()).toEqual(['gifts_enabled', 'gift_goal', 'banner'])
    await user.click(button('Use the key banner'))
    expect(screen.getByRole('textbox', { name: 'Key' })).toHaveValue('banner')
    expect(screen.queryByRole('button', { name: /^Use the key/ })).toBeNull()
  })
})
