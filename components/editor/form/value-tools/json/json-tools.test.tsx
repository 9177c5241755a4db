import { fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import { renderPart } from '../../../testing/render-part'
import { Row } from '../../rows/row'

const LINES = '{\n  "id": 144115233775727695,\n  "list": [\n    1,\n    2\n  ]\n}'

/** A row with this value, and its tools. `value` is what a save would send. */
async function renderValue(text: string) {
  let value = () => ''
  const { user } = renderPart(
    (editor) => {
      value = () => editor.getValues('rows.0.value')
      return <Row index={0} isOpen />
    },
    { entries: [], rows: [loaded('product', text)] },
  )
  await screen.findByRole('button', { name: 'Find' })
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Value' })
  return {
    user,
    field,
    value: () => value(),
    press: (name: string) => user.click(screen.getByRole('button', { name })),
    putCaret(offset: number) {
      field.focus()
      field.setSelectionRange(offset, offset)
    },
    selected: () => field.value.slice(field.selectionStart, field.selectionEnd),
  }
}

describe('an error in JSON', () => {
  it('is where a button puts the caret', async () => {
    const { field, press } = await renderValue('{\n  "id": 1\n  "price": 2\n}')
    expect(screen.getByText('Invalid JSON at line 3, column 3')).toBeVisible()
    await press('Go to error')
    expect(field).toHaveFocus()
    expect(field.value.slice(field.selectionStart)).toBe('"price": 2\n}')
    expect(field.selectionEnd).toBe(field.selectionStart)
  })

  it('offers no format', async () => {
    await renderValue('{\n  "id": 1\n')
    expect(screen.queryByRole('button', { name: 'Format' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'One line' })).toBeNull()
  })
})

describe('one line', () => {
  it('takes the whitespace out of JSON, and can be undone', async () => {
    const { field, press, value } = await renderValue(LINES)
    await press('One line')
    expect(field).toHaveValue('{"id":144115233775727695,"list":[1,2]}')
    expect(value()).toBe(field.value)
    await press('Undo format')
    expect(value()).toBe(LINES)
  })
})

describe('the keys of JSON', () => {
  afterEach(() => {
    Reflect.deleteProperty(document, 'execCommand')
  })

  /** Inserts text as browsers do; jsdom has no `execCommand`. */
  function supportInsertText() {
    document.execCommand = (_command, _showsUi, text = '') => {
      const field = document.activeElement as HTMLTextAreaElement
      const { value, selectionStart, selectionEnd } = field
      const next = value.slice(0, selectionStart) + text + value.slice(selectionEnd)
      return fireEvent.input(field, { target: { value: next } })
    }
  }

  it('indent a new line', async () => {
    supportInsertText()
    const { field, value, putCaret } = await renderValue('{"a": 1}')
    putCaret(1)
    expect(fireEvent.keyDown(field, { key: 'Enter' })).toBe(false)
    expect(field).toHaveValue('{\n  "a": 1}')
    expect(field.selectionEnd).toBe('{\n  '.length)
    expect(value()).toBe(field.value)
  })

  it('align a closing bracket', async () => {
    supportInsertText()
    const { field, value, putCaret } = await renderValue('{\n  "a": [\n    1\n    \n}')
    putCaret('{\n  "a": [\n    1\n    '.length)
    expect(fireEvent.keyDown(field, { key: ']' })).toBe(false)
    expect(field).toHaveValue('{\n  "a": [\n    1\n  ]\n}')
    expect(value()).toBe(field.value)
  })

  it('do nothing while an input method composes', async () => {
    supportInsertText()
    const { field, putCaret } = await renderValue('{}')
    putCaret(1)
    expect(fireEvent.keyDown(field, { key: 'Enter', isComposing: true })).toBe(true)
    expect(field).toHaveValue('{}')
  })

  it('leave Shift and Enter a plain line break', async () => {
    supportInsertText()
    const { user, field } = await renderValue('{}')
    await user.type(field, '{Shift>}{Enter}{/Shift}', { initialSelectionStart: 1 })
    expect(field).toHaveValue('{\n}')
  })

  it('type plainly where the browser cannot insert text', async () => {
    const { user, field } = await renderValue('{}')
    await user.type(field, '{Enter}', { initialSelectionStart: 1 })
    expect(field).toHaveValue('{\n}')
  })

  it('let Tab leave the field', async () => {
    const { user, field, value } = await renderValue(LINES)
    field.focus()
    await user.tab()
    expect(field).not.toHaveFocus()
    expect(value()).toBe(LINES)
  })

  it('keep text that is not JSON as it is typed', async () => {
    const { user, field, value } = await renderValue('[LIVE] Hello')
    await user.type(field, '{Enter}now{Enter}]', { initialSelectionStart: 12 })
    expect(value()).toBe('[LIVE] Hello\nnow\n]')
  })
})

describe('the matching bracket', () => {
  it('is selected by a button, and its place is said in words', async () => {
    const { field, press, selected, putCaret } = await renderValue(LINES)
    putCaret(0)
    await press('Matching bracket')
    expect(field).toHaveFocus()
    expect(field.selectionStart).toBe(LINES.length - 1)
    expect(selected()).toBe('}')
    expect(screen.getByText('Matching bracket: line 7, column 1')).toBeVisible()
  })

  it('is selected by a chord, there and back, and its place goes with the next key', async () => {
    const { user, field, selected, putCaret } = await renderValue(LINES)
    putCaret(LINES.indexOf('['))
    await user.keyboard('{Control>}{Shift>}[Backslash]{/Shift}{/Control}')
    expect(selected()).toBe(']')
    await user.keyboard('{Control>}{Shift>}[Backslash]{/Shift}{/Control}')
    expect(field.selectionStart).toBe(LINES.indexOf('['))
    expect(screen.getByText('Matching bracket: line 3, column 11')).toBeVisible()
    await user.keyboard('{ArrowLeft}')
    expect(screen.queryByText(/^Matching bracket:/)).toBeNull()
    expect(field).toHaveValue(LINES)
  })

  it('may be missing', async () => {
    const { press, field, putCaret } = await renderValue('{"list": [1}')
    putCaret(0)
    await press('Matching bracket')
    expect(screen.getByText('No matching bracket')).toBeVisible()
    expect(field.selectionEnd).toBe(0)
  })
})

describe('find', () => {
  async function openSearch(text: string, query: string) {
    const part = await renderValue(text)
    await part.press('Find')
    const search = await screen.findByRole('textbox', { name: 'Find in this value' })
    await part.user.type(search, query)
    return { ...part, search }
  }

  it('goes through the matches with Enter, shows each in its line, and selects it', async () => {
    const { user, search, press, selected, field } = await openSearch('[\n  "a1",\n  "A2"\n]', 'a')
    expect(search).toHaveAccessibleDescription('2 matches')
    await user.keyboard('{Enter}')
    expect(search).toHaveAccessibleDescription('1 of 2: line 2, column 4')
    await user.keyboard('{Enter}')
    expect(search).toHaveAccessibleDescription('2 of 2: line 3, column 4')
    expect(within(screen.getByText('A').closest('p') ?? document.body).getByText('A')).toBeVisible()
    expect(search).toHaveFocus()
    await press('Select in the value')
    expect(field).toHaveFocus()
    expect(selected()).toBe('A')
  })

  it('goes around in both directions', async () => {
    const { user, search, press } = await openSearch('["b", "b", "b"]', 'b')
    await user.keyboard('{Shift>}{Enter}{/Shift}')
    expect(search).toHaveAccessibleDescription(/^3 of 3/)
    await press('Next match')
    expect(search).toHaveAccessibleDescription(/^1 of 3/)
    await press('Previous match')
    expect(search).toHaveAccessibleDescription(/^3 of 3/)
  })

  it('closes with Escape at the match, and changes nothing', async () => {
    const { user, search, field, selected, value } = await openSearch(LINES, '2')
    await user.keyboard('{Enter}{Escape}')
    expect(search).not.toBeInTheDocument()
    expect(field).toHaveFocus()
    expect(selected()).toBe('2')
    expect(value()).toBe(LINES)
  })

  it('says when nothing matches', async () => {
    const { user, search } = await openSearch(LINES, 'x')
    await user.keyboard('{Enter}')
    expect(search).toHaveAccessibleDescription('No match')
    expect(screen.queryByRole('button', { name: 'Select in the value' })).toBeNull()
  })
})
