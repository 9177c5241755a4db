import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { createFakeApi } from '@/components/editor/testing/fake-api'
import { createTestClient, TestProviders } from '@/components/editor/testing/test-providers'
import { presetsQuery } from '@/lib/client/api/preset-queries'
import type { Role } from '@/lib/shared/access/roles'
import type { NewPreset } from '@/lib/shared/api/preset-endpoints'
import { Problem } from '@/lib/shared/api/problem'
import type { Preset } from '@/lib/shared/presets/preset'
import { PresetsView } from './presets-view'

const toPreset = (id: string, { name, entries }: NewPreset, version = 1): Preset => ({
  id,
  name,
  entries,
  version,
  uses: 2,
  updatedAt: '2026-03-01T10:00:00.000Z',
  updatedBy: { id: 'ada', name: 'Ada' },
})
const evening = { name: 'Evening', entries: [{ key: 'theme', value: 'dark' }] }

function openPresets(role: Role = 'editor') {
  let presets = [toPreset('p1', evening)]
  const api = createFakeApi({
    listPresets: () => ({ presets }),
    addPreset: ({ body }) => {
      const preset = toPreset('p2', body as NewPreset)
      presets = [...presets, preset]
      return { preset }
    },
    changePreset: ({ body }) => {
      const { version, ...input } = body as NewPreset & { version: number }
      const preset = toPreset('p1', input, version + 1)
      presets = [preset]
      return { preset }
    },
    deletePreset: () => {
      presets = []
      return { done: true }
    },
  })
  const client = createTestClient()
  client.setQueryData(presetsQuery.queryKey, { presets })
  render(
    <TestProviders client={client} role={role}>
      <PresetsView serverProblem={null} />
    </TestProviders>,
  )
  return { api, user: userEvent.setup({ delay: null }) }
}

const button = (name: string) => screen.getByRole('button', { name })

describe('the presets page', () => {
  it('shows viewers the entries and the uses, and no way to change them', () => {
    openPresets('viewer')
    expect(screen.getByRole('heading', { name: 'Evening' })).toBeVisible()
    expect(screen.getByText(/^used 2 times/)).toBeVisible()
    expect(screen.getByText('theme')).toBeVisible()
    const names = screen.getAllByRole('button').map((each) => each.getAttribute('aria-label'))
    expect(names).toEqual(['Copy Evening as JSON'])
  })

  it('adds a preset by hand, exactly as typed', async () => {
    const { api, user } = openPresets()
    await user.click(button('New preset'))
    const form = within(screen.getByRole('form', { name: 'New preset' }))
    expect(form.getByLabelText('Name')).toHaveFocus()
    await user.type(form.getByLabelText('Name'), 'Night')
    await user.type(form.getByLabelText('Key'), 'banner')
    await user.type(form.getByLabelText('Value'), ' two  spaces ')
    await user.click(form.getByRole('button', { name: 'Save preset' }))
    expect(await screen.findByRole('heading', { name: 'Night' })).toBeVisible()
    expect(api.requestsTo('addPreset')[0]?.body).toEqual({
      name: 'Night',
      entries: [{ key: 'banner', value: ' two  spaces ' }],
    })
    await waitFor(() => expect(button('New preset')).toHaveFocus())
  })

  it('goes to the field that keeps it from being saved', async () => {
    const { api, user } = openPresets()
    await user.click(button('New preset'))
    const form = within(screen.getByRole('form', { name: 'New preset' }))
    await user.click(form.getByRole('button', { name: 'Save preset' }))
    expect(form.getByLabelText('Name')).toHaveAccessibleDescription(/Enter a name/)
    await user.type(form.getByLabelText('Name'), 'Night')
    await user.click(form.getByRole('button', { name: 'Save preset' }))
    expect(form.getByLabelText('Key')).toHaveFocus()
    expect(api.requestsTo('addPreset')).toEqual([])
  })

  it('keeps what was typed when someone else changed the preset', async () => {
    const { api, user } = openPresets()
    await user.click(button('Edit Evening'))
    const form = within(screen.getByRole('form', { name: 'Edit Evening' }))
    await user.type(form.getByLabelText('Value'), 'er')
    api.handlers.changePreset = () => {
      throw new Problem('preset.changed')
    }
    await user.click(form.getByRole('button', { name: 'Save preset' }))
    expect(await form.findByText(/^Someone changed this preset/)).toBeVisible()
    expect(form.getByLabelText('Value')).toHaveValue('darker')
    expect(api.requestsTo('changePreset')[0]?.body).toEqual({
      version: 1,
      name: 'Evening',
      entries: [{ key: 'theme', value: 'darker' }],
    })
  })

  it('deletes a preset after one question', async () => {
    const { api, user } = openPresets()
    await user.click(button('Delete Evening'))
    await waitFor(() => expect(button('Delete preset')).toHaveFocus())
    await user.click(button('Delete preset'))
    expect(await screen.findByText(/^There are no presets yet/)).toBeVisible()
    expect(api.requestsTo('deletePreset')).toHaveLength(1)
  })
})
