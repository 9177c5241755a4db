import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Preset } from '@/lib/shared/presets/preset'
import { getRow, openReview, renderEditor } from '../../testing/render-editor'

const READ_AT = '2026-03-01T10:00:00.000Z'
const preset: Preset = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Evening',
  entries: [
    { key: 'banner', value: 'Tonight\r\nat eight' },
    { key: '__proto__', value: '1.10' },
  ],
  version: 1,
  uses: 0,
  updatedAt: READ_AT,
  updatedBy: { id: 'ada', name: 'Ada' },
}
const button = (name: string | RegExp) => screen.getByRole('button', { name })

describe('carrying metadata', () => {
  it('fills the import from a preset, and names the preset in the save', async () => {
    const { api, user } = renderEditor({ banner: 'hello' })
    api.handlers.listPresets = () => ({ presets: [preset] })
    await user.click(button('Presets…'))
    await user.click(await screen.findByRole('button', { name: /^Evening/ }))
    await user.click(await screen.findByRole('button', { name: 'Add 1 row and change 1' }))
    expect(getRow('__proto__').value).toHaveValue('1.10')
    const review = await openReview(user)
    await user.click(review.getByRole('button', { name: /^Save/ }))
    expect(api.requestsTo('saveMetadata')[0]?.body).toMatchObject({
      preset: preset.id,
      changes: [
        { key: '__proto__', from: null, to: '1.10' },
        { key: 'banner', from: 'hello', to: 'Tonight\r\nat eight' },
      ],
    })
  })

  it('does not name a preset of which nothing is saved', async () => {
    const { api, user } = renderEditor({ banner: 'hello', goal: '5' })
    api.handlers.listPresets = () => ({ presets: [preset] })
    await user.click(button('Presets…'))
    await user.click(await screen.findByRole('button', { name: /^Evening/ }))
    await user.click(await screen.findByRole('button', { name: 'Add 1 row and change 1' }))
    await user.click(getRow('banner').getByRole('button', { name: 'Revert' }))
    await user.click(getRow('__proto__').getByRole('button', { name: 'Delete __proto__' }))
    await user.type(getRow('goal').value, '0')
    const review = await openReview(user)
    await user.click(review.getByRole('button', { name: /^Save/ }))
    expect(api.requestsTo('saveMetadata')[0]?.body).not.toHaveProperty('preset')
  })

  it('makes a preset of the draft', async () => {
    const { api, user } = renderEditor({ banner: 'hello' })
    api.handlers.listPresets = () => ({ presets: [] })
    api.handlers.addPreset = () => ({ preset })
    await user.type(getRow('banner').value, '!')
    await user.click(button('Presets…'))
    await user.click(await screen.findByRole('button', { name: 'Save as a preset…' }))
    await user.type(screen.getByLabelText('Name of the preset'), 'Mine{Enter}')
    expect(api.requestsTo('addPreset')[0]?.body).toEqual({
      name: 'Mine',
      entries: [{ key: 'banner', value: 'hello!' }],
    })
  })

  it('fills the import from another room, also by its exact id', async () => {
    const { api, user } = renderEditor({ banner: 'hello' })
    api.handlers.listRooms = () => ({
      rooms: [],
      next: null,
      total: 0,
      isTotalExact: true,
      indexedAt: READ_AT,
      indexed: 0,
      stale: null,
    })
    await user.click(button('Fill from another room…'))
    await user.type(await screen.findByLabelText(/^Search a room/), 'other')
    const read = api.handlers.readMetadata
    api.handlers.readMetadata = () => ({
      entries: [{ key: 'goal', value: '7' }],
      readAt: READ_AT,
      pending: null,
      unfinished: null,
      stale: null,
    })
    await user.click(await screen.findByRole('button', { name: 'Room ID other' }))
    await user.click(await screen.findByRole('button', { name: 'Add 1 row' }))
    api.handlers.readMetadata = read
    expect(getRow('goal').value).toHaveValue('7')
  })

  it('copies a row and the whole room as JSON, also for viewers', async () => {
    const { user } = renderEditor({ banner: 'hello', goal: '5' }, { role: 'viewer' })
    const banner = getRow('banner')
    await user.click(await banner.findByRole('button', { name: 'Copy banner as JSON' }))
    expect(await navigator.clipboard.readText()).toBe('{\n  "banner": "hello"\n}')
    await user.click(button('Copy all'))
    expect(await navigator.clipboard.readText()).toBe('{\n  "banner": "hello",\n  "goal": "5"\n}')
    expect(within(document.body).queryByRole('button', { name: 'Presets…' })).toBeNull()
  })
})
