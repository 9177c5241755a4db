import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { getRow, renderEditor } from '../../testing/render-editor'

const DUPLICATE = 'This key is used twice. Rename or remove one of the two rows.'

describe('typing', () => {
  it('marks the row as changed, shows the value from before and counts the change', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    await user.type(getRow('banner').value, ' you')
    const banner = getRow('banner')
    expect(banner.value).toHaveValue('hello you')
    expect(banner.getByText('changed')).toBeVisible()
    expect((await banner.findByText('hello')).parentElement).toHaveTextContent('was hello')
    expect(screen.getByText('1 changed')).toBeVisible()
    expect(getRow('goal').queryByText('changed')).toBeNull()
  })

  it('takes the mark away when the old value is typed again', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    await user.type(getRow('banner').value, '!{Backspace}')
    expect(getRow('banner').queryByText('changed')).toBeNull()
    expect(screen.getByText('No changes')).toBeVisible()
  })

  it('reverts key and value to what the room has', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    await user.type(getRow('banner').value, ' you')
    await user.type(getRow('banner').key, '2')
    await user.click(await getRow('banner2').findByRole('button', { name: 'Revert' }))
    expect(getRow('banner').value).toHaveValue('hello')
    await waitFor(() => expect(getRow('banner').value).toHaveFocus())
    expect(screen.getByText('No changes')).toBeVisible()
  })
})

describe('adding a row', () => {
  it('starts in its key field and counts the row once it has text', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await waitFor(() => expect(getRow('').key).toHaveFocus())
    expect(screen.getByText('No changes')).toBeVisible()
    await user.keyboard('poll{Enter}yes')
    expect(getRow('poll').value).toHaveValue('yes')
    expect(getRow('poll').getByText('new')).toBeVisible()
    expect(screen.getByText('1 new')).toBeVisible()
  })

  it('below the current row is done with Ctrl and Enter', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    await user.click(getRow('banner').value)
    await user.keyboard('{Control>}{Enter}{/Control}')
    const names = screen
      .getAllByRole('group', { name: /^Key \d/ })
      .map((row) => row.getAttribute('aria-label'))
    expect(names).toEqual(['Key 1: banner', 'Key 2, no key yet', 'Key 3: goal'])
  })

  it.each([
    ['the button', () => fireEvent.click(screen.getByRole('button', { name: 'Add key' }))],
    [
      'Ctrl and Enter',
      () => fireEvent.keyDown(getRow('banner').value, { key: 'Enter', ctrlKey: true }),
    ],
  ])('by %s takes the focus at once, so that the next letter belongs to it', (_, press) => {
    renderEditor({ banner: 'hello', goal: '5' })
    press()
    expect(getRow('').key).toHaveFocus()
  })

  it('asks for a missing key only after the row was left', async () => {
    const { user } = renderEditor({})
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await user.type(getRow('').value, 'yes')
    expect(getRow('').key).toBeValid()
    await user.click(screen.getByRole('button', { name: 'Import…' }))
    await user.keyboard('{Escape}')
    await waitFor(() => expect(getRow('').key).toBeInvalid())
    expect(getRow('').key).toHaveAccessibleDescription(/^This row has no key\./)
  })

  it('is explained when the room has ten keys', async () => {
    const entries = Object.fromEntries(Array.from({ length: 9 }, (_, at) => [`key${at}`, 'x']))
    const { user } = renderEditor(entries)
    const hint = 'A room can have 10 keys. Delete one to add another.'
    expect(screen.queryByText(hint)).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await user.type(getRow('').key, 'tenth')
    expect(screen.getByText(hint)).toBeVisible()
  })
})

describe('deleting a row', () => {
  it('keeps one line that says so, and can be undone', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    await user.type(getRow('banner').value, ' you')
    await user.click(getRow('banner').getByRole('button', { name: 'Delete banner' }))
    const undo = await screen.findByRole('button', { name: 'Undo the deletion of banner' })
    expect(getRow('banner').element).toHaveTextContent('banner will be deleted')
    expect(getRow('banner').queryByRole('textbox')).toBeNull()
    expect(screen.getByText('1 deleted')).toBeVisible()
    await waitFor(() => expect(undo).toHaveFocus())
    await user.click(undo)
    expect(getRow('banner').value).toHaveValue('hello you')
    await waitFor(() => expect(getRow('banner').value).toHaveFocus())
    expect(screen.getByText('1 changed')).toBeVisible()
  })

  it('that was never saved says that it will not be added', async () => {
    const { user } = renderEditor({})
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await user.type(getRow('').key, 'poll')
    await user.click(getRow('poll').getByRole('button', { name: 'Delete poll' }))
    expect(await screen.findByText(/will not be added/)).toHaveTextContent('poll will not be added')
    expect(screen.getByText('No changes')).toBeVisible()
  })

  it('without text leaves nothing behind', async () => {
    const { user } = renderEditor({})
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await user.click(getRow('').getByRole('button', { name: /^Delete/ }))
    expect(screen.getByText('No metadata yet.')).toBeVisible()
    await waitFor(() => expect(screen.getByRole('button', { name: 'Add key' })).toHaveFocus())
  })

  it('is not done by Ctrl and Backspace, which delete a word', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    await user.click(getRow('banner').value)
    await user.keyboard('{Control>}{Backspace}{/Control}')
    expect(getRow('banner').value).toBeVisible()
    expect(screen.queryByText(/will be deleted/)).not.toBeInTheDocument()
  })

  it('is done and undone with the keyboard', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    getRow('banner').getByRole('button', { name: 'Delete banner' }).focus()
    await user.keyboard('{Enter}')
    const undo = await screen.findByRole('button', { name: 'Undo the deletion of banner' })
    await waitFor(() => expect(undo).toHaveFocus())
    await user.keyboard('{Control>}z{/Control}')
    expect(getRow('banner').value).toHaveValue('hello')
  })
})

describe('an import', () => {
  it('is undone in one step, which keeps what was typed in other rows since', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    await user.click(screen.getByRole('button', { name: 'Import…' }))
    await user.click(await screen.findByRole('textbox', { name: /^Lines of/ }))
    await user.paste('banner=bye\nnew=1')
    await user.click(await screen.findByRole('button', { name: 'Add 1 row and change 1' }))
    expect(getRow('banner').value).toHaveValue('bye')
    expect(getRow('new').value).toHaveValue('1')
    await user.type(getRow('goal').value, '0')
    await user.click(screen.getByRole('button', { name: /^Review changes/ }))
    await user.keyboard('{Escape}')
    await user.keyboard('{Control>}z{/Control}')
    expect(getRow('banner').value).toHaveValue('hello')
    expect(getRow('goal').value).toHaveValue('50')
    expect(screen.queryByRole('group', { name: 'Key 3: new' })).toBeNull()
  })
})

describe('renaming a key', () => {
  it('keeps the value and shows the old name', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    await user.type(getRow('banner').key, '-2')
    const row = getRow('banner-2')
    expect(row.value).toHaveValue('hello')
    expect((await row.findByText('banner')).parentElement).toHaveTextContent('renamed from banner')
    expect(row.getByText('changed')).toBeVisible()
  })

  it('to the key of another row marks both rows until one is renamed', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' })
    await user.clear(getRow('goal').key)
    await user.type(getRow('').key, 'banner')
    const keys = () => screen.getAllByRole('textbox', { name: 'Key' })
    for (const key of keys()) {
      expect(key).toBeInvalid()
      expect(key).toHaveAccessibleDescription(expect.stringContaining(DUPLICATE))
    }
    await user.type(keys()[1]!, '2')
    for (const key of keys()) expect(key).toBeValid()
    expect(screen.queryByText(DUPLICATE)).toBeNull()
  })

  it('to a key that differs only in case gives a hint', async () => {
    const { user } = renderEditor({ banner: 'hello' })
    await user.click(screen.getByRole('button', { name: 'Add key' }))
    await user.type(getRow('').key, 'Banner')
    expect(getRow('Banner').key).toBeValid()
    expect(getRow('Banner').element).toHaveTextContent('Similar to “banner”, but a different key')
  })
})

describe('for people who may only view the room', () => {
  it('rows are text with their sizes', async () => {
    renderEditor({ banner: '今晚', note: '' }, { role: 'viewer' })
    const banner = getRow('banner')
    expect(await banner.findByText('今晚')).toBeVisible()
    expect(banner.getByText('6 of 2,048 bytes')).toBeVisible()
    expect(banner.getByRole('button', { name: 'Copy the value of banner' })).toBeVisible()
    expect(await getRow('note').findByText('empty')).toBeVisible()
    expect(await screen.findByText('View only')).toBeVisible()
  })

  it('nothing can be typed, added, deleted or reviewed', async () => {
    renderEditor({ banner: 'hello' }, { role: 'viewer' })
    await getRow('banner').findByText('hello')
    expect(screen.queryByRole('textbox')).toBeNull()
    for (const name of ['Add key', 'Import…', 'Delete banner', /^Review changes/])
      expect(screen.queryByRole('button', { name })).toBeNull()
  })
})
