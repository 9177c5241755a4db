import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { loaded } from '@/lib/shared/changes/testing/draft-rows'
import type { Editor } from '../editor-context'
import { renderPart } from '../testing/render-part'
import { ImportDialog } from './import-dialog'

const closed = vi.fn()
let rowsOf: Editor['getValues'] | undefined

/** Keeps the text, as the page does. */
function StatefulImport({ editor, initialText }: { editor: Editor; initialText: string }) {
  const [text, setText] = useState(initialText)
  rowsOf = editor.getValues
  return (
    <ImportDialog
      editor={editor}
      text={text}
      onTextChange={setText}
      onPreset={() => undefined}
      onClose={() => closed(text)}
    />
  )
}

function renderImport(text = '') {
  closed.mockClear()
  return renderPart((editor) => <StatefulImport editor={editor} initialText={text} />, {
    rows: [loaded('banner', 'Hello'), loaded('theme', 'dark')],
  })
}

const field = () => screen.getByRole('textbox', { name: /^Lines of key=value/ })
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const results = () =>
  within(screen.getByRole('table', { name: 'What the import changes' }))
    .getAllByRole('row')
    .slice(1)
    .map((line) => [...line.querySelectorAll('td')].map((cell) => cell.textContent))
const draft = () => rowsOf?.('rows').map(({ key, value }) => `${key}=${value}`)

describe('the import', () => {
  it('starts in the field and says what it recognised and what each line does', async () => {
    const { user } = renderImport()
    await waitFor(() => expect(field()).toHaveFocus())
    await user.paste('# tonight\nbanner=Bye\ntheme=dark\nnew=1\nnew=2\nwhat\nnow')
    expect(field()).toHaveAccessibleDescription(
      'Recognized as key=value lines (.env). 1 new · 1 change · 1 same · 1 twice · 2 can’t be used ' +
        '1 comment is left out. Lines that can’t be used stay in the text, so that you can correct them.',
    )
    expect(results()).toEqual([
      ['6', 'what', 'Can’t be usedThere is no = between key and value.'],
      ['7', 'now', 'Can’t be usedThere is no = between key and value.'],
      ['2', 'banner', 'Before: HelloAfter: Bye', 'Change'],
      ['3', 'theme', 'dark', 'Same'],
      ['4', 'new', '1', 'TwiceLine 5 has the same key and is used instead.'],
      ['5', 'new', '2', 'New'],
    ])
  })

  it('turns off what keyboards and browsers improve', () => {
    renderImport()
    expect(field()).toHaveAttribute('autocapitalize', 'off')
    expect(field()).toHaveAttribute('autocorrect', 'off')
    expect(field()).toHaveAttribute('spellcheck', 'false')
  })

  it('changes the rows of existing keys, adds the others and clears the text', async () => {
    const { user } = renderImport('{"new": 1.10, "banner": "Bye"}')
    await user.click(button('Add 1 row and change 1'))
    expect(draft()).toEqual(['banner=Bye', 'theme=dark', 'new=1.10'])
    expect(field()).toHaveValue('')
  })

  it('keeps the text while it has lines that cannot be used', async () => {
    const { user } = renderImport('banner=Bye\nwhat')
    await user.click(button('Change 1 row'))
    expect(draft()).toEqual(['banner=Bye', 'theme=dark'])
    expect(field()).toHaveValue('banner=Bye\nwhat')
  })

  it.each([
    ['', 'Enter at least one line of key=value.'],
    ['theme=dark', 'Your draft already has these values.'],
    ['what', 'No line can be used. See the reasons below.'],
    ['{}', 'There are no entries in this text.'],
  ])('says why %j adds nothing, and stays open', async (text, problem) => {
    const { user } = renderImport(text)
    await user.click(button('Add'))
    expect(field()).toHaveAccessibleDescription(expect.stringContaining(problem))
    expect(field()).toHaveFocus()
    expect(closed).not.toHaveBeenCalled()
  })

  it('refuses more keys than the room can hold before it adds any', async () => {
    const { user } = renderImport(Array.from({ length: 9 }, (_, at) => `k${at}=`).join('\n'))
    expect(screen.getByText(/^Found 9 rows, but only 8 more keys fit \(limit: 10\)/)).toBeVisible()
    await user.click(button('Add 9 rows'))
    expect(draft()).toHaveLength(2)
  })

  it('keeps its text when it is closed with Escape or a button', async () => {
    const { user } = renderImport()
    await waitFor(() => expect(field()).toHaveFocus())
    await user.paste('a=1')
    await user.keyboard('{Escape}')
    await user.click(button('Close'))
    await user.click(button('Back'))
    expect(closed.mock.calls).toEqual([['a=1'], ['a=1'], ['a=1']])
  })

  it('keeps the line ends of what is pasted', async () => {
    renderImport()
    const area = field() as HTMLTextAreaElement
    fireEvent.paste(area, { clipboardData: { getData: () => 'a="1\r\n2"' } })
    fireEvent.change(area, { target: { value: 'a="1\n2"' } })
    fireEvent.click(button('Add 1 row'))
    expect(draft()?.at(-1)).toBe('a=1\r\n2')
  })

  it('puts a long paste where the caret is, and undoes it', async () => {
    const { user } = renderImport('a=1\nb=2')
    const area = field() as HTMLTextAreaElement
    area.setSelectionRange(4, 4)
    const pasted = `long=${'v'.repeat(20_000)}\r\n`
    fireEvent.paste(area, { clipboardData: { getData: () => pasted } })
    expect(area).toHaveValue(`a=1\n${pasted.replace('\r', '')}b=2`)
    await user.click(button('Undo'))
    expect(area).toHaveValue('a=1\nb=2')
  })

  it('reads a file, and names one that is not text', async () => {
    const { user } = renderImport()
    const input = screen.getByLabelText('Choose a file')
    await user.upload(input, new File([new Uint8Array([0x61, 0xff])], 'picture.png'))
    expect(await screen.findByRole('alert')).toHaveTextContent('This file isn’t text.')
    await user.upload(input, new File(['\ufeffa="1"\r\n'], 'room.env'))
    expect(await screen.findByRole('button', { name: 'Add 1 row' })).toBeVisible()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('brings back a text that was cleared or replaced by a file', async () => {
    const { user } = renderImport('typed=1')
    await user.click(button('Clear text'))
    expect(field()).toHaveValue('')
    await user.click(button('Undo'))
    expect(field()).toHaveValue('typed=1')
    await user.upload(screen.getByLabelText('Choose a file'), new File(['b=2'], 'room.env'))
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(field()).toHaveValue('typed=1')
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('shows two hundred lines at a time', async () => {
    const { user } = renderImport(Array.from({ length: 450 }, (_, at) => `k${at}=`).join('\n'))
    expect(results()).toHaveLength(200)
    await user.click(button('Show 200 more'))
    await user.click(button('Show 50 more'))
    expect(results()).toHaveLength(450)
  })
})
